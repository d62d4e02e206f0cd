import { TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { findStore, openSession, openStore, shownAddress } from "@teamwright/runtime";
import { InvariantChecker } from "@teamwright/testing";
import { type Damage, damageOf, damageText, sayDamaged } from "../damage.ts";
import { counted } from "../counted.ts";
import { plainText } from "../plain-text.ts";
import { replayWhole } from "../replay-log.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `wrong` is null when nothing is. `records` are those in front of the damage. */
type Checked = { readonly id: string; readonly records: number } & (Damage | { readonly wrong: null });

/** Replays every log, or that of --session, and checks the rules of work on what it leads to. Changes nothing. */
export async function storeCheck({ globals }: Invocation): Promise<number> {
  const { url } = findStore(globals.store);
  const store = await openStore(url);
  const logs: Checked[] = [];
  for await (const id of store.logs()) {
    if (globals.session !== undefined && globals.session !== id) continue;
    const checked = await check(store, id);
    logs.push(checked);
    if (globals.json) continue;
    const { wrong, records } = checked;
    const line = `${wrong === null ? "ok   " : "WRONG"}  ${id}  ${counted(records, "record")}${wrong === null ? "" : " can be read"}`;
    process.stdout.write(`${plainText(line)}\n${wrong === null ? "" : damageText(checked)}`);
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
  const hint =
    "Restore a backup; or save what can be read, `teamwright store copy FROM TO --rescue`, and go on with --store TO.";
  const data = { url: shownAddress(url), log: broken[0]!.id, logs };
  return sayDamaged(`${broken.length} of ${logs.length} logs are wrong.`, globals.json, data, hint);
}

async function check(store: LogStore, id: string): Promise<Checked> {
  let records = 0;
  try {
    const { damage, ...whole } = await replayWhole(store, id);
    records = whole.records;
    if (damage) throw damage;
    new InvariantChecker().check({ state: whole.state, log: [] });
    // Whoever opens it begins with the snapshot, and must come to the same.
    const { state } = await openSession(store, id);
    const facts = (of: typeof state) =>
      JSON.stringify([of.session?.status, of.session?.counts, [...of.index.open].sort()]);
    if (state.position === whole.last && facts(state) !== facts(whole.state))
      throw new Error("its snapshot leads to another state than its records");
    return { id, records, wrong: null };
  } catch (error) {
    return { id, records, ...damageOf(error) };
  }
}
