import { describe, expect, test } from "vitest";
import type { ComplaintCode } from "./complaint-codes.ts";
import { parseRole } from "./parse-role.ts";

const BODY =
  "\n# Planner\n\nPlans.\n\n## Phase 2: Load\n\ncontext\n\n## Phase 3: Plan\n\nwork\n\n## Phase 4: Check\n\nvalidate\n";
const parse = (text: string, path = "roles/planner.md") => parseRole(text, { path });
const role = (block: string, path?: string) => parse(`---\nrole: planner\nprefix: PLAN\n${block}---\n${BODY}`, path);
const told = (result: ReturnType<typeof parse>) =>
  result.complaints.map((c) => `${c.line}:${c.column} ${c.severity} ${c.code}`);
const at = (result: ReturnType<typeof parse>, code: ComplaintCode) => {
  const found = result.complaints.find((c) => c.code === code);
  return found && `${found.line}:${found.column}`;
};

describe("a good role", () => {
  test("gives every field, and no complaint", () => {
    const { role: spec, complaints } = role(
      [
        "additional_prefixes: [PLAN-fix, A11Y, DEV-FE]",
        'summary: "Plans: well"',
        "inner_loop: dynamic",
        "discuss_rounds: [DISCUSS-001]",
        "message_types: {success: plan_ready, error: error}",
        "tools: [read files, run commands]",
        "delegates: [explorer]",
        "artifacts: [plan]",
        "input_artifacts: [spec]",
        "artifact: json",
        "model: large",
        "effort: high",
        "lease_ms: 60000",
        "creates_tasks: true",
        "resident: true",
        "",
      ].join("\n"),
    );
    expect(complaints).toEqual([]);
    expect(spec).toEqual({
      name: "planner",
      prefixes: ["PLAN", "PLAN-fix", "A11Y", "DEV-FE"],
      summary: "Plans: well",
      inner_loop: "dynamic",
      discuss_rounds: ["DISCUSS-001"],
      message_types: { success: "plan_ready", error: "error" },
      tools: ["read files", "run commands"],
      delegates: ["explorer"],
      artifacts: ["plan"],
      input_artifacts: ["spec"],
      artifact: "json",
      model: "large",
      effort: "high",
      lease_ms: 60_000,
      creates_tasks: true,
      resident: true,
      extra: {},
      heading: "Planner",
      intro: "Plans.",
      phases: { context: "context", work: "work", validate: "validate" },
      body: BODY,
    });
  });

  test("has quiet defaults", () => {
    expect(role("").role).toMatchObject({
      inner_loop: false,
      creates_tasks: false,
      resident: false,
      message_types: {},
      tools: [],
      extra: {},
    });
    expect(role("").role).not.toHaveProperty("summary");
  });

  test("takes a list of message types as each its own outcome", () => {
    expect(role("message_types: [state_update]\n").role?.message_types).toEqual({ state_update: "state_update" });
  });

  test("may hold rules across the page and a block scalar", () => {
    const { role: spec, complaints } = parse(
      `---\nrole: planner\nprefix: PLAN\nsummary: |\n  One: two # three\n  ---\n---\n${BODY}\n---\n\nkey: value\n---\n`,
    );
    expect(complaints).toEqual([]);
    expect(spec?.summary).toBe("One: two # three\n---");
    expect(spec?.phases.validate).toContain("key: value");
  });
});

describe("the name", () => {
  test.each([
    ["roles/planner.md", "planner"],
    ["roles/planner/role.md", "planner"],
    ["C:\\team\\roles\\Planner\\role.md", "planner"],
    ["roles/ml-engineer.role.md", "ml-engineer"],
    ["roles/fe_developer.md", "fe-developer"],
  ])("comes from %s when the file has none", (path, name) => {
    const result = parse(`---\nprefix: PLAN\n---\n${BODY}`, path);
    expect(result.role?.name).toBe(name);
    expect(told(result)).toEqual(["2:1 note ROLE_NAME_DERIVED"]);
  });

  test("must fit the grammar, and a fitting one is offered", () => {
    const result = parse(`---\nrole: Planner Agent\nprefix: PLAN\n---\n${BODY}`);
    expect(result.role).toBeNull();
    expect(at(result, "ROLE_NAME_INVALID")).toBe("2:7");
    expect(result.complaints[0]?.fix).toBe("Write `role: planner-agent`.");
  });

  test("is not taken from a title, but from a `name` that is a role name", () => {
    expect(parse(`---\nname: planner\nprefix: PLAN\n---\n${BODY}`, "x.md").role?.name).toBe("planner");
    const titled = parse(`---\nname: The Planner\nprefix: PLAN\n---\n${BODY}`);
    expect(titled.role).toMatchObject({ name: "planner", extra: { name: "The Planner" } });
  });
});

describe("the prefix", () => {
  test.each(["EXPLORE", "A11Y", "DEV-FE", "SOLVE-fix", "QARUN-gc", "NO"])("%s is one", (prefix) => {
    expect(parse(`---\nrole: planner\nprefix: ${prefix}\n---\n${BODY}`).role?.prefixes).toEqual([prefix]);
  });

  test.each([
    ["BUILD-001", "BUILD", /number of a task/],
    ["007", "BUILD", /number of a task/],
    ["build", "BUILD", /capitals/],
    ["BUILD_FE", "BUILD-FE", /dashes/],
    ["BUILD-*", "BUILD", /without/],
    ["2024-01-01", "BUILD", /number of a task/],
  ])("%s is none; %s is offered", (prefix, better, why) => {
    const result = parse(`---\nrole: planner\nprefix: ${prefix}\n---\n${BODY}`);
    const complaint = result.complaints.find((c) => c.code === "ROLE_PREFIX_INVALID");
    expect(complaint).toMatchObject({ line: 3, column: 9, fix: `Write something like \`${better}\`.` });
    expect(complaint?.message).toMatch(why);
    expect(complaint?.message).toContain(`\`${prefix}\``);
  });

  test("complains at the very item of a list", () => {
    const result = role("additional_prefixes: [GOOD, bad, PLAN]\n");
    expect(told(result)).toEqual(["4:29 error ROLE_PREFIX_INVALID", "4:34 note ROLE_PREFIX_REPEATED"]);
  });

  test("is missing only from a coordinator", () => {
    const worker = parse(`---\nrole: planner\n---\n${BODY}`);
    expect(told(worker)).toEqual(["2:1 error ROLE_PREFIX_MISSING"]);
    expect(worker.complaints[0]?.fix).toBe("Write `prefix: PLANNER`.");
    expect(parse(`---\nrole: coordinator\n---\n${BODY}`, "coordinator.md").complaints).toEqual([]);
  });
});

describe("a role without frontmatter", () => {
  test("is a coordinator in a coordinator's place", () => {
    for (const path of ["roles/coordinator/role.md", "roles/coordinator.md"]) {
      const result = parse("# Coordinator\n\n## Phase 0: Start\n\nx\n\n## Phase 2: Staff\n\ny\n", path);
      expect(told(result)).toEqual(["1:1 note ROLE_FRONTMATTER_NONE"]);
      expect(result.role).toMatchObject({ name: "coordinator", prefixes: [], heading: "Coordinator" });
      expect(result.role?.phases.work).toContain("## Phase 0: Start");
    }
  });

  test("is an error anywhere else, with the block to add", () => {
    const result = parse("# Sweeper\n\n- **Task Prefix**: `SWEEP-*`\n", "roles/sweeper.md");
    expect(result.role).toBeNull();
    expect(result.complaints[0]).toMatchObject({
      ...{ path: "roles/sweeper.md", line: 1, column: 1, severity: "error", code: "ROLE_FRONTMATTER_MISSING" },
      message: "The role has no frontmatter; only a coordinator may do without.",
      fix: [
        "Put this at the top of the file:",
        "---",
        "role: sweeper",
        "prefix: SWEEP",
        "inner_loop: false",
        "message_types: [state_update]",
        "---",
      ].join("\n"),
    });
    const block = result.complaints[0]!.fix.split("\n").slice(1).join("\n");
    expect(parse(`${block}\n${BODY}`, "roles/sweeper.md").complaints).toEqual([]);
  });
});

describe("keys", () => {
  test.each([
    ["task_prefix: OTHER", "prefixes", ["OTHER"], "prefix"],
    ["default_inner_loop: true", "inner_loop", true, "inner_loop"],
    ["subagents: [explore]", "delegates", ["explore"], "delegates"],
    ["delegates_to: [explore]", "delegates", ["explore"], "delegates"],
    ["additional_members: [explore]", "delegates", ["explore"], "delegates"],
    ["cli_tools: [shell]", "tools", ["shell"], "tools"],
    ["CLI tools: [shell]", "tools", ["shell"], "tools"],
    ["allowed-tools: [shell]", "tools", ["shell"], "tools"],
    ["input_artifact_types: [spec]", "input_artifacts", ["spec"], "input_artifacts"],
  ])("%s is read by its old name", (line, field, value, to) => {
    const result = parse(`---\nrole: planner\n${line}\n${field === "prefixes" ? "" : "prefix: PLAN\n"}---\n${BODY}`);
    expect(result.role).toMatchObject({ [field]: value });
    expect(told(result)).toEqual(["3:1 note ROLE_KEY_RENAMED"]);
    expect(result.complaints[0]?.fix).toBe(`Write \`${to}:\` instead.`);
  });

  test("in other spellings are understood", () => {
    const result = role("innerLoop: true\nadditionalPrefixes: [PLAN-fix]\nmessage-types: [a]\n");
    expect(result.role).toMatchObject({ inner_loop: true, prefixes: ["PLAN", "PLAN-fix"], message_types: { a: "a" } });
    expect(told(result).every((line) => line.endsWith("note ROLE_KEY_SPELLING"))).toBe(true);
  });

  test("old and new together must agree", () => {
    expect(role("task_prefix: PLAN\n").role?.prefixes).toEqual(["PLAN"]);
    const result = role("task_prefix: OTHER\n");
    expect(result.role).toBeNull();
    expect(at(result, "ROLE_KEY_CONFLICT")).toBe("4:1");
    expect(result.complaints.find((c) => c.code === "ROLE_KEY_CONFLICT")?.message).toMatch(/`prefix` wins/);
  });

  test("two old names of one list add up", () => {
    expect(role("subagents: [a, b]\nadditional_members: [b, c]\n").role?.delegates).toEqual(["a", "b", "c"]);
  });

  test("of older teams and strangers are kept", () => {
    const result = role(
      "keywords: [a, b]\nweight: 1.5\nowner: 007\nsince: 2024-01-01\nlist: [true, ~, yes]\noutput_tag: x\n",
    );
    expect(result.role?.extra).toEqual({
      keywords: ["a", "b"],
      weight: 1.5,
      owner: "007",
      since: "2024-01-01",
      list: [true, null, "yes"],
    });
    expect(result.complaints.map((c) => c.code)).toEqual([
      "ROLE_KEY_UNKNOWN",
      "ROLE_KEY_UNKNOWN",
      "ROLE_KEY_UNKNOWN",
      "ROLE_KEY_IGNORED",
    ]);
  });

  test("of strangers are a warning, those of older teams pass without a word", () => {
    expect(told(role("owner: me\n"))).toEqual(["4:1 warning ROLE_KEY_UNKNOWN"]);
    expect(
      role("keywords: [a]\nresponsibilityType: b\ncategory: c\ncapabilities: [d]\nweight: 1\n").complaints,
    ).toEqual([]);
  });

  test.each([
    ["inner_lop: true", "inner_loop"],
    ["mesage_types: [a]", "message_types"],
    ["subagent: [a]", "delegates"],
    ["toosl: [a]", "tools"],
  ])("%s is a slip for %s", (line, to) => {
    const result = role(`${line}\n`);
    expect(told(result)).toEqual(["4:1 warning ROLE_KEY_TYPO"]);
    expect(result.complaints[0]?.fix).toBe(`Did you mean \`${to}\`?`);
  });

  test("never reach into objects", () => {
    const result = role(
      "__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\nmap: {__proto__: {polluted: 1}, a: 1}\nmessage_types: {__proto__: x, constructor: y, ok: z}\n",
    );
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(result.role!.extra)).toBe(Object.prototype);
    expect(result.role?.extra).toEqual({ map: { a: 1 } });
    expect(Object.keys(result.role!.message_types)).toEqual(["ok"]);
    expect(result.complaints.filter((c) => c.code === "ROLE_KEY_UNSAFE")).toHaveLength(5);
  });
});

describe("values", () => {
  test.each([
    ["yes", true],
    ['"true"', true],
    ["off", false],
    ["No", false],
  ])("inner_loop: %s is understood, and true or false asked for", (word, value) => {
    const result = role(`inner_loop: ${word}\n`);
    expect(result.role?.inner_loop).toBe(value);
    expect(told(result)).toEqual(["4:13 warning ROLE_VALUE_WORD"]);
    expect(result.complaints[0]?.fix).toBe(`Write \`inner_loop: ${value}\`.`);
  });

  test.each([
    ["inner_loop: sometimes", "4:13", /true, false or dynamic/],
    ["inner_loop: [true]", "4:13", /a list/],
    ["effort: enormous", "4:9", /low, medium or high/],
    ["lease_ms: 30m", "4:11", /milliseconds/],
    ["tools: {a: b}", "4:8", /a map/],
    ["tools: [a, {b: c}]", "4:12", /a map/],
    ["message_types: {ok: [a]}", "4:21", /one kind of message/],
  ])("%s is refused at %s", (line, place, why) => {
    const result = role(`${line}\n`);
    expect(result.role).toBeNull();
    expect(at(result, "ROLE_VALUE_TYPE")).toBe(place);
    expect(result.complaints[0]?.message).toMatch(why);
  });

  test("that the schema refuses are named at their place", () => {
    const result = role(`lease_ms: 5\nmodel: ${"m".repeat(70)}\ntools: [a, ${"t".repeat(201)}]\n`);
    expect(told(result)).toEqual([
      "4:11 error ROLE_VALUE_INVALID",
      "5:8 error ROLE_VALUE_INVALID",
      "6:12 error ROLE_VALUE_INVALID",
    ]);
  });

  test("given as text where a list is meant are split", () => {
    const plain = role("tools: read files, Bash(git *, npm *), write\n");
    expect(plain.role?.tools).toEqual(["read files", "Bash(git *, npm *)", "write"]);
    expect(told(plain)).toEqual(["4:8 note ROLE_LIST_TEXT"]);
    const quoted = role('message_types: "[ready, error]"\nadditional_prefixes: "[PLAN-fix]"\ndiscuss_rounds: "[]"\n');
    expect(quoted.role).toMatchObject({
      message_types: { ready: "ready", error: "error" },
      prefixes: ["PLAN", "PLAN-fix"],
      discuss_rounds: [],
    });
    expect(quoted.complaints.map((c) => c.code)).toEqual(["ROLE_LIST_QUOTED", "ROLE_LIST_QUOTED", "ROLE_LIST_QUOTED"]);
  });

  test("that are empty fall back, with a warning", () => {
    const result = role("message_types:\nsubagents: ~\n");
    expect(result.role).toMatchObject({ message_types: {}, delegates: [] });
    expect(told(result)).toEqual([
      "4:1 warning ROLE_VALUE_EMPTY",
      "5:1 note ROLE_KEY_RENAMED",
      "5:12 warning ROLE_VALUE_EMPTY",
    ]);
  });

  test("that other readers turn into something else are pointed out", () => {
    const result = parse(`---\nrole: planner\nprefix: ON\n---\n${BODY}`);
    expect(result.role?.prefixes).toEqual(["ON"]);
    expect(told(result)).toEqual(["3:9 note ROLE_VALUE_AMBIGUOUS"]);
  });
});
