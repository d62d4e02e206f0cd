import { readFileSync } from "node:fs";
import type { LogStore } from "@teamwright/core/store";
import { findStore, newStore, openStore, shownAddress } from "@teamwright/runtime";
import { badInput } from "../bad-input.ts";
import { copyLog, type Copied } from "../copy-log.ts";
import { plainText } from "../plain-text.ts";
import { redact } from "../redact.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Shorter texts are in too many words that are no secret. */
const LEAST = 6;

/** Copies all logs, or that of --session, to another store of any kind, and proves each copy by replay. With --redact the lines of a file are taken out. */
export async function storeCopy({ globals, words, options }: Invocation): Promise<number> {
  const [source, target] = words;
  if (source === undefined || target === undefined)
    throw badInput("to", "missing", { message: "Copy from where to where? teamwright store copy FROM TO" });
  const secrets = options.redact === undefined ? [] : readSecrets(String(options.redact));
  const from = await openStore(findStore(source).url);
  const place = newStore(target);
  const to = await openStore(place.url);
  const logs: Copied[] = [];
  for await (const id of from.logs()) {
    if (globals.session !== undefined && globals.session !== id) continue;
    const copied = await copyLog({ from, to }, id, secrets.length > 0 ? redact(secrets) : undefined);
    // Of a log that was forgotten a snapshot is left, which no record would stand behind.
    if (secrets.length === 0 && copied.records > 0) await copySnapshot(from, to, id);
    logs.push(copied);
    const changed = secrets.length > 0 ? `, ${copied.changed} redacted` : "";
    if (!globals.json)
      process.stdout.write(plainText(`${id}  ${copied.records} records, ${copied.added} new${changed}\n`));
  }
  await from.close();
  await to.close();
  if (globals.json) sayResult({ from: shownAddress(source), to: shownAddress(place.url), logs });
  else process.stdout.write(`logs copied: ${logs.length}; what was read back leads to the same state\n`);
  return 0;
}

/** A cache, so no matter if there is none; but the first call on the copy is then as fast as on the original. */
async function copySnapshot(from: LogStore, to: LogStore, log: string): Promise<void> {
  const snapshot = await from.snapshots?.load(log);
  if (snapshot) await to.snapshots?.save(log, snapshot.position, snapshot.bytes);
}

/** One secret a line. Never an argument: other users of the machine see those. */
function readSecrets(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path === "-" ? 0 : path, "utf8");
  } catch {
    throw badInput("redact", "cannot be read", {
      hint: "Name a file with one secret a line, or - for standard input.",
    });
  }
  const secrets = text.split(/\r?\n/).filter((line) => line !== "");
  if (secrets.length === 0 || secrets.some((line) => line.length < LEAST))
    throw badInput("redact", `is one secret a line, of ${LEAST} characters or more`);
  return secrets;
}
