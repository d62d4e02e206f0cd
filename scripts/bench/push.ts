// How soon another process holds what was appended, beside a message on an idle unix socket; and whether it misses any.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSession, openStore, pause } from "@teamwright/runtime";
import { sampleTeam } from "@teamwright/testing";
import { appendSync } from "./append-sync.ts";
import { builtCli } from "./built-cli.ts";
import { percentile, type Row } from "./row.ts";
import { giveAll } from "./sample-session.ts";

const MESSAGES = 2_000;
const AROUND_START = 1_000;
type Times = "wakes" | "whole" | "socket" | "syncAndSocket";

const here = import.meta.dirname;

const RANKS = [
  ["p50", 0.5, 2.5],
  ["p99", 0.99, 4],
] as const;

export async function push(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const file = await times(folder, `file:${join(folder, "store")}`);
  const rows = [
    ...fromAnswer("file store", file),
    ...fromCall(file),
    ...fromAnswer("SQLite FULL", await times(folder, `sqlite:${join(folder, "full.db")}`)),
    ...fromAnswer("SQLite NORMAL", await times(folder, `sqlite:${join(folder, "normal.db")}?sync=normal`)),
    ...(await aroundStart(folder)),
  ];
  rmSync(folder, { recursive: true });
  return rows;
}

function fromAnswer(name: string, { wakes, socket }: Record<Times, number[]>): Row[] {
  return RANKS.map(([rank, part, limit]) => ({
    what: `from the writer's answer to held by another process, ${name}, ${rank}`,
    ...(rank === "p50" ? { compared: ["until another process has it", name] as const } : {}),
    value: percentile(wakes, part),
    unit: "us",
    baseline: { what: "idle unix socket, one way", value: percentile(socket, part) },
    limit,
    note: "0: it is there before the writer has its answer",
  }));
}

/** Of the file store only: its baseline writes as that store does. */
function fromCall({ whole, syncAndSocket }: Record<Times, number[]>): Row[] {
  return RANKS.map(([rank, part, limit]) => ({
    what: `from the writer's call to held by another process, file store, ${rank}`,
    value: percentile(whole, part),
    unit: "us",
    baseline: { what: "append + fdatasync, then unix socket", value: percentile(syncAndSocket, part) },
    limit,
  }));
}

/** Microseconds until a listener in another process had each message, in turns with the same message on a socket, which no disk has seen or one has. */
async function times(folder: string, url: string) {
  const store = await openStore(url);
  const session = await openSession(store, "BEN-push", { snapshotEvery: 0 });
  const start = { session: "BEN-push", team: sampleTeam(), requirement: "bench" };
  await giveAll(session, [{ name: "session.start", input: start }]);
  const path = join(folder, "s");
  let connection: (s: Socket) => void;
  const connected = new Promise<Socket>((resolve) => (connection = resolve));
  const server = createServer((s) => connection(s)).listen(path);
  const listener = spawn(
    process.execPath,
    ["--conditions=source", join(here, "push-listener.ts"), url, path, String(session.position)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: listener.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value } = (await lines.next()) as { value?: string };
    if (value === undefined) throw new Error("The listening process ended.");
    return Number(value.split(" ")[1]);
  };
  const socket = await connected;
  await heard();
  const bareDisk = appendSync(folder);
  const out = { wakes: [], whole: [], socket: [], syncAndSocket: [] } as Record<Times, number[]>;
  for (let i = 0; i < MESSAGES; i++) {
    // Idle, as a team is: a listener that is hot would wake sooner.
    const rest = 2 + (i % 7);
    await pause(rest);
    const called = now();
    await giveAll(session, [{ name: "msg.post", input: { to: "all", body: `m${i}` } }]);
    const answered = now();
    const held = await heard();
    out.wakes.push(Math.max(0, held - answered));
    out.whole.push(held - called);
    await pause(rest);
    const sent = now();
    socket.write(`m${i}\n`);
    out.socket.push((await heard()) - sent);
    await pause(rest);
    const written = now();
    bareDisk.once();
    socket.write(`m${i}\n`);
    out.syncAndSocket.push((await heard()) - written);
  }
  bareDisk.close();
  listener.kill();
  await new Promise((done) => listener.once("exit", done));
  server.close();
  await session.close();
  await store.close();
  return out;
}

/** Events at random moments around the start of `listen --follow`: what it printed against what was written. */
async function aroundStart(folder: string): Promise<Row[]> {
  const url = `file:${join(folder, ".teamwright/store")}`;
  const store = await openStore(url);
  const session = await openSession(store, "BEN-start");
  const start = { session: "BEN-start", team: sampleTeam(), requirement: "bench" };
  await giveAll(session, [{ name: "session.start", input: start }]);
  const cli = join(builtCli(), "dist/bin.js");
  const since = String(session.position);
  const seen: string[] = [];
  let all: () => void;
  let ended: () => void;
  const complete = new Promise<void>((resolve, reject) => {
    all = resolve;
    ended = () => reject(new Error("`listen` ended."));
  });
  let child: ChildProcess | undefined;
  for (let i = 0; i < AROUND_START; i++) {
    if (i === Math.floor(AROUND_START / 10)) {
      child = spawn(process.execPath, [cli, "listen", "--follow", "--since", since, "--types", "message.posted"], {
        cwd: folder,
        stdio: ["ignore", "pipe", "inherit"],
      }).once("exit", () => ended());
      createInterface({ input: child.stdout! }).on("line", (line) => {
        const { events = [] } = JSON.parse(line) as { events?: { body: string }[] };
        for (const { body } of events) seen.push(body);
        if (seen.includes(`m${AROUND_START - 1}`)) all();
      });
    }
    await giveAll(session, [{ name: "msg.post", input: { to: "all", body: `m${i}` } }]);
    await pause(Math.random());
  }
  await complete;
  child!.kill();
  await new Promise((done) => child!.once("exit", done));
  await session.close();
  await store.close();
  const lost = AROUND_START - new Set(seen).size;
  const what = `${AROUND_START.toLocaleString("en")} events around the start of \`listen\``;
  return [
    { what: `${what}: lost`, value: lost, unit: "events", limit: 0 },
    { what: `${what}: doubled`, value: seen.length - new Set(seen).size, unit: "events", limit: 0 },
  ];
}

/** Microseconds of a clock that all processes of this machine share. */
const now = (): number => Number(process.hrtime.bigint() / 1_000n);
