// Every hook with the input that the real clients sent (recorded/), on a real store; and with input that nobody should send.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOSTS } from "../src/capabilities/hosts.ts";
import { hooksFile, type HookName, runHook } from "../src/hooks.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- recorded JSON
type Json = any;

const CLIENTS = [
  { host: "claude", file: "claude-code-2.1.329.json", prefix: "mcp__plugin_team-issue_board__", edit: "Edit" },
  { host: "codex", file: "codex-0.169.0.json", prefix: "mcp__board__", edit: "apply_patch" },
] as const;
const NOW = Date.now();
const MINUTE = 60_000;

describe.each(CLIENTS)("the hooks of $host, with what $file recorded", ({ host, file, prefix, edit }) => {
  let folder: string;
  let repo: string;
  let name: string;
  let token: string;
  let recorded: Json[];
  let team: Session;

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "teamwright-hooks-")));
    repo = join(folder, "repo");
    mkdirSync(repo);
    const raw = readFileSync(join(import.meta.dirname, "recorded", file), "utf8");
    name = /"session\\*": \\*"(TISL-[\w-]+)\\*"/.exec(raw)![1]!;
    const store = await openStore(`file:${join(repo, ".teamwright", "store")}`);
    team = await openSession(store, name);
    await give("session.start", { session: name, team: sampleTeam(), requirement: "r", pipeline: "full" });
    await give("beat", {});
    token = (await give("task.claim", { task: "EXPLORE-001", owner: "explorer@d1", dispatch: "d1" }, "worker")).token;
    const recordedToken = /\\*"token\\*": \\*"([\w-]{32})\\*"/.exec(raw)![1]!;
    recorded = JSON.parse(raw.replaceAll("@REPO@", repo).replaceAll(recordedToken, token).replaceAll(/@\w+@/g, folder));
  });
  afterEach(async () => {
    await team.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const give = async (command: string, input: object, kind = "coordinator"): Promise<Json> => {
    const answer = await team.run({
      name: command,
      input,
      actor: kind === "worker" ? { kind, name: "explorer@d1" } : COORDINATOR,
    } as never);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.result;
  };
  /** The recorded input of an event; of a tool when one is named by its end; of a worker or of the session. */
  const input = (event: string, tool = "", worker = false): Json =>
    structuredClone(
      recorded.find(
        (i) =>
          i.hook_event_name === event && (i.tool_name ?? "").endsWith(tool) && (i.agent_id !== undefined) === worker,
      ),
    );
  const run = (
    hook: HookName | "nonsense",
    stdin: unknown,
    how: { now?: number; env?: object; prefix?: string; team?: string } = {},
  ) =>
    runHook(hook, {
      stdin: typeof stdin === "string" ? stdin : JSON.stringify(stdin),
      prefix: how.prefix ?? prefix,
      team: how.team ?? "sample",
      now: how.now ?? NOW,
      env: {
        CLAUDE_PLUGIN_DATA: join(folder, "data/team-sample"),
        CLAUDE_PLUGIN_ROOT: join(folder, "plugin"),
        ...how.env,
      },
    });
  const said = (end: { out: string }): Json => JSON.parse(end.out).hookSpecificOutput;
  const NOTHING = { code: 0, out: "", err: "" };
  const coordinate = () => run("remember", input("PostToolUse", "beat"));
  const claim = () => run("remember", input("PostToolUse", "task_claim", true));
  const taskOf = async () => {
    await team.catchUp();
    return team.state.tasks.get("EXPLORE-001")!;
  };

  it("let the coordinator's edit through before there is a team, and refuse it while one is at work", async () => {
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
    await run("remember", input("PostToolUse", "session_start"));
    const refused = said(await run("lock", input("PreToolUse", edit)));
    expect(refused).toMatchObject({ hookEventName: "PreToolUse", permissionDecision: "deny" });
    expect(refused.permissionDecisionReason).toContain(
      `You coordinate the team session ${name}@${repo}: a worker edits`,
    );
    expect(refused.permissionDecisionReason).toContain("task.create");
  });

  it("let a worker edit and build", async () => {
    await coordinate();
    expect(await run("lock", { ...input("PreToolUse", edit), agent_id: "a1" })).toEqual(NOTHING);
    expect(await run("lock", input("PreToolUse", "Bash", true))).toEqual(NOTHING);
  });

  it("refuse the coordinator's builds, and run its own commands", async () => {
    await coordinate();
    const shell = { ...input("PreToolUse", "Bash", true), agent_id: undefined };
    const ran = (command: string) => run("lock", { ...shell, tool_input: { command } });
    expect(said(await ran("npm test")).permissionDecisionReason).toContain("a worker runs builds, tests");
    expect(await ran("teamwright session status")).toEqual(NOTHING);
    expect(
      await run("lock", { ...shell, tool_input: { command: "npm test" } }, { env: { TEAMWRIGHT_LOCK: "off" } }),
    ).toEqual(NOTHING);
  });

  it.each(["paused", "over"])("open the lock when the team is %s, whatever was noted", async (how) => {
    await coordinate();
    await give(how === "paused" ? "session.pause" : "session.archive", {});
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
  });

  it("let the coordinator look around and plan while the session has no roles, and no longer", async () => {
    const unplanned = await openSession(team.store, "TC-plan");
    const lead = (command: string, of: object) => unplanned.run({ name: command, input: of, actor: COORDINATOR });
    const empty = sampleTeam({ roles: {}, pipelines: {}, select: [], inject: [] });
    await lead("session.start", { session: "TC-plan", team: empty, requirement: "r" });
    const start = JSON.stringify(input("PostToolUse", "session_start")).replaceAll(name, "TC-plan");
    await run("remember", JSON.parse(start));
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
    const analysis = {
      summary: "s",
      roles: { writer: { prefix: "WRITE", summary: "s", capabilities: ["words"], work: "w", validate: "v" } },
      tasks: { page: { role: "writer", title: "t" } },
    };
    expect(await lead("session.plan", { analysis })).toMatchObject({ ok: true });
    expect(said(await run("lock", input("PreToolUse", edit))).permissionDecision).toBe("deny");
    await unplanned.close();
  });

  it("forget whom the session coordinates when beat says stop", async () => {
    await coordinate();
    const beat = input("PostToolUse", "beat");
    await run("remember", JSON.parse(JSON.stringify(beat).replaceAll(/(\\*"status\\*": *\\*")active/g, "$1done")));
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
  });

  it("allow the calls of our server, and nobody else's", async () => {
    expect(said(await run("identify", input("PreToolUse", "session_start")))).toMatchObject({
      permissionDecision: "allow",
    });
    expect(await run("identify", { ...input("PreToolUse", "beat"), tool_name: "mcp__other__beat" })).toEqual(NOTHING);
    expect(await run("identify", input("PreToolUse", edit))).toEqual(NOTHING);
  });

  it("fill in who calls, from what this agent itself was given", async () => {
    await coordinate();
    await claim();
    const beat = { ...input("PreToolUse", "beat"), tool_input: {} };
    expect(said(await run("identify", beat)).updatedInput).toEqual({
      session: `${name}@${repo}`,
      agent: "coordinator",
    });
    const worker = input("PreToolUse", "task_claim", true);
    const complete = { ...worker, tool_name: `${prefix}task_complete`, tool_input: { summary: "done" } };
    expect(said(await run("identify", complete)).updatedInput).toEqual({
      ...{ summary: "done", session: `${name}@${repo}`, agent: "explorer@d1", task: "EXPLORE-001", token },
    });
    const other = { ...complete, agent_id: "another" };
    expect(said(await run("identify", other)).updatedInput).toBeUndefined();
    const named = { ...complete, tool_input: { ...complete.tool_input, session: "X", agent: "me", task: "BUILD-001" } };
    expect(said(await run("identify", named)).updatedInput).toBeUndefined();
  });

  it("keep coordinator and worker apart", async () => {
    await coordinate();
    await claim();
    const worker = input("PreToolUse", "task_claim", true);
    const beats = { ...worker, tool_name: `${prefix}beat`, tool_input: { session: `${name}@${repo}` } };
    expect(said(await run("identify", beats))).toMatchObject({ permissionDecision: "deny" });
    const claims = { ...worker, agent_id: undefined };
    expect(said(await run("identify", claims))).toMatchObject({ permissionDecision: "deny" });
    expect(
      said(await run("identify", { ...claims, tool_input: { ...claims.tool_input, session: "OTHER" } })),
    ).toMatchObject({
      permissionDecision: "allow",
    });
  });

  it("renew the lease of a worker that works, at most every other minute", async () => {
    await claim();
    const works = input("PostToolUse", "Bash", true);
    const before = (await taskOf()).claim!.lease_until;
    expect(await run("renew", works, { now: NOW + MINUTE })).toEqual(NOTHING);
    expect((await taskOf()).claim!.lease_until).toBe(before);
    const records = team.position;
    for (const now of [NOW + 3 * MINUTE, NOW + 3 * MINUTE + 1, NOW + 4 * MINUTE]) await run("renew", works, { now });
    expect((await taskOf()).claim!.lease_until).toBeGreaterThan(before);
    expect(team.position).toBe(records + 1);
    expect(await run("renew", { ...works, agent_id: "another" }, { now: NOW + 9 * MINUTE })).toEqual(NOTHING);
  });

  it("tell a worker whose claim was broken to stop", async () => {
    await claim();
    await give("task.break", { task: "EXPLORE-001", force: true, reason: "hangs" });
    const told = said(await run("renew", input("PostToolUse", "Bash", true), { now: NOW + 3 * MINUTE }));
    expect(told.additionalContext).toMatch(/^EXPLORE-001: .*[Ss]top/);
    expect(await run("renew", input("PostToolUse", "Bash", true), { now: NOW + 9 * MINUTE })).toEqual(NOTHING);
  });

  it("send a worker back that stops with a task in hand, twice, and let it go then", async () => {
    await claim();
    const stops = input("SubagentStop", "", true);
    const back = await run("finish", stops);
    expect(back).toMatchObject({ code: 2, out: "" });
    expect(back.err).toContain(`You still hold EXPLORE-001 of session ${name}@${repo} as explorer@d1.`);
    expect((await run("finish", stops)).code).toBe(2);
    expect(await run("finish", stops)).toEqual(NOTHING);
  });

  it("let a worker stop that completed, gave back or never had a task", async () => {
    const stops = input("SubagentStop", "", true);
    expect(await run("finish", stops)).toEqual(NOTHING);
    await claim();
    await give("task.complete", { task: "EXPLORE-001", token, summary: "s" }, "worker");
    expect(await run("finish", stops)).toEqual(NOTHING);
  });

  it("follow a worker to its next task", async () => {
    const done = input("PostToolUse", "task_claim", true);
    done.tool_name = `${prefix}task_complete`;
    delete done.tool_input.op;
    done.tool_response = JSON.stringify({
      ok: true,
      result: {
        task: "EXPLORE-001",
        next: { do: "continue", task: "EXPLORE-002", token: "T".repeat(32), session: "S@/x" },
      },
    });
    await claim();
    await run("remember", done);
    const next = { ...input("PreToolUse", "task_claim", true), tool_name: `${prefix}task_complete`, tool_input: {} };
    expect(said(await run("identify", next)).updatedInput).toMatchObject({
      task: "EXPLORE-002",
      token: "T".repeat(32),
    });
    done.tool_response = JSON.stringify({ ok: true, result: { next: { do: "report", text: "t" } } });
    await run("remember", done);
    expect(said(await run("identify", next)).updatedInput).toBeUndefined();
  });

  it("say at the start which sessions are not over, and nothing where there are none", async () => {
    const start = input("SessionStart");
    const told = said(await run("begin", start));
    expect(told).toMatchObject({ hookEventName: "SessionStart" });
    expect(told.additionalContext).toContain(`- ${name}@${repo}: team sample, active, 0 done, 5 open`);
    expect(await run("begin", { ...start, cwd: folder })).toEqual(NOTHING);
    await give("session.archive", {});
    expect(await run("begin", start)).toEqual(NOTHING);
  });

  it("drop notes of a week ago, so that they cost nothing any more", async () => {
    const gate = join(folder, "data", "team-sample", "team");
    expect(existsSync(gate)).toBe(false);
    await claim();
    const notes = join(folder, "data", "teamwright-notes");
    expect(statSync(join(notes, readdirSync(notes)[0]!)).mode & 0o077).toBe(0);
    await run("begin", input("SessionStart"));
    expect(existsSync(gate)).toBe(true);
    const old = new Date(NOW - 8 * 86_400_000);
    utimesSync(join(notes, readdirSync(notes)[0]!), old, old);
    await run("begin", input("SessionStart"));
    expect([existsSync(gate), readdirSync(notes)]).toEqual([false, []]);
  });

  it("of several packs know the same, and one of them acts", async () => {
    const other = { prefix: "mcp__other__", team: "other" };
    await coordinate();
    await claim();
    const worker = input("PreToolUse", "task_claim", true);
    const complete = { ...worker, tool_name: "mcp__other__task_complete", tool_input: {} };
    expect(said(await run("identify", complete, other)).updatedInput).toMatchObject({ task: "EXPLORE-001", token });
    expect(await run("lock", input("PreToolUse", edit), other)).toEqual(NOTHING);
    expect(await run("finish", input("SubagentStop", "", true), other)).toEqual(NOTHING);
    const records = team.position;
    await run("renew", input("PostToolUse", "Bash", true), { ...other, now: NOW + 9 * MINUTE });
    await team.catchUp();
    expect(team.position).toBe(records);
    expect(await run("begin", input("SessionStart"), other)).toEqual(NOTHING);
    expect((await run("finish", input("SubagentStop", "", true))).code).toBe(2);
  });

  it("never stand in the way: not with garbage, a broken store or notes, nor outside of a client", async () => {
    await coordinate();
    await claim();
    const stops = input("SubagentStop", "", true);
    const hooks = ["begin", "identify", "lock", "remember", "renew", "finish", "nonsense"] as const;
    const garbage = [
      "",
      "{",
      "null",
      "[]",
      "7",
      '{"session_id":"../../x","cwd":"/","hook_event_name":"Stop"}',
      '{"session_id":"a","cwd":1}',
      "\0".repeat(9),
      JSON.stringify({ ...stops, agent_id: "../x" }),
    ];
    for (const hook of hooks)
      for (const text of garbage) expect(await run(hook, text), `${hook} ${text}`).toEqual(NOTHING);
    for (const hook of hooks)
      for (const any of recorded)
        expect(await runHook(hook, { stdin: JSON.stringify(any), env: {}, now: NOW, prefix }), hook).toEqual(NOTHING);
    const records = join(repo, ".teamwright", "store");
    for (const path of readdirSync(records, { recursive: true, withFileTypes: true }))
      if (path.isFile()) writeFileSync(join(path.parentPath, path.name), "garbage");
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
    expect(await run("finish", stops)).toEqual(NOTHING);
    expect(await run("begin", input("SessionStart"))).toEqual(NOTHING);
    const broken = await run("finish", stops, { env: { TEAMWRIGHT_DEBUG: "1" } });
    expect(broken).toMatchObject({ code: 0, err: expect.stringContaining("hook finish: ") });
    rmSync(join(repo, ".teamwright"), { recursive: true });
    expect(await run("lock", input("PreToolUse", edit))).toEqual(NOTHING);
    const notes = join(folder, "data", "teamwright-notes");
    for (const path of readdirSync(notes, { recursive: true, withFileTypes: true }))
      if (path.isFile()) writeFileSync(join(path.parentPath, path.name), '{"handle":7,"task":');
    for (const hook of hooks) expect((await run(hook, input("PreToolUse", edit))).code).toBe(0);
  });

  it("are called for exactly our tools and those that touch the project", () => {
    const made = hooksFile(HOSTS[host], { pack: "team-issue", server: "board" }) as Json;
    expect(Object.keys(made.hooks).toSorted()).toEqual([...HOSTS[host].hooks!.events].toSorted());
    const [identify, lock] = made.hooks.PreToolUse;
    for (const any of recorded.filter((i) => i.tool_name !== undefined)) {
      const ours = any.tool_name.startsWith(prefix);
      expect(new RegExp(`^(?:${identify.matcher})$`).test(any.tool_name), any.tool_name).toBe(ours);
      const work = Object.hasOwn(HOSTS[host].hooks!.work, any.tool_name);
      expect(new RegExp(`^(?:${lock.matcher})$`).test(any.tool_name), any.tool_name).toBe(work);
    }
    expect(hooksFile(HOSTS.gemini, { pack: "p", server: "s" })).toBeUndefined();
  });
});
