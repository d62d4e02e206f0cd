// The tracking board, played from the requirement to Done: a planner makes tickets, specialists lock them and work on them, the lead listens.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HOSTS, packAgentName } from "../../packages/hosts/src/capabilities/hosts.ts";
import { MEDDLED } from "./mischief.ts";
import { is, NO_HOOKS, NONE, type Report } from "./outcome.ts";
import { type Packs, tracking } from "./packs.ts";
import { stuckAt } from "./read-session.ts";
import { exchanges } from "./talk.ts";
import { makeRepository, runSession, type World } from "./world.ts";

const PROMPT = "Use the skill team-tracking to have what ISSUES.md wants planned and done, on the board shop.";

interface Ticket {
  ref: { id: string };
  status: string;
}

interface Event {
  type: string;
  to_status?: string;
  owner?: string;
  commit_id?: string;
  progress_summary?: string;
  kind?: string;
}

export async function tracked(world: World, _: Packs, report: Report): Promise<void> {
  const facts = HOSTS[world.pinned.host];
  const repo = makeRepository(world, "tracking");
  const mischief = facts.hooks === null ? {} : { meddles: true, asks: true };
  const session = await runSession(world, { repo, prompt: PROMPT, mischief, name: "tracking" });
  const stuck = () => stuckAt(session);
  const calls = exchanges(session.exchanges.findLast(({ worker }) => worker === undefined)?.turns ?? []);
  const said = calls.map(({ input }) => JSON.stringify(input));
  const { tickets = [] } = tracking(["status", "--project=shop", "--json"], repo) as { tickets?: Ticket[] };
  const below = tickets.filter(({ ref }) => ref.id.startsWith("SUB-")).map(({ ref }) => ref.id);
  const of = (id: string) => tracking(["events", "--project=shop", `--id=${id}`], repo) as Event[];
  const events = new Map(below.map((id) => [id, of(id)]));
  const each = (holds: (of: Event[], id: string) => boolean) =>
    below.length >= 2 && [...events].every(([id, list]) => holds(list, id));
  const seen = () => `${JSON.stringify([...events.values()].map((list) => list.map(({ type }) => type)))} ${stuck()}`;

  const kinds = ["STORY-", "TASK-", "SUB-"].filter((kind) => tickets.some(({ ref }) => ref.id.startsWith(kind)));
  report("tracking: a planner makes the tickets", is(kinds.length === 3 && below.length >= 2, stuck));
  const agent = packAgentName(facts, { pack: "team-tracking", agent: "team-tracking-planner" });
  const planner = said.find((input) => input.includes("as the planner of project"));
  report(
    "tracking: the planner is the pack's own agent",
    agent === null
      ? NONE("starts plain workers only")
      : is(planner?.includes(`"${agent}"`), () => planner?.slice(0, 200) ?? stuck()),
  );
  const checked = calls.some(
    ({ input, text }) => JSON.stringify(input).includes("check-plan") && text?.includes("dispatch_list"),
  );
  report("tracking: the board takes the planner's list", is(checked, stuck));
  const owned = each((list) =>
    list.some(({ type, owner }) => type === "lock_change" && /^[a-z-]+@dispatch-\d+$/.test(owner ?? "")),
  );
  report("tracking: specialists lock their tickets", is(owned, seen));
  const commits = each((list) =>
    list.some(({ type, commit_id }) => type === "checkpoint" && isCommit(repo, commit_id)),
  );
  report("tracking: specialists leave checkpoints that git has", is(commits, seen));
  report(
    "tracking: specialists report",
    is(
      each((list) => list.some(({ type }) => type === "progress")),
      seen,
    ),
  );
  const back = each((list) => list.some(({ type, to_status }) => type === "status_change" && to_status === "Done"));
  report("tracking: specialists give their tickets back", is(back, seen));
  const listened = calls.some(
    ({ input, text }) => JSON.stringify(input).includes("listen") && text?.includes('"to_status":"Done"'),
  );
  report("tracking: the lead hears of it by listening", is(listened, stuck));
  const looked = [...events.values()].flat().flatMap(({ commit_id }) => commit_id ?? []);
  const diffs =
    looked.length > 0 &&
    looked.every((sha) =>
      calls.some(
        ({ input, text }) => JSON.stringify(input).includes(`git show --stat ${sha}`) && text?.includes("src/area"),
      ),
    );
  report("tracking: the lead looks at each checkpoint's diff", is(diffs, stuck));
  const kindsOf = (list: Event[]) => list.flatMap(({ kind }) => kind ?? []);
  const talked = each((list) => ["question", "response", "ack"].every((kind) => kindsOf(list).includes(kind)));
  report(
    "tracking: a question finds its specialist at work, and the answer the lead",
    facts.hooks === null ? NONE("is played with workers that the lead waits for") : is(talked, seen),
  );
  const open = tickets.filter(({ status }) => status !== "Done");
  report(
    "tracking: the board ends Done",
    is(tickets.length >= 4 && open.length === 0, () => `${open.length} of ${tickets.length} open. ${stuck()}`),
  );
  const tried = calls.filter(({ input }) => JSON.stringify(input).includes(MEDDLED));
  const kept = tried.length === 1 && !existsSync(join(repo, MEDDLED)) && tried[0]!.text?.includes("You lead");
  report(
    "tracking: a hook keeps the lead from editing",
    facts.hooks === null ? NO_HOOKS : is(kept, () => `tried ${tried.length}: ${tried[0]?.text?.slice(0, 200)}`),
  );
}

const isCommit = (repo: string, sha: string | undefined): boolean =>
  sha !== undefined && spawnSync("git", ["-C", repo, "cat-file", "-e", `${sha}^{commit}`]).status === 0;
