import type { LogStore } from "@teamwright/core/store";
import { findStore, newStore, openStore, shownAddress } from "@teamwright/runtime";
import { badInput } from "../bad-input.ts";
import { copyLog, type Copied, rescueLog } from "../copy-log.ts";
import { counted } from "../counted.ts";
import { type Damage, damageOf, damageText, sayDamaged } from "../damage.ts";
import { readSource } from "../read-source.ts";
import { plainText } from "../plain-text.ts";
import { redact } from "../redact.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Shorter texts are in too many words that are no secret. */
const LEAST = 6;

/**
 * Copies all logs, or that of --session, to another store of any kind, and proves each copy by replay. With --redact the lines of a file are taken
 * out; with --rescue a damaged log is copied as far as it can be read, which is said and is no success.
 */
export async function storeCopy({ globals, words, options }: Invocation): Promise<number> {
  const [source, target] = words;
  if (source === undefined || target === undefined)
    throw badInput("to", "missing", { message: "Copy from where to where? teamwright store copy FROM TO" });
  const secrets = options.redact === undefined ? [] : readSecrets(String(options.redact));
  const from = await openStore(findStore(source).url);
  const place = newStore(target);
  const to = await openStore(place.url);
  const logs: (Copied & Partial<Damage>)[] = [];
  for await (const id of from.logs()) {
    if (globals.session !== undefined && globals.session !== id) continue;
    const change = secrets.length > 0 ? redact(secrets) : undefined;
    const { damage, ...copied } = options.rescue
      ? await rescueLog({ from, to }, id, change)
      : { ...(await copyLog({ from, to }, id, change)), damage: null };
    // Of a log that was forgotten a snapshot is left, which no record would stand behind; and one of a damaged log knows more than the copy.
    if (secrets.length === 0 && copied.records > 0 && !damage) await copySnapshot(from, to, id);
    logs.push({ ...copied, ...(damage ? damageOf(damage) : {}) });
    const changed = secrets.length > 0 ? `, ${copied.changed} redacted` : "";
    if (!globals.json)
      process.stdout.write(
        plainText(
          `${id}  ${counted(copied.records, "record")}, ${copied.added} new${changed}${damage ? "; NOT copied:" : ""}\n`,
        ),
      );
    if (damage && !globals.json) process.stdout.write(`${damageText(damageOf(damage))}       and all behind it\n`);
  }
  await from.close();
  await to.close();
  const result = { from: shownAddress(source), to: shownAddress(place.url), logs };
  const damaged = logs.filter(({ wrong }) => wrong !== undefined);
  if (damaged.length > 0)
    return sayDamaged(
      `${damaged.length} of ${logs.length} logs were copied only as far as they can be read; what was read back leads to the same state.`,
      globals.json,
      { log: damaged[0]!.log, ...result },
      "Keep FROM. Go on with --store TO: `teamwright views rebuild` writes the session folder anew, and what was done behind the damage has to be done again.",
    );
  if (globals.json) sayResult(result);
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
  const text = readSource("redact", path, { hint: "Name a file with one secret a line, or - for standard input." });
  const secrets = text.split(/\r?\n/).filter((line) => line !== "");
  if (secrets.length === 0 || secrets.some((line) => line.length < LEAST))
    throw badInput("redact", `is one secret a line, of ${LEAST} characters or more`);
  return secrets;
}
