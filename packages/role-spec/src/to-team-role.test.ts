import { Role, TeamError } from "@teamwright/core";
import { describe, expect, test } from "vitest";
import { parseRole } from "./parse-role.ts";
import { toTeamRole } from "./to-team-role.ts";

const BODY = "\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n";
const parse = (lines: string, body = BODY) =>
  parseRole(`---\nrole: planner\nprefix: PLAN\n${lines}---\n${body}`, { path: "roles/planner.md" });
const told = (result: ReturnType<typeof parse>) => result.complaints.map((c) => `${c.line}:${c.column} ${c.code}`);

describe("a role for the kernel", () => {
  test("carries what the kernel knows, and nothing else", () => {
    const { role } = parse(
      "message_types: {success: done, error: done, fix: fixed}\nartifact: json\nkeywords: [x]\nsubagents: [explorer]\n",
    );
    expect(toTeamRole(role!)).toEqual({
      name: "planner",
      summary: "",
      prefixes: ["PLAN"],
      inner_loop: false,
      creates_tasks: false,
      resident: false,
      message_types: ["done", "fixed"],
      discuss_rounds: [],
      tools: [],
      artifact: "json",
      phases: { context: "a", work: "b", validate: "c" },
    });
  });

  test("leaves markdown where the file names no artifact", () => {
    expect(toTeamRole(parse("").role!).artifact).toBe("md");
  });

  test("cuts a long summary between characters", () => {
    const { role } = parse(`summary: "${"x".repeat(299)}\u{1F600}"\n`);
    expect(toTeamRole(role!).summary).toBe("x".repeat(299));
  });

  test("is refused for a coordinator without a prefix", () => {
    const { role } = parseRole("# C\n", { path: "roles/coordinator.md" });
    expect(() => toTeamRole(role!)).toThrow(TeamError);
    expect(() => toTeamRole(role!)).toThrow(/no task prefix/);
  });
});

describe("what the kernel would refuse is told in the file", () => {
  test.each([
    [`tools: [a, ${"t".repeat(65)}]`, "4:12 ROLE_VALUE_INVALID"],
    [`discuss_rounds: [${"d".repeat(65)}]`, "4:18 ROLE_VALUE_INVALID"],
    ['summary: "a\\0b"', "4:10 ROLE_VALUE_INVALID"],
    ["artifact: .md", "4:11 ROLE_VALUE_INVALID"],
    ["artifact: plan.md", "4:11 ROLE_VALUE_INVALID"],
  ])("%s", (line, complaint) => {
    const result = parse(`${line}\n`);
    expect(result.role).toBeNull();
    expect(told(result)).toEqual([complaint]);
  });

  test("a phase longer than a worker is given", () => {
    const result = parse("", `# P\n\n## Phase 3\n\n${"x".repeat(200_001)}\n`);
    expect(result.role).toBeNull();
    expect(told(result)).toContain("5:1 ROLE_PHASE_LARGE");
  });

  test("so the longest of everything still makes a role", () => {
    const list = (n: number) => Array.from({ length: n }, (_, i) => `${"t".repeat(58)}${i}`).join(", ");
    const { role } = parse(
      `tools: [${list(100)}]\nmodel: ${"m".repeat(64)}\nsummary: ${"s".repeat(2_000)}\nlease_ms: 86400000\n`,
      `# P\n\n## Phase 3\n\n${"x".repeat(200_000)}\n`,
    );
    expect(Role.safeParse(toTeamRole(role!)).success).toBe(true);
  });
});
