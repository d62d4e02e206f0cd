// Eight processes that claim as fast as they can from one session: how many claims, how fair, how long the unluckiest waits.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openStore } from "@teamwright/runtime";
import { appendSync } from "./append-sync.ts";
import type { Row } from "./row.ts";
import { sampleSession } from "./sample-session.ts";

const PROCESSES = 8;
/** So many at once are asked only for claims without a double, and without an error. */
const CROWD = 32;
/** Slices of claiming; before and after each the bare disk is measured, since what else the machine does changes by the second. */
const SLICES = 8;
const MILLISECONDS = 750;
/** Slices before, while V8 compiles what all of them run: eight processes have two cores to do that. Told in a row of their own. */
const WARM = 8;
const TASKS = 100_000;

interface Told {
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

/** Rows for the store at `url`; `least` is the share of the bare disk's rate that is asked for. A claim that fails ends the benchmark. */
export async function hotRows(name: string, url: string, least: number): Promise<Row[]> {
  const store = await openStore(url);
  await (await sampleSession(store, "BEN-1", { open: TASKS })).close();
  await store.close();
  const { told, bare } = await crowd(url, PROCESSES, WARM + SLICES);
  const many = (await crowd(url, CROWD, 2)).told.flat(2).flatMap((t) => t.tasks);
  const all = told.flatMap((slices) => slices.flatMap((t) => t.tasks));
  const perSlice = Array.from({ length: WARM + SLICES }, (_, at) =>
    sum(told.map((slices) => slices[at]!.tasks.length)),
  );
  const counts = told.map((slices) => sum(slices.slice(WARM).map((t) => t.tasks.length)));
  const rate = (claims: readonly number[]) => (sum(claims) / (claims.length * MILLISECONDS)) * 1_000;
  const baseline = { what: "append + fdatasync, one process", value: bare };
  const who = `${PROCESSES} hot processes, ${name}`;
  return [
    {
      ...{ what: `${who}: claims`, value: rate(perSlice.slice(WARM)), unit: "a second", baseline },
      ...{ limit: least, least: true, compared: [`${PROCESSES} hot processes: claims`, name] },
    },
    {
      ...{ what: `${who}: claims in the first ${(WARM * MILLISECONDS) / 1_000} s of new processes`, baseline },
      ...{ value: rate(perSlice.slice(0, WARM)), unit: "a second" },
    },
    {
      ...{ what: `${who}: the longest claim`, value: Math.max(...told.flat().map((t) => t.worst)), unit: "ms" },
      ...{ limit: 250, compared: ["the longest of them", name] },
    },
    {
      ...{ what: `${who}: claims of the slowest process`, value: Math.min(...counts), unit: "claims" },
      ...{ limit: 0.3, least: true },
      baseline: { what: "of the fastest", value: Math.max(...counts) },
    },
    { what: `${who}: tasks claimed twice`, value: all.length - new Set(all).size, unit: "tasks", limit: 0 },
    {
      ...{ what: `${CROWD} hot processes, ${name}: tasks claimed twice`, unit: "tasks", limit: 0 },
      value: many.length - new Set(many).size,
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What each process got in each slice, and the bare disk's rate between the slices. */
async function crowd(url: string, processes: number, slices: number): Promise<{ told: Told[][]; bare: number }> {
  const program = join(import.meta.dirname, "hot-claimer.ts");
  const children = Array.from({ length: processes }, (_, i) =>
    spawn(process.execPath, ["--conditions=source", program, url, `p${processes}-${i}`, String(MILLISECONDS)], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  const lines = children.map((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  const next = async (at: number) => {
    const { value } = (await lines[at]!.next()) as { value?: string };
    if (value === undefined) throw new Error("A claiming process ended.");
    return value;
  };
  // All are open before the first claims.
  for (const at of children.keys()) await next(at);
  const told: Told[][] = children.map(() => []);
  const rates = [syncsPerSecond()];
  for (let slice = 0; slice < slices; slice++) {
    for (const child of children) child.stdin.write("go\n");
    await Promise.all(children.map(async (_, at) => told[at]!.push(JSON.parse(await next(at)) as Told)));
    rates.push(syncsPerSecond());
  }
  for (const child of children) child.stdin.end();
  return { told, bare: sum(rates) / rates.length };
}

function syncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const bareDisk = appendSync(folder);
  const from = performance.now();
  let count = 0;
  for (; performance.now() < from + 250; count++) bareDisk.once();
  bareDisk.close();
  rmSync(folder, { recursive: true });
  return count * 4;
}
