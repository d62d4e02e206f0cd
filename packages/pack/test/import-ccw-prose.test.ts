// Chains that an older team tells in prose: read where every step is a task of a known role, and said to be so.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { importCcwPack, loadPack } from "../src/index.ts";

const template = join(import.meta.dirname, "../../../templates/pack");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const seat = (name: string, prefix: string) =>
  `---\nrole: ${name}\nprefix: ${prefix}\n---\n# ${name}\n\n## Phase 3: Work\n\nDo it.\n`;

/** The pipelines made of a skill whose specs/pipelines.md says `text`, as `node: needs`, and what was told of that file. */
async function pipelinesOf(text: string, skill = "") {
  const root = await mkdtemp(join(tmpdir(), "teamwright-prose-"));
  folders.push(root);
  const files = {
    "SKILL.md": `---\nname: team-x\ndescription: "Use it."\n---\n# X\n${skill}`,
    "roles/explorer/role.md": seat("explorer", "EXPLORE"),
    "roles/planner/role.md": seat("planner", "[SOLVE, SOLVE-fix]"),
    "roles/builder/role.md": seat("builder", "BUILD"),
    "roles/coordinator/role.md": "# Coordinator\n",
    "specs/pipelines.md": text,
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, "team-x", path)), { recursive: true });
    await writeFile(join(root, "team-x", path), content);
  }
  const done = await importCcwPack({ dir: join(root, "team-x"), out: join(root, "x"), template });
  const { team, complaints } = await loadPack(done.out);
  const told = done.complaints.filter((c) => /IMPORT_(PROSE|FAN_OUT|LIST|LINEAR|STEP)/.test(c.code));
  return {
    errors: complaints.filter((c) => c.severity === "error"),
    pipelines: Object.fromEntries(
      Object.entries(team!.pipelines).map(([name, { nodes }]) => [
        name,
        Object.entries(nodes).map(([node, { needs }]) => `${node}: ${needs.join(" ")}`.trim()),
      ]),
    ),
    nodes: (name: string) => team!.pipelines[name]!.nodes,
    told: told.map((c) => `${c.path.slice(join(root, "team-x").length + 1)}:${c.line} ${c.code}`),
  };
}

it.each([
  ["a label", "**Quick** (3 beats): EXPLORE-001 -> SOLVE-001 -> BUILD-001", "quick"],
  ["a heading", "## Quick mode\n\n```\nEXPLORE-001 → SOLVE-001 → BUILD-001\n```", "quick-mode"],
  [
    "a row of a table",
    "| mode | chain |\n|---|---|\n| quick | `EXPLORE-001` --> `SOLVE-001` --> `BUILD-001` |",
    "quick",
  ],
  ["an item of a list, with remarks", "- quick: EXPLORE (look around) => SOLVE => BUILD-001 (max 3)", "quick"],
])("is read after %s", async (_what, text, name) => {
  const { pipelines, told, errors } = await pipelinesOf(text);
  expect([pipelines, errors]).toEqual([{ [name]: ["explore:", "solve: explore", "build: solve"] }, []]);
  expect(told).toEqual([
    `specs/pipelines.md:${text.split("\n").findIndex((line) => /SOLVE/.test(line)) + 1} IMPORT_PROSE`,
  ]);
});

it("has as many pipelines as chains that differ, side by side where it says so", async () => {
  const { pipelines, told } = await pipelinesOf(
    "Quick: EXPLORE-001 -> BUILD-001\nFull: EXPLORE-001 -> SOLVE-001 || SOLVE-fix-001 -> BUILD-001\nAgain: EXPLORE-001 -> BUILD-001\n",
  );
  expect(pipelines).toEqual({
    quick: ["explore:", "build: explore"],
    full: ["explore:", "solve: explore", "solve-fix: explore", "build: solve solve-fix"],
  });
  expect(told).toHaveLength(2);
});

it("makes a list of a number of tasks, and tells of one that only the work knows", async () => {
  const { nodes, told } = await pipelinesOf(
    "Batch: EXPLORE-001..003 -> SOLVE-001..SOLVE-002 -> BUILD-001..M (parallel)\n",
  );
  expect([nodes("batch").explore!.for_each, nodes("batch").solve!.for_each]).toEqual([
    [1, 2, 3],
    [1, 2],
  ]);
  expect(nodes("batch").build).not.toHaveProperty("for_each");
  const at = "specs/pipelines.md:1";
  expect(told).toEqual([`${at} IMPORT_PROSE`, `${at} IMPORT_LIST`, `${at} IMPORT_LIST`, `${at} IMPORT_FAN_OUT`]);
});

it.each([
  ["words for tasks", "explore -> plan -> build"],
  ["a step of nobody", "EXPLORE-001 -> AUDIT-001 -> BUILD-001"],
  ["an arrow for a result", "EXPLORE-001 done -> start SOLVE-001"],
  ["one step", "-> BUILD-001"],
  ["a mapping", "BUILD-001 -> builds/queue.json"],
])("is not guessed from %s", async (_what, text) => {
  const { told } = await pipelinesOf(`${text}\n`);
  expect(told).toEqual(["SKILL.md:1 IMPORT_LINEAR"]);
});
