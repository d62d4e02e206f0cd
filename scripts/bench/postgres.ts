// The Postgres store: claims under eight hot processes, and push beside LISTEN/NOTIFY written by hand.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSession, openStore, pause } from "@teamwright/runtime";
import { POSTGRES_ABSENT, postgresBinaries, sampleTeam, startPostgres } from "@teamwright/testing";
import { Client } from "pg";
import { hotRows } from "./hot.ts";
import { giveAll, sampleSession } from "./sample-session.ts";
import { inTurns, median, percentile, type Row } from "./row.ts";

const MESSAGES = 1_000;
const CLAIMS = 1_500;
const WARM = 4_000;

export async function postgres(): Promise<Row[]> {
  if (!postgresBinaries()) {
    console.error(POSTGRES_ABSENT);
    return [];
  }
  const cluster = await startPostgres();
  try {
    return [
      await claimRow(cluster.url()),
      ...(await hotRows("Postgres", cluster.url(), 0.3)),
      ...(await pushRows(cluster.url())),
    ];
  } finally {
    await cluster.remove();
  }
}

/** A claim through the product beside the statement one would write by hand for the same: move the end, keep the record. */
async function claimRow(url: string): Promise<Row> {
  const store = await openStore(url);
  await (await sampleSession(store, "BEN-claim", { open: WARM + CLAIMS })).close();
  const session = await openSession(store, "BEN-claim", { snapshotEvery: 0 });
  const hand = new Client(url);
  await hand.connect();
  await hand.query("CREATE TABLE ends (last bigint NOT NULL); CREATE TABLE kept (n bigint PRIMARY KEY, bytes bytea)");
  await hand.query("INSERT INTO ends VALUES (0)");
  const text =
    "WITH taken AS (UPDATE ends SET last = last + 1 WHERE last = $1 RETURNING last) INSERT INTO kept SELECT last, $2 FROM taken";
  const bytes = Buffer.alloc(400, 1);
  const [ours, byHand] = await inTurns(
    [
      (i) => giveAll(session, [{ name: "task.next", input: { role: "implementer", owner: `w${i}` } }]),
      (i) => hand.query({ name: "kept", text, values: [i, bytes] }),
    ],
    { rounds: CLAIMS, slice: 25, warm: WARM },
  );
  await hand.end();
  await session.close();
  await store.close();
  return {
    ...{ what: "claim a task, Postgres", value: median(ours!) * 1_000, unit: "us" },
    ...{ note: `${CLAIMS} claims, p99 ${Math.round(percentile(ours!, 0.99) * 1_000)} us` },
    baseline: { what: "one statement written by hand", value: median(byHand!) * 1_000 },
    compared: ["claim a task, one process", "Postgres"],
  };
}

/** Append and message through the product and by hand, in turns, until another process had each. */
async function pushRows(url: string): Promise<Row[]> {
  const store = await openStore(url);
  const session = await openSession(store, "BEN-push", { snapshotEvery: 0 });
  const start = { session: "BEN-push", team: sampleTeam(), requirement: "bench" };
  await giveAll(session, [{ name: "session.start", input: start }]);
  const bare = new Client(url);
  await bare.connect();
  await bare.query("CREATE TABLE bare (n bigint PRIMARY KEY, bytes bytea NOT NULL)");
  const program = join(import.meta.dirname, "postgres-listener.ts");
  const listener = spawn(process.execPath, ["--conditions=source", program, url, String(session.position)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: listener.stdout })[Symbol.asyncIterator]();
  const heard = async (what: string) => {
    const { value } = (await lines.next()) as { value?: string };
    const [said, at] = value?.split(" ") ?? [];
    if (said !== what) throw new Error(`The listening process said ${value ?? "nothing"}, not ${what}.`);
    return Number(at);
  };
  await heard("ready");
  const [append, whole, byHand]: number[][] = [[], [], []];
  let last = session.position;
  const bytes = Buffer.alloc(400, 1);
  const insert =
    "WITH kept AS (INSERT INTO bare VALUES ($1, $2) RETURNING n) SELECT n, pg_notify('bare', 'x') FROM kept";
  for (let i = 0; i < MESSAGES; i++) {
    // Idle, as a team is.
    await pause(2 + (i % 7));
    const calling = now();
    await giveAll(session, [{ name: "msg.post", input: { to: "all", body: `m${i}` } }]);
    whole!.push((await heard("record")) - calling);
    await pause(2 + (i % 7));
    const appending = now();
    last = (await store.append("BEN-wake", i === 0 ? 0 : last, bytes))!;
    append!.push((await heard("wake")) - appending);
    await pause(2 + (i % 7));
    const inserting = now();
    await bare.query(insert, [i, bytes]);
    byHand!.push((await heard("bare")) - inserting);
  }
  listener.kill();
  await bare.end();
  await session.close();
  await store.close();
  const baseline = { what: "INSERT and NOTIFY by hand, to LISTEN", value: median(byHand!) };
  const p99 = (times: number[]) => `p99 ${Math.round(percentile(times, 0.99))} us`;
  return [
    {
      what: "from an append to another process awake, Postgres, p50",
      value: median(append!),
      unit: "us",
      baseline,
      limit: 1.3,
      note: p99(append!),
      compared: ["until another process has it", "Postgres"],
    },
    {
      what: "from a command to its record held by another process, Postgres, p50",
      value: median(whole!),
      unit: "us",
      baseline,
      note: p99(whole!),
    },
  ];
}

/** Microseconds of a clock that all processes of this machine share. */
const now = (): number => Number(process.hrtime.bigint() / 1_000n);
