// A log that has become long: what a claim, a beat and a status cost beside the same in a short one, and what opening it costs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeCommit, encodeCommit } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, WORKER } from "@teamwright/testing";
import { inTurns, median, type Row } from "./row.ts";
import { giveAll, sampleSession } from "./sample-session.ts";

const SMALL = 1_000;
const TASKS = 100_000;
const RECORDS = 1_000_000;
const ROUNDS = 300;

const CALLS = {
  "claim a task": (i: number) => ({
    ...{ name: "task.next", input: { role: "implementer", owner: `w${i}` }, actor: WORKER },
  }),
  "a beat": () => ({ name: "beat", input: { max: 20 }, actor: COORDINATOR }),
  "the status": () => ({ name: "session.status", input: {}, actor: COORDINATOR }),
};

export async function scale(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  // What is measured is the growth, not the disk.
  const url = `sqlite:${join(folder, "teams.db")}?sync=normal`;
  const store = await openStore(url);
  const small = await sampleSession(store, "BEN-small", { open: SMALL });
  const large = await sampleSession(store, "BEN-large", { open: TASKS });
  await lengthen(store, large);
  const rows: Row[] = [];
  const size = `${TASKS.toLocaleString("en")} open tasks and ${RECORDS.toLocaleString("en")} records`;
  for (const [what, call] of Object.entries(CALLS)) {
    const give = (session: Session) => async (i: number) => {
      const answer = await session.run(call(i));
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    };
    const [ours, beside] = await inTurns([give(large), give(small)], { rounds: ROUNDS, slice: 25 });
    rows.push({
      ...{ what: `${what}, ${size}`, value: median(ours!) * 1_000, unit: "us", limit: 2 },
      baseline: { what: `the same, ${SMALL.toLocaleString("en")} open tasks`, value: median(beside!) * 1_000 },
    });
  }
  await large.close();
  await small.close();
  await store.close();
  rows.push({ what: `open ${size} from the snapshot`, value: await opened(url, false), unit: "ms" });
  rows.push({ what: `open ${size} by replaying every record`, value: await opened(url, true), unit: "ms" });
  rmSync(folder, { recursive: true });
  return rows;
}

/** Messages until the log has RECORDS records: each as the product wrote the first, with an id of its own. */
async function lengthen(store: LogStore, session: Session): Promise<void> {
  const before = session.position;
  await giveAll(session, [{ name: "msg.post", input: { to: "all", body: "one of many" } }]);
  let position = session.position;
  const records = store.read("BEN-large", before);
  for await (const { bytes } of records) {
    const commit = decodeCommit(bytes, { log: "BEN-large", position });
    const [event] = commit.events;
    for (let i = position; i < RECORDS; i++) {
      const events = [Object.hasOwn(event!, "id") ? { ...event!, id: `MSG-${i}` } : event!];
      const record = encodeCommit({ ...commit, id: `${commit.id}-${i}`, events });
      position = (await store.append("BEN-large", position, record))!;
    }
  }
  await session.catchUp();
}

/** Milliseconds until a handle of its own holds the state. The file is in the system's cache. */
async function opened(url: string, whole: boolean): Promise<number> {
  const from = performance.now();
  const store = await openStore(url);
  const session = await openSession(store, "BEN-large", { whole });
  const took = performance.now() - from;
  await session.close();
  await store.close();
  return took;
}
