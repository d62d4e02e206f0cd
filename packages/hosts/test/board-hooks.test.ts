// The hooks of a client whose workers hold tickets of a board: who started them leads it, and does no work of theirs.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { sampleTeam } from "@teamwright/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HookName, runHook } from "../src/hooks.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- what a hook prints, and what a command answers
type Json = any;

const PREFIX = "mcp__plugin_team-tracking_tracking__";
const NOW = Date.now();
const HOUR = 3_600_000;
const NOTHING = { code: 0, out: "", err: "" };
const WORDS = ["Todo", "In Progress", "Done"];

let folder: string;
let repo: string;
let board: Session;
let token: string;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "teamwright-board-hooks-")));
  repo = join(folder, "repo");
  mkdirSync(repo);
  board = await openSession(await openStore(`file:${join(repo, ".teamwright", "store")}`), "shop");
  const seat = { ...sampleTeam().roles["explorer"]!, name: "specialist", prefixes: ["EPIC", "STORY", "TASK", "SUB"] };
  const tickets = { epic: WORDS, story: WORDS, task: WORDS, subtask: WORDS };
  const team = sampleTeam({
    name: "tracking",
    roles: { specialist: seat },
    pipelines: {},
    select: [],
    inject: [],
    tickets,
  });
  await give("session.start", { session: "shop", team, requirement: "r", kind: "board" });
  await give("ticket.create", { type: "epic", title: "t" });
  token = (await give("task.claim", { task: "EPIC-001", owner: "implementer@dispatch-1" }, "worker")).token;
});
afterEach(async () => {
  await board.close();
  await board.store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function give(name: string, input: object, kind: "coordinator" | "worker" = "coordinator"): Promise<Json> {
  const answer = await board.run({ name, input, actor: { kind, name: "implementer@dispatch-1" } });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.result;
}

function run(hook: HookName, call: object, now = NOW) {
  const stdin = JSON.stringify({ session_id: "s1", cwd: repo, hook_event_name: "x", ...call });
  const env = { CLAUDE_PLUGIN_DATA: join(folder, "data/team-tracking") };
  return runHook(hook, { stdin, prefix: PREFIX, team: "tracking", now, env });
}

const said = ({ out }: { out: string }): Json => JSON.parse(out).hookSpecificOutput;
const ticketCall = (tool: string, of: object) => ({
  tool_name: `${PREFIX}${tool}`,
  tool_input: { ref: { project: `shop@${repo}`, id: "EPIC-001" }, ...of },
  tool_response: { content: [{ type: "text", text: '"ok"' }] },
});
/** A worker of the client reports on its ticket. */
const report = () => run("remember", { ...ticketCall("report_progress", { lock_token: token }), agent_id: "a1" });
const edit = { tool_name: "Write", tool_input: { file_path: "src/a.ts", content: "x" } };
const patch = { tool_name: "apply_patch", tool_input: { command: "*** Add File: src/a.ts\n+x" } };

describe("while a worker of the client holds a ticket of a board, the hooks", () => {
  it.each([edit, patch])("keep whoever started it from editing: $tool_name", async (work) => {
    expect(await run("lock", work)).toEqual(NOTHING);
    await report();
    const { permissionDecision, permissionDecisionReason } = said(await run("lock", work));
    expect(permissionDecision).toBe("deny");
    expect(permissionDecisionReason).toContain(`You lead the board shop@${repo}, and specialists hold tickets of it`);
    expect(await run("lock", { ...work, agent_id: "a1" })).toEqual(NOTHING);
  });

  it("let the lead read what was done, and run the board's commands; not build", async () => {
    await report();
    expect(await run("lock", { tool_name: "Read", tool_input: { file_path: join(repo, "src/a.ts") } })).toEqual(
      NOTHING,
    );
    const shell = (command: string) => run("lock", { tool_name: "Bash", tool_input: { command } });
    expect(await shell("git show --stat 4f2a91c")).toEqual(NOTHING);
    expect(await shell("team-tracking listen --project=shop --timeout-ms=8000")).toEqual(NOTHING);
    expect(said(await shell("npm test")).permissionDecision).toBe("deny");
  });

  it("let the lead go when its lock ran out, or the ticket is given back", async () => {
    await report();
    expect(await run("lock", edit, NOW + HOUR)).toEqual(NOTHING);
    await give("task.release", { task: "EPIC-001", token }, "worker");
    expect(await run("lock", edit)).toEqual(NOTHING);
  });

  it("let a session work that holds the ticket itself", async () => {
    await report();
    await run("remember", ticketCall("report_progress", { lock_token: token }));
    expect(await run("lock", edit)).toEqual(NOTHING);
  });

  it("allow the lead's calls and add nothing to them: these tools take no session", async () => {
    await report();
    const answer = said(await run("identify", ticketCall("post_message", { body: "b" })));
    expect(answer.permissionDecision).toBe("allow");
    expect(answer.updatedInput).toBeUndefined();
  });

  it("tell a new session how to go on with the board", async () => {
    const { additionalContext } = said(await run("begin", {}));
    expect(additionalContext).toContain(`- shop@${repo}: board`);
    expect(additionalContext).toContain("give its handle as project");
    expect(additionalContext).not.toContain("to beat");
  });
});
