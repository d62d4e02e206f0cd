// A client that is killed in the middle of the work, and what brings it to its end.
import { HOSTS } from "../../packages/hosts/src/capabilities/hosts.ts";
import { board, is, NO_HOOKS, type Report } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { PROMPT } from "./prove-issue.ts";
import { stuckAt } from "./read-session.ts";
import { makeRepository, runSession, type World } from "./world.ts";

const AGAIN = "Use the skill team-issue and go on with the team's work: the client was killed, its worker is dead.";
const CONTINUE = "Go on: the client was killed, its worker is dead.";

/** The client is killed after a worker's checkpoint. A new session of it brings the work to its end; so does the killed session itself, where the client goes on with it. */
export async function resumes(world: World, _: Packs, report: Report): Promise<void> {
  const facts = HOSTS[world.pinned.host];
  const anew = await killAndGoOn(world, { prompt: AGAIN, again: false, name: "anew" });
  const told = JSON.stringify(anew.session.exchanges[0]?.turns ?? []).includes(
    "Team sessions of this project that are not over",
  );
  report(
    "a hook tells a new session of the team",
    facts.hooks === null ? NO_HOOKS : is(told, () => "nothing was said"),
  );
  report("a new session goes on after it was killed", anew.outcome);
  const same = await killAndGoOn(world, { prompt: CONTINUE, again: true, name: "same" });
  const starts = same.session.exchanges[0]?.turns ?? [];
  const kept = JSON.stringify(starts).includes(PROMPT);
  report(
    "its own resume brings the killed session back",
    is(kept, () => `nothing of before is known. ${stuckAt(same.session)}`),
  );
  report("the session that it resumed goes on", same.outcome);
}

async function killAndGoOn(world: World, { prompt, again, name }: { prompt: string; again: boolean; name: string }) {
  const repo = makeRepository(world, name);
  const killed = await runSession(world, { repo, prompt: PROMPT, mischief: { hangs: true }, name: `${name}-killed` });
  const before = board(repo);
  const session = await runSession(world, { repo, prompt, again, name: `${name}-again` });
  const rows = board(repo);
  const done = rows.filter(({ status }) => status === "done").length;
  const turns = JSON.stringify(session.exchanges.map((exchange) => exchange.turns)).replaceAll("\\", "");
  const recovered = /"recovered_checkpoint":\{/.test(turns);
  const good = killed.code !== 0 && before.some(({ status }) => status === "claimed") && rows.length >= 4;
  const wrong = () =>
    `killed with ${killed.code}, then ${done} of ${rows.length} done, checkpoint ${recovered ? "" : "not "}recovered. ${stuckAt(session)}`;
  return { session, outcome: is(good && done === rows.length && recovered, wrong) };
}
