// Whoever calls is told in the words of the program that runs it: by the name its client says, else by what the server was started with.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { overStdio } from "./clients.ts";

const bundled = [fileURLToPath(new URL("../../../skills", import.meta.url))];
const ISSUE = "# GH-1 The login is slow\n\nMeasure it.\n";

async function firstBeat(era: "2025-11-25" | "2026-07-28", name: string, options: object = {}) {
  const workspace = await mkdtemp(join(tmpdir(), "teamwright-words-"));
  const client = await overStdio(era, { profile: "all", bundled, ...options }, {}, name);
  const started = await client.call("session_start", { workspace, agent: "lead", pack: "issue", issues: ISSUE });
  const session = started.result.handle as string;
  const { result } = await client.call("beat", { session, agent: "lead" });
  const [due] = result.spawn;
  const claim = await client.call("task_claim", {
    ...{ session, agent: due.owner, op: "task.claim", task: due.task, dispatch: due.dispatch },
  });
  await client.close();
  await rm(workspace, { recursive: true, force: true });
  return { session, how: result.how as string, due, brief: claim.result.brief as string };
}

describe.each(["2025-11-25", "2026-07-28"] as const)("in the era of %s", (era) => {
  it("Codex hears of its own tools, limits and names, and its worker of no spawning", { timeout: 60_000 }, async () => {
    const { session, how, due, brief } = await firstBeat(era, "codex-mcp-client");
    expect(how).toContain("your tool `collaboration.spawn_agent`, in the background; at most 3");
    expect(how).toContain("then call the tool beat");
    expect(due).toMatchObject({ task: "EXPLORE-001", name: "explore_001", dispatch: "d1" });
    expect(due.prompt).toContain(`the tool task_claim with op task.claim: session ${session}, agent ${due.owner}`);
    expect(brief).toContain("continue, report or stop");
    expect(brief).not.toContain("can_spawn");
  });

  it("Claude Code hears that a worker may start one, where it has the tool", { timeout: 60_000 }, async () => {
    const { due, how, brief } = await firstBeat(era, "claude-code");
    expect(due).toMatchObject({ name: "EXPLORE-001" });
    expect(how).toContain("as the agent `team-issue:issue-worker` where that is listed");
    expect(brief).toContain("can_spawn true if you have `Agent`");
    expect(brief).toContain("continue, spawn, report or stop");
  });
});

it(
  "a client that nobody knows hears words that hold everywhere, or those of the host it was started by",
  { timeout: 60_000 },
  async () => {
    const stranger = await firstBeat("2025-11-25", "inspector");
    expect(stranger.how).toContain("whatever starts an agent here");
    expect(stranger.how).toContain("wait with the tool wait, then call the tool beat");
    expect(stranger.due).toMatchObject({ name: "EXPLORE-001" });
    expect(stranger.brief).toContain("continue, spawn, report or stop");
    const started = await firstBeat("2025-11-25", "inspector", { runBy: "gemini" });
    expect(started.how).toContain("your tool `invoke_agent`, all in one answer");
  },
);
