// Eight processes that claim as fast as they can from one session: how many claims, how fair, how long the unluckiest waits.
import { spawn } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openStore } from "@teamwright/runtime";
import type { Row } from "./row.ts";
import { sampleSession } from "./sample-session.ts";

const PROCESSES = 8;
const MILLISECONDS = 4_000;
const TASKS = 20_000;

interface Told {
  claims: number;
  worst: number;
  tasks: string[];
}

export async function hot(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const rows = [
    ...(await hotRows("file store", `file:${join(folder, "store")}`, 0.5)),
    ...(await hotRows("SQLite FULL", `sqlite:${join(folder, "teams.db")}`, 0.5)),
  ];
  rmSync(folder, { recursive: true });
  return rows;
}

/** Rows for the store at `url`; `least` is the share of the bare disk's rate that is asked for. */
export async function hotRows(name: string, url: string, least: number): Promise<Row[]> {
  const store = await openStore(url);
  await (await sampleSession(store, "BEN-1", { open: TASKS })).close();
  await store.close();
  const before = syncsPerSecond();
  const told = await crowd(url);
  const bare = (before + syncsPerSecond()) / 2;
  const all = told.flatMap((t) => t.tasks);
  const counts = told.map((t) => t.claims);
  const who = `${PROCESSES} hot processes, ${name}`;
  return [
    {
      ...{ what: `${who}: claims`, value: (all.length / MILLISECONDS) * 1_000, unit: "a second" },
      ...{ limit: least, least: true },
      baseline: { what: "append + fdatasync, one process", value: bare },
    },
    { what: `${who}: the longest claim`, value: Math.max(...told.map((t) => t.worst)), unit: "ms", limit: 250 },
    {
      ...{ what: `${who}: claims of the slowest process`, value: Math.min(...counts), unit: "claims" },
      ...{ limit: 0.3, least: true },
      baseline: { what: "of the fastest", value: Math.max(...counts) },
    },
    { what: `${who}: tasks claimed twice`, value: all.length - new Set(all).size, unit: "tasks", limit: 0 },
  ];
}

async function crowd(url: string): Promise<Told[]> {
  const children = Array.from({ length: PROCESSES }, (_, i) =>
    spawn(
      process.execPath,
      ["--conditions=source", join(import.meta.dirname, "hot-claimer.ts"), url, `p${i}`, String(MILLISECONDS)],
      { stdio: ["pipe", "pipe", "inherit"] },
    ),
  );
  const lines = children.map((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  const next = async (at: number) => {
    const { value } = (await lines[at]!.next()) as { value?: string };
    if (value === undefined) throw new Error("A claiming process ended.");
    return value;
  };
  // All are open before the first claims.
  for (const at of children.keys()) await next(at);
  for (const child of children) child.stdin.write("go\n");
  return Promise.all(children.map(async (_, at) => JSON.parse(await next(at)) as Told));
}

function syncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const fd = openSync(join(folder, "bare"), "a");
  const bytes = Buffer.alloc(400, 1);
  const until = performance.now() + 1_000;
  let count = 0;
  for (; performance.now() < until; count++) {
    writeSync(fd, bytes);
    fdatasyncSync(fd);
  }
  closeSync(fd);
  rmSync(folder, { recursive: true });
  return count;
}
