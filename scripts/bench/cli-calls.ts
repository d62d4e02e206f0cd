// What one call of the command line costs, beside an empty Node process, as a session grows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@teamwright/runtime";
import { builtCli } from "./built-cli.ts";
import { inTurns, median, type Row } from "./row.ts";
import { giveAll, sampleSession } from "./sample-session.ts";

const ROUNDS = 40;

export async function cliCalls(): Promise<Row[]> {
  const bin = join(builtCli(), "dist/bin.js");
  const rows: Row[] = [];
  let small = 0;
  for (const { name, open, closed, limit } of [
    { name: "1,000 tasks", open: 1_000, closed: 0, limit: 3 },
    { name: "10,000 tasks", open: 10_000, closed: 0, limit: 4 },
    { name: "100,000 tasks, 600,000 events", open: 1_000, closed: 99_000, limit: undefined },
  ]) {
    const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
    const store = await openStore(`file:${join(folder, ".teamwright/store")}`);
    const session = await sampleSession(store, "BEN-1", { open, closed });
    // Half way between two snapshots: what a call meets on average.
    for (let i = 0; i < 50 + open / 100; i++)
      await giveAll(session, [{ name: "task.next", input: { role: "implementer", owner: `early-${i}` } }]);
    await session.close();
    await store.close();
    const times = await inTurns(ROUNDS, (i) => taskNext(bin, folder, `w-${i}`), emptyNode);
    const value = median(times.ours);
    const empty = { what: "`node -e 0`", value: median(times.baseline) };
    rows.push({ what: `\`task next\`, ${name}`, value, unit: "ms", baseline: empty, ...(limit ? { limit } : {}) });
    if (limit === 3) small = value;
    if (limit === undefined)
      rows.push({ what: `the same, over the call at 1,000 tasks`, value: value - small, unit: "ms", limit: 150 });
    rmSync(folder, { recursive: true });
  }
  return rows;
}

function taskNext(bin: string, cwd: string, owner: string): void {
  const args = [bin, "task", "next", "--role", "implementer", "--owner", owner, "--json"];
  const { stdout } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (!(JSON.parse(stdout) as { result?: { task?: string } }).result?.task) throw new Error(stdout);
}

function emptyNode(): void {
  spawnSync(process.execPath, ["-e", "0"]);
}
