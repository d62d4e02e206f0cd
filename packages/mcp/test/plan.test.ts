// A team made by an analysis, through tools alone.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { overStdio } from "./clients.ts";

const bundled = [fileURLToPath(new URL("../../../skills", import.meta.url))];
const seat = (prefix: string) => ({ prefix, summary: "s", capabilities: ["c"], work: "w", validate: "v" });
const ANALYSIS = { roles: { scout: seat("SCOUT") }, tasks: { look: { role: "scout" } } };
const MORE = { roles: { smith: seat("SMITH") }, tasks: { forge: { role: "smith", needs: ["look"] } } };

it("is asked for, given, added to, and used once more", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "teamwright-mcp-plan-"));
  const { call, close } = await overStdio("2026-07-28", { profile: "coordinator", bundled });
  const agent = "lead";
  const start = (more: object) => call("session_start", { workspace, agent, requirement: "r", ...more });
  try {
    const { result } = await start({ pack: "coordinate" });
    expect(result).toMatchObject({ unplanned: true, plan: { say: "task_set with op session.plan" } });
    const at = { session: result.handle, agent };
    expect((await call("beat", at)).result.next).toBe("plan");
    const plan = (analysis: object) => call("task_set", { ...at, op: "session.plan", analysis });
    expect((await plan({ ...ANALYSIS, tasks: { look: { role: "nobody" } } })).error.code).toBe("ROLE_UNKNOWN");
    expect((await plan(ANALYSIS)).result).toMatchObject({ added: { look: ["SCOUT-001"] } });
    expect((await plan(MORE)).result).toMatchObject({ added: { forge: ["SMITH-001"] }, roles_left: 4 });
    expect((await start({ team_of: result.session })).result).toMatchObject({
      unplanned: false,
      counts: { pending: 2 },
    });

    expect((await start({ pack: "coordinate", analysis: ANALYSIS })).result).toMatchObject({ ready: 1 });
    const bad = await start({ pack: "coordinate", analysis: { ...ANALYSIS, tasks: {} } });
    expect(bad.error).toMatchObject({ code: "ANALYSIS_INVALID", data: { issues: [{ code: "TASKS_NONE" }] } });
    expect((await start({ team_of: "TC-none" })).error.code).toBe("SESSION_NOT_FOUND");
  } finally {
    await close();
    await rm(workspace, { recursive: true, force: true });
  }
});
