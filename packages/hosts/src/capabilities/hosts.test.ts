import { describe, expect, it } from "vitest";
import { HOSTS, nameFor, packAgentName, removedFrom, serverToolName } from "./hosts.ts";

describe("what is computed from a host's facts", () => {
  it("maps a task's id to a name that the host takes", () => {
    const names = Object.values(HOSTS).map(({ taskName }) => nameFor(taskName, "SOLVE-fix-012"));
    expect(names).toEqual(["SOLVE-fix-012", "solve_fix_012", "solve-fix-012", "solve-fix-012"]);
    for (const { taskName } of Object.values(HOSTS))
      for (const id of ["EXPLORE-001", "a b/c:d", "É-1", "X".repeat(200)])
        expect(nameFor(taskName, id), id).toMatch(new RegExp(`^(?:${taskName.pattern})$`));
  });

  it("names a tool of a pack's server as each model sees it, short enough for all", () => {
    const at = { pack: "team-issue", server: "board", tool: "session_start" };
    const names = Object.values(HOSTS).map((facts) => serverToolName(facts, at));
    expect(names).toEqual([
      "mcp__plugin_team-issue_board__session_start",
      "mcp__board.session_start",
      "mcp_board_session_start",
      "board-session_start",
    ]);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(64);
  });

  it("names a pack's agent, or says that there are none", () => {
    const at = { pack: "team-issue", agent: "team-worker" };
    expect(packAgentName(HOSTS.claude, at)).toBe("team-issue:team-worker");
    expect(packAgentName(HOSTS.codex, at)).toBeNull();
  });

  it("knows which tools are gone, and from which version on", () => {
    expect(removedFrom("TeamCreate")).toMatchObject([{ host: "claude", since: "2.1.178" }]);
    expect(removedFrom("TeamCreate", { claude: "2.1.177" })).toEqual([]);
    expect(removedFrom("TeamCreate", { claude: "2.1.178" })).toHaveLength(1);
    expect(removedFrom("close_agent", { codex: "0.1.0" })).toHaveLength(1);
    expect(removedFrom("Bash")).toEqual([]);
  });

  it("offers every tool that it names for an action, and none that is gone", () => {
    for (const { title, tools, offered, removed } of Object.values(HOSTS)) {
      for (const tool of Object.values(tools)) expect(offered.session, title).toContain(tool);
      for (const { tool } of removed) expect(offered.session, title).not.toContain(tool);
      expect(offered.session).toEqual([...offered.session].toSorted());
      expect(offered.worker).toEqual([...offered.worker].toSorted());
    }
  });
});
