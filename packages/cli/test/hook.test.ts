// The program that hooks.json starts, as a client starts it: through a shell, with the command of the file.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HOSTS } from "@teamwright/hosts";
import { hooksFile } from "@teamwright/hosts/hooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, callJson } from "./kit.ts";

const program = join(dirname(bin), "hook-main.ts");
const PREFIX = "mcp__plugin_team-issue_issue__";
let folder: string;
let repo: string;
let handle: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "teamwright hook's-")));
  repo = join(folder, "repo");
  mkdirSync(join(folder, "pack/hooks"), { recursive: true });
  mkdirSync(repo);
  writeFileSync(join(repo, "ISSUES.md"), "# GH-1 Greeting\n\nWrong.\n");
  // In a pack lies the bundle; from the sources its program needs a condition that the command does not give.
  writeFileSync(join(folder, "pack/hooks/hook.mjs"), `import ${JSON.stringify(program)};\n`);
  handle = `${callJson(["session", "start", "issue", "--issues", "ISSUES.md"], { cwd: repo }).result.session}@${repo}`;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command that hooks.json has for an event and the tool it names. */
function run(event: string, input: object | string, env: Record<string, string> = {}) {
  const file = hooksFile(HOSTS.claude, { pack: "team-issue", server: "issue" }) as Record<string, never>;
  const tool = (input as { tool_name?: string }).tool_name;
  const entries = (file["hooks"]![event] as { matcher?: string; hooks: { command: string }[] }[]).filter(
    ({ matcher }) =>
      matcher === undefined || tool === undefined || matcher === "*" || new RegExp(`^(?:${matcher})$`).test(tool),
  );
  const words = { session_id: "s1", cwd: repo, hook_event_name: event };
  const ran = spawnSync("/bin/sh", ["-c", entries[0]!.hooks[0]!.command], {
    input: typeof input === "string" ? input : JSON.stringify({ ...words, ...input }),
    encoding: "utf8",
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      NODE_OPTIONS: "--conditions=source",
      CLAUDE_PLUGIN_ROOT: join(folder, "pack"),
      CLAUDE_PLUGIN_DATA: join(folder, "data/team-issue"),
      ...env,
    },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
const edit = { tool_name: "Write", tool_input: { file_path: "src/a.ts" } };
const answered = (result: object) => JSON.stringify({ ok: true, result });

describe("the commands of hooks.json", () => {
  it("tell a new client session of the team, lock its edits while it coordinates, send a worker back", () => {
    expect(run("PreToolUse", edit)).toEqual({ code: 0, out: "", err: "" });
    expect(JSON.parse(run("SessionStart", {}).out).hookSpecificOutput.additionalContext).toContain(handle);
    const beat = { tool_name: `${PREFIX}beat`, tool_input: { session: handle } };
    expect(JSON.parse(run("PreToolUse", beat).out).hookSpecificOutput.permissionDecision).toBe("allow");
    run("PostToolUse", { ...beat, tool_response: answered({ status: "active", next: "spawn" }) });
    expect(JSON.parse(run("PreToolUse", edit).out).hookSpecificOutput.permissionDecision).toBe("deny");

    const { spawn } = callJson(["beat"], { cwd: repo }).result;
    const { task, owner, dispatch } = spawn[0];
    const { token } = callJson(["task", "claim", task, "--owner", owner, "--dispatch", dispatch], { cwd: repo }).result;
    const claim = {
      agent_id: "a1",
      tool_name: `${PREFIX}task_claim`,
      tool_input: { session: handle, agent: owner, task },
    };
    run("PostToolUse", { ...claim, tool_response: answered({ task, token, session: handle }) });
    const stop = run("SubagentStop", { agent_id: "a1" });
    expect(stop).toMatchObject({ code: 2, out: "", err: expect.stringContaining(`You still hold ${task}`) });
    expect(run("SubagentStop", { agent_id: "another" })).toEqual({ code: 0, out: "", err: "" });
  });

  it("do nothing without Node, with a Node that cannot run them, without the bundle, or with garbage", () => {
    for (const event of ["SessionStart", "PreToolUse", "PostToolUse", "SubagentStop", "Stop"]) {
      expect(run(event, edit, { PATH: "/nowhere" }).code, event).toBe(0);
      expect(run(event, edit, { NODE_OPTIONS: "--no-such-option" }).code, event).toBe(0);
      expect(run(event, edit, { CLAUDE_PLUGIN_ROOT: join(folder, "gone") }).code, event).toBe(0);
      expect(run(event, "garbage"), event).toEqual({ code: 0, out: "", err: "" });
    }
  });

  it("start no process before a team is at work", () => {
    const fresh = { CLAUDE_PLUGIN_DATA: join(folder, "data/fresh"), PATH: "/nowhere" };
    for (const event of ["SubagentStop", "Stop"]) expect(run(event, {}, fresh)).toEqual({ code: 0, out: "", err: "" });
    expect(run("PreToolUse", edit, fresh)).toEqual({ code: 0, out: "", err: "" });
  });
});
