import { type Actor, encodeSnapshot, TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { findStore, newStore, openSession, openStore, shownAddress } from "@teamwright/runtime";
import { badInput } from "../bad-input.ts";
import { copyLog } from "../copy-log.ts";
import { actorOf } from "../globals.ts";
import { plainText } from "../plain-text.ts";
import { OVER, replayLog } from "../replay-log.ts";
import { sayResult } from "../say-result.ts";
import { wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

const DAY_MS = 86_400_000;

/** Forgets the records of sessions that ended so many days ago: after a proven copy to --archive, or with --forget. How they ended stays known. */
export async function storeCompact({ globals, options }: Invocation): Promise<number> {
  const days = wholeNumber("older-than", options["older-than"]) ?? 30;
  const archive = options.archive as string | undefined;
  if ((archive === undefined) === (options.forget === undefined))
    throw badInput("archive", "missing", {
      message: "The records of these sessions go away. Where to?",
      hint: "Add --archive STORE to keep them there, or --forget to keep them nowhere.",
    });
  const { url } = findStore(globals.store);
  const store = await openStore(url);
  const { trim } = store;
  if (!trim)
    throw new TeamError("STORE_UNSUPPORTED", {
      message: "This store cannot forget records.",
      data: { path: shownAddress(url), probe: "trim" },
    });
  const to = archive === undefined ? undefined : await openStore(newStore(archive).url);
  const before = (store.clock?.() ?? Date.now()) - days * DAY_MS;
  const forgotten: { id: string; records: number }[] = [];
  for (const id of await idsOf(store, globals.session)) {
    const ended = await replayLog(store, id);
    const status = ended.state.session?.status ?? "";
    // One that was forgotten before has no record and no session.
    if (!OVER.has(status) || ended.at > before) continue;
    // One that is only done could go on, and would need what is forgotten.
    if (status !== "archived") await close(store, id, actorOf(globals));
    const { state, records, last } = await replayLog(store, id);
    if (to) await copyLog({ from: store, to }, id);
    // So that its name stays taken, and its end known.
    await store.snapshots?.save(id, last, encodeSnapshot(state));
    await trim.call(store, id, last);
    forgotten.push({ id, records });
    if (!globals.json)
      process.stdout.write(plainText(`${id}  ${records} records ${to ? "moved to the archive" : "forgotten"}\n`));
  }
  await to?.close();
  await store.close();
  if (globals.json) sayResult({ url: shownAddress(url), forgotten });
  else process.stdout.write(`sessions that ended ${days} days ago or earlier: ${forgotten.length}\n`);
  return 0;
}

/** For good. */
async function close(store: LogStore, id: string, actor: Actor): Promise<void> {
  const session = await openSession(store, id, { snapshotEvery: 0 });
  const answer = await session.run({ name: "session.archive", input: {}, actor });
  await session.close();
  if (!answer.ok) throw new TeamError(answer.error.code, answer.error);
}

async function idsOf(store: LogStore, only: string | undefined): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of store.logs()) if (only === undefined || only === id) ids.push(id);
  return ids;
}
