// Listeners in processes of their own: what they miss, what they cost while nothing happens, and how soon eight of them know.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSession, openStore, pause, type Session } from "@teamwright/runtime";
import { postgresBinaries, sampleTeam, startPostgres } from "@teamwright/testing";
import { percentile, type Row } from "./row.ts";
import { giveAll } from "./sample-session.ts";

const MESSAGES = 10_000;
const PUSHES = 300;
const EIGHT = 8;
const IDLE_MS = 10_000;

export async function listeners(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const cluster = postgresBinaries() ? await startPostgres() : undefined;
  const modes: [string, string, "watch" | "poll"][] = [
    ["file store", `file:${join(folder, "store")}`, "watch"],
    ["file store, looking only", `file:${join(folder, "polled")}`, "poll"],
    ["SQLite", `sqlite:${join(folder, "teams.db")}?sync=normal`, "watch"],
    ["SQLite, looking only", `sqlite:${join(folder, "polled.db")}?sync=normal`, "poll"],
    ...(cluster
      ? ([
          ["Postgres, NOTIFY", cluster.url(), "watch"],
          [
            "Postgres, notify=off",
            `${cluster.url()}${cluster.url().includes("?") ? "&" : "?"}notify=off&schema=off`,
            "watch",
          ],
        ] as [string, string, "watch"][])
      : []),
  ];
  const rows: Row[] = [];
  try {
    for (const [name, url, how] of modes) rows.push(...(await missed(name, url, how)));
    rows.push(...(await eight(folder, "SQLite NORMAL", `sqlite:${join(folder, "eight.db")}?sync=normal`)));
    rows.push(...(await eight(folder, "file store", `file:${join(folder, "eight")}`)));
  } finally {
    await cluster?.remove();
    rmSync(folder, { recursive: true });
  }
  return rows;
}

/** A listener that does nothing for a while, then has a message every half millisecond at most. */
async function missed(name: string, url: string, how: "watch" | "poll"): Promise<Row[]> {
  const { session, close } = await begun(url);
  const one = follow(url, session.position, how);
  await one.next("ready");
  await pause(500);
  const before = await one.cost();
  await pause(IDLE_MS);
  const idle = ((await one.cost()) - before) / IDLE_MS / 10;
  const since = session.position;
  for (let i = 0; i < MESSAGES; i++) {
    await giveAll(session, [{ name: "msg.post", input: { to: "all", body: `m${i}` } }]);
    if (i % 2 === 0) await pause(Math.random());
  }
  let count = 0;
  const positions = new Set<number>();
  while (!positions.has(session.position)) {
    const [, position] = await one.next("record");
    positions.add(position!);
    count += 1;
  }
  one.stop();
  await close();
  const lost = MESSAGES - [...positions].filter((position) => position > since).length;
  return [
    { what: `${name}: missed of ${MESSAGES.toLocaleString("en")} messages`, value: lost, unit: "messages", limit: 0 },
    { what: `${name}: had twice`, value: count - positions.size, unit: "messages", limit: 0 },
    { what: `${name}: a listener to which nothing happens`, value: idle, unit: "% of a core", limit: 0.3 },
  ];
}

/** Eight listeners at once, beside one message on an idle unix socket. */
async function eight(folder: string, name: string, url: string): Promise<Row[]> {
  const { session, close } = await begun(url);
  const all = Array.from({ length: EIGHT }, () => follow(url, session.position, "watch"));
  for (const one of all) await one.next("ready");
  const echo = await socketTo(join(folder, `s-${name.length}`));
  const [wakes, socket]: number[][] = [[], []];
  for (let i = 0; i < PUSHES; i++) {
    await pause(5 + (i % 7));
    await giveAll(session, [{ name: "msg.post", input: { to: "all", body: `m${i}` } }]);
    const answered = now();
    for (const one of all) wakes!.push(Math.max(0, (await one.next("record"))[0]! - answered));
    await pause(5 + (i % 7));
    socket!.push(await echo.oneWay());
  }
  for (const one of all) one.stop();
  echo.close();
  await close();
  return [
    {
      ...{ what: `from the writer's answer to held by ${EIGHT} listeners, ${name}, p99`, unit: "us", limit: 8 },
      value: percentile(wakes!, 0.99),
      baseline: { what: "idle unix socket, one way, p99", value: percentile(socket!, 0.99) },
    },
  ];
}

async function begun(url: string): Promise<{ session: Session; close: () => Promise<void> }> {
  const store = await openStore(url);
  const session = await openSession(store, "BEN-crowd", { snapshotEvery: 0 });
  const start = { session: "BEN-crowd", team: sampleTeam(), requirement: "bench" };
  await giveAll(session, [{ name: "session.start", input: start }]);
  return {
    session,
    async close() {
      await session.close();
      await store.close();
    },
  };
}

function follow(url: string, since: number, how: string) {
  const program = join(import.meta.dirname, "crowd-listener.ts");
  const child = spawn(process.execPath, ["--conditions=source", program, url, String(since), how], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (what: string) => {
    const { value } = (await lines.next()) as { value?: string };
    const [said, ...numbers] = value?.split(" ") ?? [];
    if (said !== what) throw new Error(`The listening process said ${value ?? "nothing"}, not ${what}.`);
    return numbers.map(Number);
  };
  return {
    next,
    async cost() {
      child.stdin.write("cpu\n");
      return (await next("cpu"))[0]!;
    },
    stop: () => void child.kill(),
  };
}

/** A process that tells when it had a line on a socket. */
async function socketTo(path: string): Promise<{ oneWay: () => Promise<number>; close: () => void }> {
  let connection!: (socket: Socket) => void;
  const connected = new Promise<Socket>((resolve) => (connection = resolve));
  const server = createServer(connection).listen(path);
  const program = `require("net").connect(${JSON.stringify(path)}).on("data", () => console.log(Number(process.hrtime.bigint() / 1000n)))`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const socket = await connected;
  return {
    async oneWay() {
      const sent = now();
      socket.write("x\n");
      return Number((await lines.next()).value) - sent;
    },
    close() {
      child.kill();
      server.close();
    },
  };
}

/** Microseconds of a clock that all processes of this machine share. */
const now = (): number => Number(process.hrtime.bigint() / 1_000n);
