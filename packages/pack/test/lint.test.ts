import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { holds } from "@teamwright/core";
import { afterEach, describe, expect, it } from "vitest";
import { findPack, listPacks, loadPack, newPack, readIssues } from "../src/index.ts";

const issue = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "skills", "issue");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
const folder = async () => {
  const path = await mkdtemp(join(tmpdir(), "teamwright-pack-"));
  folders.push(path);
  return path;
};

/** The issue pack with one thing changed. */
async function broken(change: (yaml: string) => string): Promise<Awaited<ReturnType<typeof loadPack>>> {
  const dir = await folder();
  await cp(issue, dir, { recursive: true });
  const path = join(dir, "team.yaml");
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
  return loadPack(dir);
}

describe("the issue pack", () => {
  it("is without complaint", async () => {
    expect((await loadPack(issue)).complaints).toEqual([]);
  });

  it("chooses its pipeline by number and priority of issues", async () => {
    const { team } = await loadPack(issue);
    const chosen = (n: number, priority: number) => {
      const input = { issues: Array.from({ length: n }, () => ({ priority })) };
      return team!.select.find((s) => s.when === undefined || holds(s.when, { input }))!.pipeline;
    };
    expect([1, 2, 3, 4, 5, 9].map((n) => chosen(n, 3))).toEqual(["quick", "quick", "full", "full", "batch", "batch"]);
    expect([1, 2, 3, 5].map((n) => chosen(n, 4))).toEqual(["full", "full", "full", "batch"]);
  });
});

describe("the linter takes", () => {
  const node = (role: string, needs: string) => `{ role: ${role}, needs: [${needs}] }`;
  const gate = (role: string, needs: string, context = "") =>
    `{ role: ${role}, needs: [${needs}], context: [${context}], gate: { revise: { role: planner, prefix: SOLVE-fix } } }`;
  const quick = (nodes: string[]) => (yaml: string) =>
    yaml.replace(/(quick:[\s\S]*?nodes:\n)[\s\S]*?\n\n/, `$1${nodes.map((n) => `      ${n}\n`).join("")}\n`);
  const cases: [string, string[], string[]][] = [
    ["a gate at the end", ["explore: { role: explorer }", `audit: ${gate("reviewer", "explore")}`], []],
    [
      "two gates side by side on one work",
      [
        "solve: { role: planner }",
        `audit: ${gate("reviewer", "solve")}`,
        `marshal: ${gate("integrator", "solve")}`,
        `build: ${node("implementer", "audit, marshal")}`,
      ],
      [],
    ],
    [
      "no way past one of two gates behind the other",
      [
        "solve: { role: planner }",
        `audit: ${gate("reviewer", "solve")}`,
        `marshal: ${gate("integrator", "solve")}`,
        `build: ${node("implementer", "marshal")}`,
      ],
      ["UNGATED"],
    ],
    [
      "a gate that only reads what others use, and judges what was made of it",
      [
        "explore: { role: explorer }",
        `solve: ${node("planner", "explore")}`,
        `marshal: ${node("integrator", "explore")}`,
        `audit: ${gate("reviewer", "solve", "explore")}`,
        `build: ${node("implementer", "marshal, audit")}`,
      ],
      [],
    ],
    [
      "no way past a gate to what it judges",
      [
        "explore: { role: explorer }",
        `solve: ${node("planner", "explore")}`,
        `marshal: ${node("integrator", "explore")}`,
        `audit: ${gate("reviewer", "solve, explore")}`,
        `build: ${node("implementer", "marshal, audit")}`,
      ],
      ["UNGATED"],
    ],
  ];
  for (const [what, nodes, codes] of cases)
    it(what, async () => {
      const { complaints } = await broken(quick(nodes));
      expect(complaints.map((c) => c.code)).toEqual(codes);
    });
});

describe("the linter sees", () => {
  const cases: [string, string, (yaml: string) => string][] = [
    [
      "a successor that goes past a gate",
      "UNGATED",
      (y) =>
        y.replace(
          "marshal: { role: integrator, needs: [audit], title",
          "marshal: { role: integrator, needs: [solve], title",
        ),
    ],
    ["a role that is not declared", "ROLE_UNDECLARED", (y) => y.replace("role: integrator", "role: wizard")],
    [
      "a prefix its role does not own",
      "PREFIX_UNDECLARED",
      (y) => y.replace("prefix: SOLVE-fix", "prefix: SOLVE-mend"),
    ],
    ["a need that is not there", "NEED_UNKNOWN", (y) => y.replace("needs: [explore]", "needs: [exploration]")],
    [
      "a circle",
      "CYCLE",
      (y) =>
        y.replace(
          'explore: { role: explorer, title: "Explore the issues" }',
          'explore: { role: explorer, needs: [build], title: "Explore the issues" }',
        ),
    ],
    [
      "a fact of a node that it does not wait for",
      "NEVER_MADE",
      (y) =>
        y.replace(
          "for_each: marshal.parallel_groups, needs: [marshal]",
          "for_each: marshal.parallel_groups, needs: [explore]",
        ),
    ],
    [
      "a fact that nobody promises",
      "OUTPUT_UNDECLARED",
      (y) => y.replaceAll("output: [parallel_groups]", "output: [groups]"),
    ],
    [
      "a fact of no node",
      "FACT_UNKNOWN",
      (y) => y.replace("for_each: marshal.parallel_groups", "for_each: queue.parallel_groups"),
    ],
    ["a selection that is never reached", "SELECT_DEAD", (y) => `${y}  - pipeline: full\n`],
    ["a selection of no pipeline", "SELECT_UNKNOWN", (y) => y.replace("- pipeline: quick", "- pipeline: fast")],
    ["a selection with a gap", "SELECT_GAP", (y) => y.replace("  - pipeline: quick\n", "")],
    ["a kind of message that is not listed", "MESSAGE_UNKNOWN", (y) => `${y}\nmessage_types: [report]\n`],
    ["a bad session prefix", "PACK_SCHEMA", (y) => y.replace("session_prefix: TISL", "session_prefix: 8-TISL")],
    ["an unknown field", "PACK_FIELD", (y) => `${y}\npipeliness: {}\n`],
    ["a repeated key", "PACK_YAML", (y) => `${y}\nname: other\n`],
    ["YAML that is not", "PACK_YAML", (y) => `${y}\n  - : [\n`],
  ];
  for (const [what, code, change] of cases) {
    it(`${what}: ${code}, with its place and a fix`, async () => {
      const { complaints } = await broken(change);
      const found = complaints.find((c) => c.code === code);
      expect(complaints.map((c) => c.code)).toContain(code);
      expect(found!.line).toBeGreaterThan(0);
      expect(found!.fix.length).toBeGreaterThan(5);
    });
  }
});

describe("issues", () => {
  const file = async (name: string, text: string) => {
    const path = join(await folder(), name);
    await writeFile(path, text);
    return path;
  };

  it("come from markdown, several by their headings, never from code", async () => {
    const path = await file(
      "a.md",
      "# GH-1 One\npriority: 5\n\nbody\n```\n# GH-9 not an issue\n```\n# ISS-20261120-101500: Two\n\nmore\n",
    );
    expect(await readIssues(path)).toMatchObject([
      { id: "GH-1", title: "One", priority: 5, body: expect.stringContaining("GH-9") },
      { id: "ISS-20261120-101500", title: "Two", priority: 3 },
    ]);
  });

  it("come from JSON lines, open ones only, and get an id where they have none", async () => {
    const stdin = '{"title":"One","priority":4}\n{"id":"GH-2","title":"Two","status":"closed"}\n{"title":"Three"}\n';
    expect((await readIssues("-", { stdin, now: Date.UTC(2026, 10, 20, 10, 15) })).map((i) => i.id)).toEqual([
      "ISS-20261120-101500",
      "ISS-20261120-101501",
    ]);
  });

  it("that cannot be read are refused with path and line", async () => {
    await expect(readIssues(await file("a.jsonl", '{"title":"x"}\nnot json\n'))).rejects.toMatchObject({
      code: "ISSUES_INVALID",
      data: { line: 2 },
    });
    await expect(readIssues(await file("a.md", "# GH-1 A\n# GH-1 B\n"))).rejects.toThrow(/second time/);
    await expect(readIssues(await file("a.md", ""))).rejects.toThrow(/no open issue/);
    await expect(readIssues("/nowhere/at/all")).rejects.toThrow(/does not exist/);
  });
});

it("a pack that is not there says where it was looked for", async () => {
  await expect(findPack("nopack", { from: issue })).rejects.toMatchObject({ code: "PACK_NOT_FOUND" });
  await expect(findPack("../../etc", { from: issue })).rejects.toMatchObject({ code: "PACK_NOT_FOUND" });
  expect(await findPack("issue", { from: issue })).toBe(issue);
});

it("a new pack has all its files also when the product is installed below node_modules", async () => {
  const template = join(await folder(), "node_modules", "teamwright", "templates", "pack");
  await cp(join(issue, "../../templates/pack"), template, { recursive: true });
  await cp(join(issue, "package.json"), join(template, "node_modules", "x", "package.json"));
  const dir = join(await folder(), "review-docs");
  const files = await newPack({ name: "review-docs", dir, template, author: 'A "B"', version: "1.2.3" });
  expect(files).toEqual(expect.arrayContaining(["team.yaml", "SKILL.md", "roles/maker.md", "package.json"]));
  expect(files.filter((path) => path.includes("node_modules"))).toEqual([]);
  expect(JSON.parse(await readFile(join(dir, "package.json"), "utf8"))).toMatchObject({
    author: 'A "B"',
    version: "0.1.0",
    scripts: { test: expect.stringContaining("teamwright pack test .") },
    devDependencies: { teamwright: "^1.2.3" },
  });
});

it("a pack is found where agents and npm install it", async () => {
  const project = await folder();
  const bundled = [await folder()];
  const put = async (place: string) => {
    await cp(issue, join(project, place), { recursive: true });
    return join(project, place);
  };
  const npm = await put("node_modules/@teamwright/team-issue/skills/team-issue");
  expect(await findPack("issue", { from: project, bundled })).toBe(npm);
  const skill = await put(".agents/skills/team-issue");
  expect(await findPack("issue", { from: project, bundled })).toBe(skill);
  expect(await listPacks({ from: project, bundled })).toEqual([skill]);
  await cp(issue, join(bundled[0]!, "team-other"), { recursive: true });
  expect(await findPack("other", { from: project, bundled })).toBe(join(bundled[0]!, "team-other"));
});
