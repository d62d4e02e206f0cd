// What `npm run packs` says of headless runs, when workers do well and when they do not.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Team } from "@teamwright/core";
import { loadPack } from "@teamwright/pack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runBoard, runHeadless } from "./packs/headless.ts";

const root = join(import.meta.dirname, "..");
const cli = [process.execPath, "--conditions=source", join(root, "packages/cli/src/bin.ts")];
let folder: string;
let worker: string;
const pack = async (path: string): Promise<Team> =>
  (await loadPack(join(root, path), { bundled: [join(root, "skills")] })).team!;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-packs-test-"));
  worker = join(folder, "lazy.mjs");
  // It reports what it has not made, and nothing of what the pipeline goes on with.
  const lines = [
    'import { execFileSync } from "node:child_process";',
    "const [program, ...first] = JSON.parse(process.env.TEAMWRIGHT_CLI);",
    'execFileSync(program, [...first, "task", "complete", process.env.TEAMWRIGHT_TASK, "--summary", "Done, believe me."]);',
  ];
  await writeFile(worker, lines.join("\n"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("a pipeline that a person steers ends as it is played", async () => {
  expect(await runHeadless(await pack("examples/packs/tech-debt"), "targeted", { cli })).toEqual({
    wrong: [],
    tasks: 3,
  });
});

it("a worker that makes nothing is found out, and one that fails again and again ends the run", async () => {
  const scan = await runHeadless(await pack("examples/packs/tech-debt"), "scan", { cli, worker });
  expect(scan.wrong.join()).toContain("merged\n  got   \n  want  TDEVAL-001.txt TDSCAN-001.txt");
  const targeted = await runHeadless(await pack("examples/packs/tech-debt"), "targeted", { cli, worker });
  expect(targeted.wrong.join()).toContain("A person is asked what no play asks");
});

it("a board's tickets are done by processes, and what is above them is done with them", async () => {
  expect(await runBoard(await pack("skills/tracking"), { cli })).toEqual({ wrong: [], tasks: 2 });
  const lazy = await runBoard(await pack("skills/tracking"), { cli, worker });
  expect(lazy.wrong.join()).toContain("made\n  got   \n  want  SUB-001.txt TASK-002.txt");
});
