// A client that is killed in the middle of the work, and what brings it to its end.
import { HOSTS } from "../../packages/hosts/src/capabilities/hosts.ts";
import { board, is, NO_HOOKS, type Report } from "./outcome.ts";
import { PROMPT } from "./prove-issue.ts";
import { stuckAt } from "./read-session.ts";
import { makeRepository, runSession, type World } from "./world.ts";

const AGAIN = "Use the skill team-issue and go on with the team's work: the client was killed, its worker is dead.";

/** The client is killed after a worker's checkpoint; a new session of it brings the work to its end. */
export async function resumes(world: World, _: unknown, report: Report): Promise<void> {
  const facts = HOSTS[world.pinned.host];
  const repo = makeRepository(world, "resume");
  const killed = await runSession(world, { repo, prompt: PROMPT, mischief: { hangs: true }, name: "killed" });
  const before = board(repo);
  const again = await runSession(world, { repo, prompt: AGAIN, name: "again" });
  const first = again.exchanges[0];
  const told = JSON.stringify(first?.turns ?? []).includes("Team sessions of this project that are not over");
  report(
    "a hook tells a new session of the team",
    facts.hooks === null ? NO_HOOKS : is(told, () => "nothing was said"),
  );
  const rows = board(repo);
  const recovered = /"recovered_checkpoint\\*":\{/.test(
    JSON.stringify(again.exchanges.map(({ turns }) => turns)).replaceAll("\\", ""),
  );
  const good =
    killed.code !== 0 &&
    before.some(({ status }) => status === "claimed") &&
    rows.length >= 4 &&
    rows.every(({ status }) => status === "done");
  report(
    "goes on after it was killed",
    is(
      good && recovered,
      () =>
        `killed with ${killed.code}, then ${rows.filter(({ status }) => status === "done").length} of ${rows.length} done, checkpoint ${recovered ? "" : "not "}recovered. ${stuckAt(again)}`,
    ),
  );
}
