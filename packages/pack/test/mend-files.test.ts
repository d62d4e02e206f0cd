import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { loadPack, mendFiles, readPlays } from "../src/index.ts";
import { role, skill } from "./write-packs.ts";

const TEAM = `# What the team is.
name: review-docs
summary: "Makes: and mends"   # kept
session_prefix: REVI
roles:
  maker: { model: large, lease_ms: 60000 }

pipelines:
  full:
    nodes:
      make:   { role: maker, output: [size],   max_parallel: 3 }   # first
      consent: { ask: { question: 'Build it?' } }
      # between
      review:
        role: reviewer
        needs: [make]
        approval: false
        gate: { revise: { role: maker }, max_rounds: 2, when_exhausted: proceed }
`;

const PLAY = "name: x\npipeline: full\nexpect: { status: done } # in the end\n";

let root = "";
let dir = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "teamwright-mend-"));
  dir = join(root, "review-docs");
  const files = { "roles/maker.md": role("maker", "MAKE"), "roles/reviewer.md": role("reviewer", "REVIEW") };
  for (const [path, text] of Object.entries({ ...files, "SKILL.md": skill, "team.yaml": TEAM, "plays/x.yaml": PLAY })) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Mends the pack with these texts in the place of its files; paths are those below its folder. */
async function mend(texts: Record<string, string>) {
  const start = new Map(Object.entries(texts).map(([path, text]) => [join(dir, path), text]));
  const done = await mendFiles({
    check: async (later) => {
      const all = new Map([...start, ...later]);
      const pack = await loadPack(dir, { texts: all });
      return [...pack.complaints, ...(await readPlays(pack, { texts: all })).complaints];
    },
    read: (path) => Promise.resolve(start.get(path) ?? null),
  });
  const after = Object.keys(texts).map((path) => [path, done.texts.get(join(dir, path)) ?? texts[path]]);
  return { ...done, after: Object.fromEntries(after) as Record<string, string> };
}

describe("team.yaml is mended in its place", () => {
  it("and the one of the tests has nothing to mend", async () => {
    const { mended, left } = await mend({ "team.yaml": TEAM });
    expect([mended, left]).toEqual([[], []]);
  });

  /** What is said, what stands there in a good file, what stands there now, and what `--fix` makes of it. */
  const CASES: [string, string, string, string][] = [
    [
      "a number where a text is meant",
      "name: review-docs",
      "name: review-docs\nversion: 1.10 # x",
      'name: review-docs\nversion: "1.10" # x',
    ],
    ["a number in quotes", "max_rounds: 2", 'max_rounds: "2"', "max_rounds: 2"],
    ["a word for no", "approval: false", "approval: no", "approval: false"],
    ["a word for yes where dynamic stands too", "model: large", "inner_loop: Yes", "inner_loop: true"],
    ["capitals", "when_exhausted: proceed", "when_exhausted: Proceed", "when_exhausted: proceed"],
    [
      "one need without a list",
      "needs: [make]\n        approval",
      "needs: make\n        approval",
      "needs: [make]\n        approval",
    ],
    ["a list as text", "output: [size]", "output: 'size, risk'", "output: [size, risk]"],
    ["a pack without a name", "name: review-docs\n", "", "name: review-docs\n"],
  ];
  it.each(CASES)("%s", async (_what, good, wrong, right) => {
    const put = (text: string) => TEAM.replace(good, text);
    const { after, left, mended } = await mend({ "team.yaml": put(wrong) });
    expect(after["team.yaml"]).toBe(put(right));
    expect(left).toEqual([]);
    expect(mended).toHaveLength(1);
  });

  it("behind a mark that begins the document", async () => {
    const wrong = TEAM.replace("# What the team is.\nname: review-docs\n", "%YAML 1.2\n---\n# It.\n");
    const { after } = await mend({ "team.yaml": wrong });
    expect(after["team.yaml"]).toBe(wrong.replace("# It.\n", "# It.\nname: review-docs\n"));
  });

  it("a role of a question is taken away", async () => {
    const wrong = TEAM.replace(
      "{ ask: { question: 'Build it?' } }",
      "\n        role: maker # who?\n        ask: { question: x }",
    );
    const { after, mended } = await mend({ "team.yaml": wrong });
    expect(after["team.yaml"]).toBe(wrong.replace("        role: maker # who?\n", ""));
    expect(mended).toMatchObject([{ code: "ASK_ROLE", before: ["        role: maker # who?"], after: [] }]);
  });

  it("with line ends of Windows and a byte order mark, which stay", async () => {
    const good = `\uFEFF${TEAM.replaceAll("\n", "\r\n")}`;
    const { after } = await mend({
      "team.yaml": good.replace("max_rounds: 2", "max_rounds: '2'").replace("name: review-docs\r\n", ""),
    });
    expect(after["team.yaml"]).toBe(good);
  });

  it.each([
    ["a field that is misspelt", TEAM.replace("summary:", "sumary:")],
    ["a role that is misspelt", TEAM.replace("role: reviewer", "role: reviever")],
    ["a text with more than names", TEAM.replace("output: [size]", "output: 'how big, and why'")],
    ["a number that is no prefix in quotes either", TEAM.replace("session_prefix: REVI", "session_prefix: 8")],
    ["a list that is no names", TEAM.replace("needs: [make]", "needs: make!")],
    ["a value that others share", TEAM.replace("max_rounds: 2", "max_rounds: &n '2'")],
    ["a session prefix that is missing", TEAM.replace("session_prefix: REVI\n", "")],
    ["YAML with a tab", TEAM.replace("  full:", "\tfull:").replace("max_rounds: 2", "max_rounds: '2'")],
  ])("but not %s", async (_what, text) => {
    const { after, left } = await mend({ "team.yaml": text });
    expect(after["team.yaml"]).toBe(text);
    expect(left.filter(({ severity }) => severity === "error")).not.toEqual([]);
  });
});

it("plays and roles are mended with it", async () => {
  const { after, left } = await mend({
    "team.yaml": TEAM.replace("approval: false", "approval: off"),
    "plays/x.yaml": PLAY.replace("done", "Done"),
    "roles/maker.md": role("maker", "MAKE").replace("summary: ", "summary: Makes: ").replace('"the maker"', "it"),
  });
  expect(left).toEqual([]);
  expect(after["plays/x.yaml"]).toBe(PLAY);
  expect(after["roles/maker.md"]).toContain('summary: "Makes: it"\n');
});

it("a file that cannot be read even then is left whole, and said", async () => {
  const text = role("maker", "MAKE").replace('"the maker"', "Makes: it\ntools: [a, b");
  const { after, kept, left } = await mend({
    "roles/maker.md": text,
    "team.yaml": TEAM.replace("approval: false", "approval: no"),
  });
  expect(after["roles/maker.md"]).toBe(text);
  expect(after["team.yaml"]).toBe(TEAM);
  expect(kept).toEqual([{ path: join(dir, "roles/maker.md"), why: "it cannot be read even then" }]);
  expect(left.map(({ code }) => code)).toContain("ROLE_YAML_COLON");
});

it("a file that is not ours is left, and said", async () => {
  await mkdir(join(root, "mine"), { recursive: true });
  await writeFile(join(root, "mine", "team.yaml"), "extends: ../review-docs\nname: mine\n");
  const base = new Map([[join(dir, "team.yaml"), TEAM.replace("approval: false", "approval: no")]]);
  const check = async () => (await loadPack(join(root, "mine"), { texts: base })).complaints;
  const { texts, kept } = await mendFiles({ check, read: () => Promise.resolve(null) });
  expect(texts.size).toBe(0);
  expect(kept).toEqual([{ path: join(dir, "team.yaml"), why: "it is no text of this pack" }]);
});

/** Every value of data by its path. */
function leaves(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}
const dataOf = (text: string) => new Map(leaves(parseDocument(text).toJS()));

it("mended twice is mended once, and data changes only where something was found", async () => {
  const WRONG: [string, string][] = [
    ["name: review-docs\n", ""],
    ["session_prefix: REVI", "session_prefix:   REVI # as ids begin"],
    ["summary:", "version: 2.0\nsummary:"],
    ["max_rounds: 2", 'max_rounds: "2"'],
    ["max_rounds: 2", "max_rounds: two"],
    ["approval: false", "approval: off # not yet"],
    ["when_exhausted: proceed", "when_exhausted: PROCEED"],
    ["output: [size]", "output: size , risk"],
    ["needs: [make]\n        approval", "needs: make\n        approval"],
    ["max_parallel: 3", "max_parallel: '3'"],
    ["role: reviewer", "role: reviever"],
    ["lease_ms: 60000", "lease_ms: '60000', inner_loop: yes"],
    ["'Build it?'", "17"],
    ["      # between\n", "      # between\n\n"],
    ["pipelines:", "on_failure: Ask\npipelines:"],
  ];
  await fc.assert(
    fc.asyncProperty(fc.subarray(WRONG), fc.constantFrom("\n", "\r\n"), async (chosen, end) => {
      let text = TEAM;
      for (const [good, wrong] of chosen) text = text.replace(good, wrong);
      text = text.replaceAll("\n", end);
      const once = await mend({ "team.yaml": text });
      const after = once.after["team.yaml"]!;
      const twice = await mend({ "team.yaml": after });
      expect(twice.mended).toEqual([]);
      expect(twice.after["team.yaml"]).toBe(after);
      const found = once.mended.map(({ message }) => /^[\w.]+/.exec(message)![0]);
      const [before, now] = [dataOf(text), dataOf(after)];
      for (const [path, value] of [...before, ...now])
        if (before.get(path) !== now.get(path))
          expect(
            found.some((at) => path === at || path.startsWith(`${at}.`)),
            `${path}: ${String(value)}`,
          ).toBe(true);
      const comments = (all: string) => all.match(/ *#.*/g);
      expect(comments(after)).toEqual(comments(text));
    }),
    { numRuns: 60 },
  );
});
