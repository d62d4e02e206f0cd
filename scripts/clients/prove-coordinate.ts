// The coordinate team: a session without roles, an analysis that gives it some, and the work that follows from it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { board, is, type Report } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { stuckAt, workerCalls } from "./read-session.ts";
import { exchanges, ours } from "./talk.ts";
import { makeRepository, runSession, type World } from "./world.ts";

const PROMPT = "Use the skill team-coordinate to put a team together for what ISSUES.md asks for.";

export async function coordinate(world: World, _: Packs, report: Report): Promise<void> {
  const repo = makeRepository(world, "coordinate");
  const session = await runSession(world, { repo, prompt: PROMPT, name: "coordinate" });
  const stuck = () => stuckAt(session);
  const calls = exchanges(session.exchanges.findLast(({ worker }) => worker === undefined)?.turns ?? []);
  const looked = calls.some(
    ({ input, text }) => JSON.stringify(input).includes("session list") && ours(text)?.ok !== false,
  );
  const first = calls.findIndex(({ input }) => JSON.stringify(input).includes("session list"));
  const start = calls.findIndex(({ tool }) => tool.endsWith("session_start"));
  report("coordinate: looks for a session that goes on, first", is(looked && first < start, stuck));
  const asked = calls.some(({ text }) => ours(text)?.result?.["next"] === "plan");
  report("coordinate: a beat asks for the plan", is(asked, stuck));
  report(
    "coordinate: the coordinator may write the analysis",
    is(existsSync(join(repo, ".teamwright/analysis.yaml")), stuck),
  );
  const planned = calls.some(({ input, text }) => input["op"] === "session.plan" && ours(text)?.ok);
  report("coordinate: the analysis is taken", is(planned, stuck));
  const rows = board(repo);
  const roles = new Set(rows.map(({ role }) => role));
  const completed = workerCalls(session).filter((call) => call === "task_complete").length;
  report(
    "coordinate: workers of the new roles do the tasks",
    is(
      roles.size >= 3 && completed === rows.length,
      () => `${completed} of ${rows.length} by ${[...roles].join(", ")}. ${stuck()}`,
    ),
  );
  const open = rows.filter(({ status }) => status !== "done");
  report(
    "coordinate: the session ends done",
    is(rows.length >= 4 && open.length === 0, () => `${open.length} of ${rows.length} open. ${stuck()}`),
  );
}
