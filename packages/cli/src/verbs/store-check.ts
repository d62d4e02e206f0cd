import { ERRORS, TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { findStore, openSession, openStore, shownAddress } from "@teamwright/runtime";
import { InvariantChecker } from "@teamwright/testing";
import { plainText } from "../plain-text.ts";
import { replayLog } from "../replay-log.ts";
import { sayRejection } from "../say-rejection.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

interface Checked {
  readonly id: string;
  readonly records: number;
  /** What is wrong; null when nothing is. */
  readonly wrong: string | null;
}

/** Replays every log, or that of --session, and checks the rules of work on what it leads to. Changes nothing. */
export async function storeCheck({ globals }: Invocation): Promise<number> {
  const { url } = findStore(globals.store);
  const store = await openStore(url);
  const logs: Checked[] = [];
  for await (const id of store.logs()) {
    if (globals.session !== undefined && globals.session !== id) continue;
    const checked = await check(store, id);
    logs.push(checked);
    const { wrong, records } = checked;
    const text = `${wrong === null ? "ok   " : "WRONG"}  ${id}  ${records} records${wrong === null ? "" : `\n       ${wrong}`}\n`;
    if (!globals.json) process.stdout.write(plainText(text));
  }
  await store.close();
  if (globals.session !== undefined && logs.length === 0)
    throw new TeamError("SESSION_NOT_FOUND", { data: { session: globals.session, closest: [] } });
  const broken = logs.filter(({ wrong }) => wrong !== null);
  if (broken.length === 0) {
    if (globals.json) sayResult({ url: shownAddress(url), logs });
    else process.stdout.write(`nothing wrong, logs: ${logs.length}\n`);
    return 0;
  }
  const message = `${broken.length} of ${logs.length} logs are wrong.`;
  const { hint } = ERRORS.STORE_CORRUPT;
  return sayRejection(
    { code: "STORE_CORRUPT", message, hint, data: { log: broken[0]!.id, logs: broken } },
    globals.json,
  );
}

async function check(store: LogStore, id: string): Promise<Checked> {
  let records = 0;
  try {
    const whole = await replayLog(store, id);
    records = whole.records;
    new InvariantChecker().check({ state: whole.state, log: [] });
    // Whoever opens it begins with the snapshot, and must come to the same.
    const { state } = await openSession(store, id);
    const facts = (of: typeof state) =>
      JSON.stringify([of.session?.status, of.session?.counts, [...of.index.open].sort()]);
    if (state.position === whole.last && facts(state) !== facts(whole.state))
      throw new Error("its snapshot leads to another state than its records");
    return { id, records, wrong: null };
  } catch (error) {
    return { id, records, wrong: (error as Error).message };
  }
}
