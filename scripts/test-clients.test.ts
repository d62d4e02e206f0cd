// What the scripted model must be able to read, without any client: a change of our texts that it cannot follow is found here first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toolOfWord } from "../packages/board/src/index.ts";
import { wordsFor } from "../packages/mcp/src/tools.ts";
import { renderProtocol } from "../packages/prompts/src/index.ts";
import { skillText } from "../packages/publish/src/skill-text.ts";
import { fromScript, toScript } from "./clients/code-mode.ts";
import { clientsPage } from "./clients/page.ts";
import { inputFor, loadedSkill, loadedText, programOf } from "./clients/read-skill.ts";
import { findTool, listedAgent, readBrief, startedWith, workspaceOf } from "./clients/read-texts.ts";
import * as tracking from "./clients/read-tracking.ts";
import { exchanges, ours, type Turn } from "./clients/talk.ts";

const source = (path: string): string => readFileSync(join(import.meta.dirname, "../skills", path), "utf8");
const team = (name: string): string =>
  skillText(source(`${name}/SKILL.md`), {
    name: `team-${name}`,
    extras: false,
    calls: {
      serving: { program: "teamwright", server: name, args: [], bins: [] },
      agents: [`${name}-worker`],
      plugin: `team-${name}`,
      say: (_, command) => wordsFor("all", command),
    },
  });
const board = (path: string): string =>
  skillText(source(`tracking/${path}`), {
    name: "team-tracking",
    extras: false,
    calls: {
      serving: { program: "team-tracking", server: "tracking", args: [], bins: [] },
      agents: ["team-tracking-planner"],
      plugin: "team-tracking",
      say: (_, word) => toolOfWord(word),
    },
  });
const SKILL = team("issue");
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

  it("which words choose the pipeline, and what else a skill says to do first", () => {
    const lifecycle = loadedSkill(moment([person(team("lifecycle"))]))!;
    expect(inputFor("without a supervisor: everything that ISSUES.md asks for", lifecycle)).toEqual({
      supervision: false,
    });
    expect(inputFor("all of it: documents only", lifecycle)).toEqual({ spec: "only" });
    expect(lifecycle.listsFirst).toBe(false);
    const coordinate = loadedSkill(moment([person(team("coordinate"))]))!;
    expect(coordinate).toMatchObject({ listsFirst: true, analysisFile: ".teamwright/analysis.yaml" });
    expect(
      [SKILL, team("lifecycle"), team("coordinate")].map((text) => /has task and dispatch in it/.test(text)),
    ).toEqual([true, true, true]);
  });

  it("the tracking texts: whom to start how, their lines with names filled in, the tools for them", () => {
    const lead = { text: board("SKILL.md"), folder: "/packs/t/skills/team-tracking" };
    const supervise = { text: board("skills/team-tracking-supervise/SKILL.md"), folder: "" };
    const execute = { text: board("skills/team-tracking-execute/SKILL.md"), folder: "" };
    const plan = { text: source("tracking/references/plan.md"), folder: "" };
    expect(tracking.planPage(lead)).toBe("/packs/t/skills/team-tracking/references/plan.md");
    const { prompt, names } = tracking.plannerIn(supervise);
    expect(names).toEqual(["team-tracking:team-tracking-planner", "team-tracking-planner"]);
    const started = prompt.replace("PROJECT", "shop").replace("REQUIREMENT", "a greeting");
    expect(tracking.plannerOf(moment([person(started)]))).toEqual({ project: "shop", wanted: "a greeting" });
    expect(tracking.stagesIn(plan)).toEqual(["implementer", "code-reviewer"]);
    const names2 = {
      PROJECT: "shop",
      ID: "SUB-001",
      MESSAGE: "m1",
      BODY: "Yes.",
      "ROLE@dispatch-N": "coder@dispatch-1",
    };
    const line = tracking.shellLine(execute.text, "--kind=response", names2);
    expect(tracking.fieldsOf(line)).toEqual({
      ...{ ref: { project: "shop", id: "SUB-001" }, from: "coder@dispatch-1", kind: "response" },
      ...{ in_reply_to: "m1", body: "Yes." },
    });
    expect(tracking.toolFor(execute, "release")).toEqual({ server: "tracking", words: { tool: "release_ticket" } });
    expect(tracking.toolFor(execute, "listen")).toBeUndefined();
    expect(() => tracking.shellLine(execute.text, "no such words", {})).toThrow("0 lines of the text");
    const brief = /"brief": "(.*?)\\n/.exec(plan.text)![1]!;
    expect(tracking.specialistOf(moment([person(brief)]))).toMatchObject({
      id: "SUB-001",
      owner: "implementer@dispatch-1",
    });
  });

  it("the program of the shell: by name, then beside the skill", () => {
    const skill: Turn = {
      kind: "answer",
      id: "1",
      text: `Base directory for this skill: /p/skills/x\n${board("SKILL.md")}`,
    };
    const loaded = loadedText(moment([skill]), tracking.LEAD)!;
    expect(loaded.folder).toBe("/p/skills/x");
    expect(programOf(moment([skill]), loaded)).toBe("team-tracking");
    const call: Turn = { kind: "call", id: "2", tool: "shell", input: {} };
    const missing: Turn = { kind: "answer", id: "2", text: "bash: line 1: team-tracking: command not found" };
    expect(programOf(moment([skill, call, missing]), loaded)).toBe("/p/skills/x/../../bin/team-tracking");
  });

  it.each([
    { tool: "mcp__issue.beat", input: { session: "S@/x" }, back: "mcp__issue__beat" },
    { tool: "exec_command", input: { cmd: 'echo "a);"\n' }, back: "exec_command" },
    { tool: "apply_patch", input: { text: "*** Begin Patch\n+);" }, back: "apply_patch" },
    { tool: "tool_search", input: { query: "issue act" }, back: "tool_search" },
  ])("a call back out of its script: $tool", ({ tool, input, back }) =>
    expect(fromScript(toScript({ tool, input }))).toEqual({ tool: back, input }),
  );

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
