import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mendOnce } from "./mend-once.ts";
import { parseRole } from "./parse-role.ts";
import { readFrontMatter } from "./read-front-matter.ts";

const BODY = "\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n";
const path = "roles/planner.md";

/** Mends until nothing is left that has edits, at most twenty times. */
function mend(text: string): { text: string; codes: string[] } {
  const codes: string[] = [];
  for (let pass = 0; pass < 20; pass++) {
    const next = mendOnce(text, parseRole(text, { path }).complaints);
    if (next.mended.length === 0) return { text, codes };
    codes.push(...next.mended.map((c) => c.code));
    text = next.text;
  }
  throw new Error(`does not end: ${text}`);
}

test.each([
  ["a byte order mark inside", "---\n\uFEFFadditional_prefixes: ---\n\n---\n,"],
  ["nothing in its block but a comment", "---\n# nothing\n---\nprefix: PLAN\n"],
])("a role is not written behind the block of a file with %s", (_, text) => {
  expect(mend(text)).toEqual({ text, codes: [] });
});

test("a tag of nothing stays", () => {
  const text = `---\nrole: planner\nprefix: PLAN\nowner: {!mine, list: [1]}\n---\n${BODY}`;
  expect(mend(text)).toEqual({ text, codes: [] });
});

test("a role is written at the start of a line, not behind a lone CR", () => {
  const text = `---\n\r]role: planner\nprefix: PLAN\n---\n${BODY}`;
  expect(mend(text).text).toBe(text.replace("prefix", "role: planner\nprefix"));
});

describe("in a role file", () => {
  const block = (lines: string) => `---\nrole: planner\nprefix: PLAN\n${lines}\n---\n${BODY}`;
  test.each([
    ["ROLE_YAML_COLON", "summary: Plans: well", 'summary: "Plans: well"'],
    ["ROLE_YAML_START", "summary: @planner", 'summary: "@planner"'],
    ["ROLE_YAML_QUOTE", 'summary: "say "hello" now"', "summary: 'say \"hello\" now'"],
    ["ROLE_YAML_QUOTE", "summary: [a] [b]", 'summary: "[a] [b]"'],
    ["ROLE_YAML_SPACE", "model:x", "model: x"],
    ["ROLE_YAML_TAG", "owner: !mine x # why", "owner: x # why"],
    ["ROLE_YAML_DUPLICATE", "model: x # one\nmodel: 'x' # two", "model: x # one"],
    ["ROLE_KEY_RENAMED", "cli_tools: [a] # why", "tools: [a] # why"],
    ["ROLE_KEY_SPELLING", '"Inner loop": true', "inner_loop: true"],
    ["ROLE_KEY_IGNORED", "# above\ncolor: blue # gone\nmodel: x", "# above\nmodel: x"],
    ["ROLE_VALUE_WORD", "inner_loop:   yes   # each", "inner_loop:   true   # each"],
    ["ROLE_VALUE_WORD", "inner_loop: 'Dynamic'", "inner_loop: dynamic"],
    ["ROLE_VALUE_AMBIGUOUS", "additional_prefixes: [A, NO]", 'additional_prefixes: [A, "NO"]'],
    ["ROLE_VALUE_EMPTY", "inner_loop: # later\nmodel: x", "inner_loop: false # later\nmodel: x"],
    ["ROLE_VALUE_EMPTY", "tools: ~", "tools: []"],
    ["ROLE_VALUE_TYPE", "effort: High", "effort: high"],
    ["ROLE_LIST_TEXT", "tools: read files, run # two", "tools: [read files, run] # two"],
    ["ROLE_LIST_QUOTED", 'tools: "[read files, run]"', "tools: [read files, run]"],
    ["ROLE_LIST_REPEATED", "tools: [a, b ,a] # c", "tools: [a, b] # c"],
    ["ROLE_LIST_REPEATED", "tools:\n  - a # one\n  - a # two\n  - b", "tools:\n  - a # one\n  - b"],
    ["ROLE_PREFIX_REPEATED", "additional_prefixes: [PLAN, FIX]", "additional_prefixes: [FIX]"],
    ["ROLE_PREFIX_INVALID", "additional_prefixes: [FIX-*, dev_fe]", "additional_prefixes: [FIX, DEV-FE]"],
  ])("%s: %j", (code, before, after) => {
    const mended = mend(block(before));
    expect(mended.text).toBe(block(after));
    expect(mended.codes).toContain(code);
    expect(parseRole(mended.text, { path }).role).not.toBeNull();
  });

  test.each([
    ["ROLE_BOM", `\uFEFF---\nrole: planner\nprefix: PLAN\n---\n${BODY}`],
    ["ROLE_LEADING_LINES", `\n \n---\nrole: planner\nprefix: PLAN\n---\n${BODY}`],
    ["ROLE_FENCE_OPEN", `----\nrole: planner\nprefix: PLAN\n---\n${BODY}`],
    ["ROLE_FENCE_CLOSE", `---\nrole: planner\nprefix: PLAN\n-----\n${BODY}`],
    ["ROLE_FENCE_TEXT", `--- yaml\nrole: planner\nprefix: PLAN\n---\n${BODY}`],
    ["ROLE_FENCE_SPACES", `---  \nrole: planner\nprefix: PLAN\n--- \n${BODY}`],
    ["ROLE_FENCE_UNCLOSED", `---\nrole: planner\nprefix: PLAN\n  ---\n${BODY}`],
    ["ROLE_LINE_ENDS", `---\nrole: planner\nprefix: PLAN\n---\n${BODY}`.replaceAll("\n", "\r")],
    ["ROLE_NAME_DERIVED", `---\nprefix: PLAN\n---\n${BODY}`.replace("prefix", "prefix")],
    ["ROLE_NAME_INVALID", `---\nrole: Planner\nprefix: PLAN\n---\n${BODY}`],
    ["ROLE_YAML_DIRECTIVE", `---\n%YAML 1.1\nrole: planner\nprefix: PLAN\n---\n${BODY}`],
  ])("%s", (code, before) => {
    const { text, codes } = mend(before);
    expect(text).toBe(`---\nrole: planner\nprefix: PLAN\n---\n${BODY}`);
    expect(codes).toContain(code);
  });

  test("line ends of Windows stay", () => {
    const { text } = mend(`---\r\nprefix: plan\r\ninner_loop: yes\r\ncolor: red\r\n---\r\n# P\r\n`);
    expect(text).toBe("---\r\nrole: planner\r\nprefix: PLAN\r\ninner_loop: true\r\n---\r\n# P\r\n");
  });

  test.each([
    "summary: Fixes # 1 to 9",
    "summary: Plans: well # or so",
    "tools: [a, b",
    "tools:\n\t- a",
    "model: x\nmodel: y",
    "inner_lop: true",
    "task_prefix: [A]\ntask_prefixes: [B]",
    "additional_prefixes: [BUILD-001]",
    "summary:",
    "role: other",
    "a: &a [*a]",
    "color: |\n  x\n y: [",
  ])("%j has more than one answer, and stays", (lines) => {
    expect(mend(block(lines)).text).toBe(block(lines));
  });
});

const piece = fc.constantFrom(
  ..."tools: a, b\n|tools: [a, a]\n|tools:\n  - a\n  - a\n|  - b\n|inner_loop: yes\n|inner_loop:\n|innerLoop: on # c\n|task_prefix: PLAN\n|prefix: plan\n|prefix: [A, A-*]\n|additional_prefixes: PLAN, B\n|additional_prefixes: &p [no, C]\n|discuss_rounds: *p\n|color: red\n|output_tag: |\n  x\n|summary: a: b\n|summary: @x\n|summary: > \n  a\n  b\n|model:x\n|model: !t y\n|effort: HIGH\n|name: planner\n|role: Planner\n|role: yes\n|message_types: a, b\n|message_types: {a: b}\n|# c\n|\r\n|\n| |extra: {a: 1, b: [x]}\n|x: y\n".split(
    "|",
  ),
);
const soup = fc.array(piece, { maxLength: 10 }).map((lines) => lines.join(""));
const around = fc.constantFrom("\uFEFF", "", "\n", " \n");

test("mended twice is mended once, and a role that could be used is the same after", () => {
  fc.assert(
    fc.property(around, soup, fc.constantFrom("---", "--- ", "----"), (top, lines, fence) => {
      const text = `${top}---\n${lines}\n${fence}\n${BODY}`;
      const before = parseRole(text, { path }).role;
      const { text: after } = mend(text);
      expect(mend(after).text).toBe(after);
      const now = parseRole(after, { path }).role;
      if (before) expect(now).toEqual({ ...before });
      // What nobody complained of is there as it was: every comment and every line of the body.
      for (const line of BODY.split("\n")) expect(after).toContain(line);
    }),
    { numRuns: 3_000 },
  );
});

test("other frontmatter is mended at its own places, whatever its line ends", () => {
  for (const end of ["\n", "\r\n"]) {
    const text = ["---", "name: a # c", "count: 5", "---", "body"].join(end);
    const front = readFrontMatter(text, "a.md");
    const wrong = [{ edits: front.write("name", "b")! }, { edits: front.write("new", "n")! }];
    expect(mendOnce(text, wrong).text).toBe(["---", 'new: "n"', 'name: "b" # c', "count: 5", "---", "body"].join(end));
    const colon = ["---", "name: a", "description: Use when: asked", "---"].join(end);
    const { text: quoted } = mendOnce(colon, readFrontMatter(colon, "a.md").complaints);
    expect(quoted).toBe(["---", "name: a", 'description: "Use when: asked"', "---"].join(end));
  }
});
