// What the scripted model must be able to read, without any client: a change of our texts that it cannot follow is found here first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wordsFor } from "../packages/mcp/src/tools.ts";
import { renderProtocol } from "../packages/prompts/src/index.ts";
import { skillText } from "../packages/publish/src/skill-text.ts";
import { clientsPage } from "./clients/page.ts";
import { loadedSkill } from "./clients/read-skill.ts";
import { findTool, listedAgent, readBrief, startedWith, workspaceOf } from "./clients/read-texts.ts";
import { exchanges, ours, type Turn } from "./clients/talk.ts";

const SKILL = skillText(readFileSync(join(import.meta.dirname, "../skills/issue/SKILL.md"), "utf8"), {
  name: "team-issue",
  extras: false,
  calls: {
    serving: { program: "teamwright", server: "issue", args: [], bins: [] },
    agents: ["issue-worker"],
    plugin: "team-issue",
    say: (_, command) => wordsFor("all", command),
  },
});
const person = (text: string): Turn => ({ kind: "said", by: "person", text });
const moment = (turns: Turn[], tools: string[] = [], about = "") => ({ turns, tools, about });

describe("the scripted model reads", () => {
  it("the skill: commands and their tools, the worker's prompt, the agents", () => {
    const skill = loadedSkill(moment([person(SKILL)]))!;
    expect(skill).toMatchObject({
      server: "issue",
      start: { pack: "issue", flags: ["issues"] },
      agents: ["team-issue:issue-worker", "issue-worker"],
    });
    expect(skill.prompt).toMatch(
      /^Run `teamwright task claim TASK --session SESSION --owner OWNER --dispatch DISPATCH`/,
    );
    expect(skill.calls.get("session start")).toEqual({ tool: "session_start" });
    expect(skill.calls.get("task break")).toEqual({ tool: "act", op: "task.break" });
    expect(loadedSkill(moment([person("no skill")]))).toBeUndefined();
  });

  it("the brief of a claim: how to leave a checkpoint and how to report", () => {
    const say = (command: string) => `the tool ${wordsFor("all", command)}`;
    const task = { id: "AUDIT-001", kind: "gate", output: ["risk"] };
    const role = { phases: {} };
    const bundle = { task, artifact: "artifacts/AUDIT-001.md", role, team: "issue", signals: [] };
    const brief = readBrief(renderProtocol(bundle as never, { say }));
    expect(brief).toEqual({
      checkpoint: { tool: "act", op: "task.checkpoint" },
      complete: { tool: "task_complete" },
      artifact: "artifacts/AUDIT-001.md",
      gate: true,
      data: { risk: [{ id: "g1" }] },
    });
  });

  it("what it was started with, and not the pattern in a text about it", () => {
    const prompt = "Run `teamwright task claim BUILD-1 --session S@/x --owner a@d1 --dispatch d1` and follow it.";
    expect(startedWith(moment([{ kind: "said", by: "system", text: SKILL }, person(prompt)]))).toEqual({
      ...{ task: "BUILD-1", session: "S@/x", owner: "a@d1", dispatch: "d1" },
    });
  });

  it.each([
    "# Environment\n - Primary working directory: /home/ann/shop\n - Is a git repository: true",
    "<environment_context>\n  <cwd>/home/ann/shop</cwd>",
    "Workspace Directories:\n  - /home/ann/shop\n",
    "* Current working directory: /home/ann/shop\n",
  ])("where it works: %j", (text) => expect(workspaceOf(moment([person(text)]))).toBe("/home/ann/shop"));

  it("the agent that is listed, under its full name or the short one", () => {
    const names = ["team-issue:issue-worker", "issue-worker"];
    expect(listedAgent(moment([person("- team-issue:issue-worker: does a task")]), names)).toBe(names[0]);
    expect(listedAgent(moment([person(SKILL), person("- issue-worker: does a task")]), names)).toBe(names[1]);
    expect(listedAgent(moment([person(SKILL)], [], "general-purpose, explore"), names)).toBe("general-purpose");
  });

  it("names of tools, offered or only named", () => {
    const offered = moment([], ["mcp__plugin_team-issue_issue__act", "Bash"]);
    expect(findTool(offered, "issue", { tool: "act" })).toEqual({ name: offered.tools[0], offered: true });
    expect(findTool(moment([person("mcp__issue.beat\nmcp__issue.act")]), "issue", { tool: "beat" })).toEqual({
      ...{ name: "mcp__issue.beat", offered: false },
    });
  });

  it("answers in whatever a client wraps them, and which call they belong to", () => {
    const wrapped = 'Wall time: 1 s\nOutput:\n{"ok":true,"result":{"next":{"do":"stop"}}}\n</untrusted>';
    expect(ours(wrapped)).toEqual({ ok: true, result: { next: { do: "stop" } } });
    expect(ours("no object")).toBeUndefined();
    const call: Turn = { kind: "call", id: "1", tool: "t", input: {} };
    expect(exchanges([call, { kind: "answer", id: "1", text: "a" }, { ...call, id: "2" }])).toMatchObject([
      { text: "a" },
      { tool: "t", at: 2 },
    ]);
  });
});

it("the page shows what was saved: yes, why not, or nothing", () => {
  const text = clientsPage({
    claude: { version: "1.0", checks: { "a check": "passed" } },
    gemini: { version: "2.0", checks: { "a check": "cannot: has none", other: "passed" } },
  });
  expect(text).toContain("|  | claude 1.0 | gemini 2.0 |");
  expect(text).toContain("| a check | yes | has none |\n| other |  | yes |");
});
