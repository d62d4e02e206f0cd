// What one call of the command line costs, beside an empty Node process, as a session grows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@teamwright/runtime";
import { builtCli } from "./built-cli.ts";
import { inTurns, median, type Row } from "./row.ts";
import { giveAll, sampleSession } from "./sample-session.ts";

const ROUNDS = 60;
const SIZES = [
  { name: "1,000 tasks", open: 1_000, closed: 0, limit: 3 },
  { name: "10,000 tasks", open: 10_000, closed: 0, limit: 4 },
  { name: "100,000 tasks, 600,000 events", open: 1_000, closed: 99_000 },
];

export async function cliCalls(): Promise<Row[]> {
  const bin = join(builtCli(), "dist/bin.js");
  const folders: string[] = [];
  for (const size of SIZES) folders.push(await made(size));
  const [empty, ...calls] = await inTurns(
    [
      () => spawnSync(process.execPath, ["-e", "0"]),
      ...folders.map((folder) => (i: number) => taskNext(bin, folder, `w-${i}`)),
    ],
    { rounds: ROUNDS },
  );
  for (const folder of folders) rmSync(folder, { recursive: true });
  const baseline = { what: "`node -e 0`", value: median(empty!) };
  const [small, , large] = calls.map(median);
  return [
    ...SIZES.map(({ name, limit }, i) => {
      const row = { what: `\`task next\`, ${name}`, value: median(calls[i]!), unit: "ms", baseline };
      return limit === undefined ? row : { ...row, limit };
    }),
    { what: "the same, over the call at 1,000 tasks", value: large! - small!, unit: "ms", limit: 150 },
  ];
}

/** A folder with a file store that holds such a session, half way between two snapshots: what a call meets on average. */
async function made({ open, closed }: (typeof SIZES)[number]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const store = await openStore(`file:${join(folder, ".teamwright/store")}`);
  const session = await sampleSession(store, "BEN-1", { open, closed });
  for (let i = 0; i < 20 + open / 100; i++)
    await giveAll(session, [{ name: "task.next", input: { role: "implementer", owner: `early-${i}` } }]);
  await session.close();
  await store.close();
  return folder;
}

function taskNext(bin: string, cwd: string, owner: string): void {
  const args = [bin, "task", "next", "--role", "implementer", "--owner", owner, "--json"];
  const { stdout } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (!(JSON.parse(stdout) as { result?: { task?: string } }).result?.task) throw new Error(stdout);
}
