import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type KnownHost, lintSource, readPackSource } from "../src/index.ts";
import { packWith } from "./kit.ts";

const HOST: KnownHost = {
  title: "Some Client",
  seen: "2.1",
  taskName: { pattern: "[a-z0-9_]+", lowercase: true, joint: "_", max: 64 },
  server: { toolName: "mcp__plugin_{pack}_{server}__{tool}" },
  offered: { session: ["Bash", "Read"], worker: ["Bash"] },
  removed: [{ tool: "TeamCreate", since: "2.0", instead: "a session" }],
};

async function lint(files: Record<string, string>) {
  const dir = await packWith();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  const { source, complaints } = await readPackSource(dir);
  return [...complaints, ...(source ? lintSource(source, [HOST]) : [])].filter((c) => c.code !== "VERSION_UNSET");
}

const skill = (front: string, body = "# A\n") => `---\n${front}\n---\n${body}`;
const good = 'name: team-issue\ndescription: "Use it."';
const other = (front: string, body?: string) => ({ "skills/look/SKILL.md": skill(front, body) });
const agent = (front: string, body = "Work.\n") => ({ "agents/looker.md": skill(front, body) });
const packageJson = (more: object) => ({
  "package.json": JSON.stringify({ name: "x", version: "1.0.0", license: "MIT", author: "A", ...more }),
});

describe("a pack that is to be published", () => {
  it("is without complaint as it is here", async () => expect(await lint({})).toEqual([]));

  // What, code, severity, line, files.
  const cases: [string, string, string, number, Record<string, string>][] = [
    ["a skill named otherwise than its folder", "SKILL_NAME", "error", 2, other('name: looks\ndescription: "D."')],
    [
      "the entry skill under another name",
      "SKILL_NAME",
      "error",
      2,
      { "SKILL.md": skill('name: issue\ndescription: "D."') },
    ],
    [
      "a name that is no name",
      "SKILL_NAME",
      "error",
      2,
      { "skills/Look_It/SKILL.md": skill('name: Look_It\ndescription: "D."') },
    ],
    [
      "a name that a client has built in",
      "NAME_RESERVED",
      "error",
      2,
      { "skills/help/SKILL.md": skill('name: help\ndescription: "D."') },
    ],
    [
      "an unquoted colon",
      "ROLE_YAML_COLON",
      "error",
      3,
      { "SKILL.md": skill("name: team-issue\ndescription: Use when: asked") },
    ],
    ["no frontmatter", "SKILL_FRONTMATTER", "error", 1, { "skills/look/SKILL.md": "# Look\n" }],
    ["a skill without a description", "DESCRIPTION_MISSING", "error", 1, other("name: look")],
    [
      "a description that lists cut",
      "DESCRIPTION_LONG",
      "error",
      3,
      other(`name: look\ndescription: "${"x".repeat(201)}"`),
    ],
    ["a key that nobody knows", "SKILL_KEY", "warning", 4, other('name: look\ndescription: "D."\ntrigger: x')],
    [
      "a tool that no client has",
      "TOOL_UNKNOWN",
      "warning",
      4,
      other('name: look\ndescription: "D."\nallowed-tools: Bash(git add) read'),
    ],
    [
      "a tool that is gone",
      "TOOL_REMOVED",
      "warning",
      4,
      other('name: look\ndescription: "D."\nallowed-tools: [TeamCreate]'),
    ],
    [
      "a tool that is gone, in the words",
      "TOOL_REMOVED",
      "warning",
      6,
      other('name: look\ndescription: "D."', "# A\nCall TeamCreate first.\n"),
    ],
    [
      "one client's spelling of a tool",
      "TOOL_SPELLED",
      "warning",
      5,
      other('name: look\ndescription: "D."', "Call mcp__board__read.\n"),
    ],
    [
      "an agent named without its plugin",
      "AGENT_BARE",
      "error",
      5,
      other('name: look\ndescription: "D."', 'Agent(subagent_type: "looker")\n'),
    ],
    [
      "a placeholder of one client",
      "PLACEHOLDER",
      "warning",
      5,
      other('name: look\ndescription: "D."', "Do $ARGUMENTS.\n"),
    ],
    [
      "a file that is not there",
      "FILE_MISSING",
      "error",
      5,
      other('name: look\ndescription: "D."', "Read references/none.md.\n"),
    ],
    [
      "a skill that is too long to be read",
      "SKILL_LONG",
      "warning",
      5,
      other('name: look\ndescription: "D."', "x\n".repeat(501)),
    ],
    ["an agent named otherwise than its file", "AGENT_NAME", "error", 2, agent('name: team:looker\ndescription: "D."')],
    [
      "an agent by a name that not every client takes",
      "AGENT_NAME",
      "warning",
      2,
      { "agents/Looker_2.md": skill('name: Looker_2\ndescription: "D."') },
    ],
    ["an agent without frontmatter", "AGENT_FRONTMATTER", "error", 1, { "agents/looker.md": "Look.\n" }],
    [
      "a field that an agent does not have",
      "AGENT_FIELD",
      "warning",
      4,
      agent('name: looker\ndescription: "D."\nmax_turns: 5'),
    ],
    [
      "a field that is ignored in plugins",
      "AGENT_FIELD",
      "warning",
      4,
      agent('name: looker\ndescription: "D."\npermissionMode: plan'),
    ],
    ["a field with a wrong value", "AGENT_FIELD", "error", 4, agent('name: looker\ndescription: "D."\nmaxTurns: "5"')],
    [
      "an isolation that does not exist",
      "AGENT_FIELD",
      "error",
      4,
      agent('name: looker\ndescription: "D."\nisolation: container'),
    ],
    [
      "an agent's tool that no client has",
      "TOOL_UNKNOWN",
      "warning",
      4,
      agent('name: looker\ndescription: "D."\ntools: Bash, Glob2'),
    ],
    [
      "a long description of an agent",
      "DESCRIPTION_LONG",
      "error",
      3,
      agent(`name: looker\ndescription: "${"x".repeat(201)}"`),
    ],
    ["no author and no licence", "PUBLISH_FACTS", "warning", 1, { "package.json": '{"version":"1.0.0"}' }],
    ["a package.json that is none", "PACKAGE_JSON", "error", 1, { "package.json": "[]" }],
    ["a version that is none", "PACKAGE_JSON", "error", 1, packageJson({ version: "1.0" })],
  ];
  it.each(cases)("may not have %s", async (_, code, severity, line, files) => {
    const found = await lint(files);
    expect(found.map((c) => [c.code, c.severity, c.line])).toEqual([[code, severity, line]]);
    expect(found[0]!.fix.length).toBeGreaterThan(5);
  });

  it("lists at most three skills and two agents", async () => {
    const some = (kind: string, n: number) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          kind === "skills" ? `skills/s${i}/SKILL.md` : `agents/s${i}.md`,
          skill(`name: s${i}\ndescription: "D."`),
        ]),
      );
    expect(await lint({ ...some("skills", 2), ...some("agents", 2) })).toEqual([]);
    const found = await lint({ ...some("skills", 3), ...some("agents", 3) });
    expect(found.map((c) => [c.code, c.severity])).toEqual([
      ["LIST_BUDGET", "error"],
      ["LIST_BUDGET", "error"],
    ]);
  });

  it("may not have prefixes that are one name where names have no capitals", async () => {
    const role = (name: string, prefix: string) => ({
      [`roles/${name}.md`]: `---\nrole: ${name}\nprefix: ${prefix}\n---\n## Phase 2\nA\n## Phase 3\nB\n## Phase 4\nC\n`,
    });
    const found = async (one: string, two: string) =>
      (await lint({ ...role("mender", one), ...role("fixer", two) })).filter((c) => c.code === "TASK_NAMES");
    expect(await found("MEND-fix", "MEND-fit")).toEqual([]);
    expect(await found("MEND-fix", "MEND-FIX")).toMatchObject([
      {
        severity: "error",
        message: expect.stringMatching(/Some Client the tasks MEND-\w+-001 and .* both named mend_fix_001/),
      },
    ]);
  });

  it("may not have a name that makes tools' names too long, and hears which would do", async () => {
    const named = (name: string) => ({
      "team.yaml": `name: ${name}\nsession_prefix: X\npipelines: { a: { nodes: { b: { role: explorer } } } }\n`,
      "SKILL.md": skill(`name: team-${name}\ndescription: "D."`),
    });
    const codes = async (name: string) => (await lint(named(name))).filter((c) => c.severity === "error");
    expect(await codes("a".repeat(14))).toEqual([]);
    expect(await codes("a".repeat(20))).toMatchObject([
      { code: "TOOL_NAME_LONG", fix: expect.stringContaining("14 characters") },
    ]);
    expect(await codes("claude-fixer")).toMatchObject([{ code: "NAME_RESERVED" }, { code: "NAME_RESERVED" }]);
  });

  it("keeps keys of Claude Code in its source, where a build takes them out", async () => {
    expect(
      await lint({ "SKILL.md": skill(`${good}\nargument-hint: "[x]"\nallowed-tools: ["Bash(git *)", "mcp__a__b"]`) }),
    ).toEqual([]);
  });
});
