import { expect, test } from "vitest";
import { parseRole } from "./parse-role.ts";

const KEYS = "role: planner\nprefix: PLAN\n";
const BODY = "\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n";
const parse = (text: string) => parseRole(text, { path: "roles/planner.md" });
const told = (text: string) => parse(text).complaints.map((c) => `${c.line}:${c.column} ${c.severity} ${c.code}`);

test.each([
  ["a byte order mark", `\uFEFF---\n${KEYS}---\n${BODY}`, ["1:1 note ROLE_BOM"]],
  ["CRLF", `---\n${KEYS}---\n${BODY}`.replaceAll("\n", "\r\n"), []],
  ["lone carriage returns", `---\n${KEYS}---\n${BODY}`.replaceAll("\n", "\r"), ["1:4 warning ROLE_LINE_ENDS"]],
  ["leading blank lines", `\n \n---\n${KEYS}---\n${BODY}`, ["3:1 warning ROLE_LEADING_LINES"]],
  [
    "spaces after the fences",
    `---  \n${KEYS}--- \n${BODY}`,
    ["1:4 note ROLE_FENCE_SPACES", "4:4 note ROLE_FENCE_SPACES"],
  ],
  ["a named language", `---yaml\n${KEYS}---\n${BODY}`, ["1:1 warning ROLE_FENCE_TEXT"]],
  ["a second block", `---\n${KEYS}---\n---\nmodel: x\n---\n${BODY}`, ["5:1 warning ROLE_BODY_FRONTMATTER"]],
  ["a comment after the fence", `--- # hi\n${KEYS}---\n${BODY}`, ["1:1 warning ROLE_FENCE_TEXT"]],
])("%s does not keep a role from being read", (_, text, complaints) => {
  const result = parse(text);
  expect(told(text)).toEqual(complaints);
  expect(result.role).toMatchObject({
    name: "planner",
    prefixes: ["PLAN"],
    phases: { context: "a", work: "b", validate: "c" },
  });
  expect(result.role?.body).not.toContain("\r");
});

test.each([
  ["four dashes", `----\n${KEYS}----\n${BODY}`, ["1:1 error ROLE_FENCE_OPEN", "4:1 error ROLE_FENCE_CLOSE"]],
  ["long dashes", `\u2014\u2014\u2014\n${KEYS}---\n${BODY}`, ["1:1 error ROLE_FENCE_OPEN"]],
  ["text on the closing fence", `---\n${KEYS}---end\n${BODY}`, ["4:1 error ROLE_FENCE_CLOSE"]],
  ["keys on the opening fence", `--- role: planner\nprefix: PLAN\n---\n${BODY}`, ["1:1 error ROLE_FENCE_OPEN"]],
  [
    "no closing fence",
    `---\n${KEYS}\n# Title\n\nText\n`,
    ["4:1 error ROLE_FENCE_UNCLOSED", "5:1 warning ROLE_PHASES_MISSING"],
  ],
  ["an indented closing fence", `---\n${KEYS} ---\n${BODY}`, ["4:1 error ROLE_FENCE_UNCLOSED"]],
  ["nothing but a fence", "---", ["1:4 error ROLE_FENCE_UNCLOSED", "1:4 error ROLE_FRONTMATTER_EMPTY"]],
  ["an empty block", `---\n---\n${BODY}`, ["2:1 error ROLE_FRONTMATTER_EMPTY"]],
  ["a block of comments", `---\n# role: planner\n---\n${BODY}`, ["2:1 error ROLE_FRONTMATTER_EMPTY"]],
  ["a list", `---\n- role\n---\n${BODY}`, ["2:1 error ROLE_FRONTMATTER_SHAPE"]],
  ["a text", `---\nplanner\n---\n${BODY}`, ["2:1 error ROLE_FRONTMATTER_SHAPE"]],
  ["an empty file", "", ["1:1 error ROLE_FILE_EMPTY"]],
  ["a NUL", `---\n${KEYS}\0---\n`, ["4:1 error ROLE_FILE_BINARY"]],
  ["a huge text", "x".repeat(256_001), ["1:1 error ROLE_FILE_LARGE"]],
])("%s is an error at its place", (_, text, complaints) => {
  expect(parse(text).role).toBeNull();
  expect(told(text)).toEqual(complaints);
});

test("an empty block is enough for a coordinator", () => {
  expect(parseRole("---\n---\n# C\n", { path: "roles/coordinator.md" }).role?.name).toBe("coordinator");
});

test.each(["js", "javascript", "json", "toml", "coffee", "cson", "constructor", "__proto__"])(
  "a block in %s is refused and never run",
  (engine) => {
    const key = "__teamwright_was_run";
    const text = `---${engine}\n{"a": globalThis.${key} = true}\n---\n${BODY}`;
    expect(told(text)).toEqual(["1:1 error ROLE_ENGINE"]);
    expect(told(text)).toEqual(["1:1 error ROLE_ENGINE"]);
    expect(key in globalThis).toBe(false);
  },
);

test("broken text is broken every time it is read, and results are not shared", () => {
  const broken = `---\nrole: [\n---\n${BODY}`;
  expect(told(broken)).toEqual(told(broken));
  const good = `---\n${KEYS}owner: {a: 1}\n---\n${BODY}`;
  (parse(good).role!.extra["owner"] as Record<string, unknown>)["a"] = 2;
  expect(parse(good).role!.extra["owner"]).toEqual({ a: 1 });
});
