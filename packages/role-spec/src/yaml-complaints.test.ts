import { describe, expect, test } from "vitest";
import { parseRole } from "./parse-role.ts";

const BODY = "\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n";
const parse = (text: string) => parseRole(text, { path: "roles/planner.md" });
const block = (lines: string) => parse(`---\nrole: planner\nprefix: PLAN\n${lines}\n---\n${BODY}`);
const told = (result: ReturnType<typeof parse>) =>
  result.complaints.map((c) => `${c.line}:${c.column} ${c.severity} ${c.code}`);

describe("broken YAML", () => {
  test.each([
    ["summary: Plans: well", "4:10 error ROLE_YAML_COLON"],
    ["summary: it's done: now", "4:10 error ROLE_YAML_COLON"],
    ["summary: @planner", "4:10 error ROLE_YAML_START"],
    ["summary: `code`", "4:10 error ROLE_YAML_START"],
    ["summary: %d items", "4:10 error ROLE_YAML_START"],
    ['summary: "a" and b', "4:10 error ROLE_YAML_QUOTE"],
    ['summary: "say "hello" now"', "4:10 error ROLE_YAML_QUOTE"],
    ["summary: [a] [b]", "4:10 error ROLE_YAML_QUOTE"],
  ])("%s: the fix, put in its place, mends it", (line, complaint) => {
    const result = block(line);
    expect(result.role).toBeNull();
    expect(told(result)).toEqual([complaint]);
    const mended = /^[^:]*: (summary: .*)$/.exec(result.complaints[0]!.fix)![1]!;
    expect(block(mended).complaints).toEqual([]);
    expect(block(mended).role?.summary).toBeTruthy();
  });

  test.each([
    ["tools:\n\t- a", "5:1 error ROLE_YAML_TAB"],
    ["tools: [a, b\nmodel: x", "4:8 error ROLE_YAML_BRACKET"],
    ["message_types: {a: b\nmodel: x", "4:16 error ROLE_YAML_BRACKET"],
    ['summary: "open\nmodel: x', "4:10 error ROLE_YAML_QUOTE"],
    ["summary: 'open\nmodel: x", "4:10 error ROLE_YAML_QUOTE"],
    ["model:x", "4:1 error ROLE_YAML_SPACE"],
    ["just words", "4:1 error ROLE_YAML"],
    ["tools: - a", "4:8 error ROLE_YAML"],
    ["  model: x", "4:3 error ROLE_YAML_INDENT"],
    ["prefix: OTHER", "4:1 error ROLE_YAML_DUPLICATE"],
    ["map: {a: 1, a: 2}", "4:13 error ROLE_YAML_DUPLICATE"],
    ["? [a]\n: b", "4:3 error ROLE_YAML_KEY"],
    ["...\nmodel: x", "4:1 error ROLE_YAML_DOCUMENTS"],
    ["tools: *nothing", "4:8 error ROLE_YAML_ALIAS"],
  ])("%j is told as it is", (lines, complaint) => {
    const result = block(lines);
    expect(result.role).toBeNull();
    expect(told(result)).toContain(complaint);
    expect(result.complaints.filter((c) => c.severity === "error")).toHaveLength(1);
  });

  test("several broken lines are told at once", () => {
    expect(told(block("summary: a: b\nmodel: @x\ndescription: c: d"))).toEqual([
      "4:10 error ROLE_YAML_COLON",
      "5:8 error ROLE_YAML_START",
      "6:14 error ROLE_YAML_COLON",
    ]);
  });

  test("a directive is refused", () => {
    expect(told(parse(`---\n%YAML 1.1\nrole: planner\n---\n${BODY}`))).toEqual(["2:1 error ROLE_YAML_DIRECTIVE"]);
  });

  test("a tag is ignored, and never builds anything", () => {
    const result = block("owner: !!js/function 'function () {}'");
    expect(result.role?.extra).toEqual({ owner: "function () {}" });
    expect(told(result)).toContain("4:8 warning ROLE_YAML_TAG");
  });
});

describe("a hidden comment", () => {
  test("in prose is pointed out, with the whole text quoted", () => {
    const result = block("summary: Fixes bugs # 1 to 9");
    expect(result.role?.summary).toBe("Fixes bugs");
    expect(told(result)).toEqual(["4:21 warning ROLE_YAML_HASH"]);
    expect(result.complaints[0]?.fix).toContain('summary: "Fixes bugs # 1 to 9"');
  });

  test("after a word that cannot be prose is a comment", () => {
    expect(block("inner_loop: false # one by one").complaints).toEqual([]);
    expect(block("summary: 'Fixes bugs' # really").complaints).toEqual([]);
  });
});

/** Unguarded, these take minutes or all memory; guarded, tens of milliseconds. A busy machine must not tell them apart wrongly. */
const STUCK_MS = 20_000;

describe("a bomb", () => {
  test("of aliases is stopped early", () => {
    const lines = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 12; i++)
      lines.push(
        `${"abcdefghijkl"[i]}: &${"abcdefghijkl"[i]} [${Array(9)
          .fill(`*${"abcdefghijkl"[i - 1]}`)
          .join(",")}]`,
      );
    const before = performance.now();
    const result = block(lines.join("\n"));
    expect(performance.now() - before).toBeLessThan(STUCK_MS);
    expect(result.role).toBeNull();
    expect(told(result).some((line) => line.endsWith("ROLE_YAML_ALIAS"))).toBe(true);
  });

  test("that holds itself is stopped", () => {
    expect(block("a: &a [*a]").role).toBeNull();
  });

  test.each([
    ["brackets", `a: ${"[".repeat(9_000)}`],
    ["dashes", `a:\n  ${"- ".repeat(7_000)}x`],
    ["question marks", `${"? ".repeat(7_000)}x`],
    ["steps", Array.from({ length: 170 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["keys", Array.from({ length: 2_500 }, (_, i) => `k${i}: 1`).join("\n")],
    ["blank lines", "\n".repeat(15_900)],
    ["spaces", `a:${" ".repeat(15_000)}x: y`],
    ["size", `a: ${"x".repeat(20_000)}`],
  ])("of %s is read or refused", (_, lines) => {
    const before = performance.now();
    block(lines);
    expect(performance.now() - before).toBeLessThan(STUCK_MS);
  });

  test.each([
    ["spaces in a heading", `# a${" ".repeat(200_000)}b`],
    ["stars in a heading", `# ${"* ".repeat(100_000)}b`],
    ["fences", Array.from({ length: 600 }, (_, i) => "`".repeat(603 - i)).join("\n")],
    ["headings", "## Phase 3\n".repeat(20_000)],
    ["prefixes", "prefix A ".repeat(25_000)],
  ])("of %s in the body is read", (_, body) => {
    const before = performance.now();
    parse(`---\nrole: planner\nprefix: PLAN\n---\n${body}`);
    parse(body);
    expect(performance.now() - before).toBeLessThan(STUCK_MS);
  });
});
