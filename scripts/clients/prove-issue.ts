// The issue team, played from the skill to the last task: what the client's agents did with our server, and what our hooks stopped.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HOSTS, packAgentName, serverToolName } from "../../packages/hosts/src/capabilities/hosts.ts";
import { TOOLS } from "../../packages/mcp/src/tools.ts";
import { MEDDLED } from "./mischief.ts";
import { board, is, NO_HOOKS, NONE, type Report } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { stuckAt, textOf, workerCalls } from "./read-session.ts";
import { exchanges, ours } from "./talk.ts";
import { makeRepository, runSession, type World } from "./world.ts";

export const PROMPT = "Use the skill team-issue to resolve the issue in ISSUES.md.";

export async function issue(world: World, { plugins }: Packs, report: Report): Promise<void> {
  const { host } = world.pinned;
  const facts = HOSTS[host];
  const repo = makeRepository(world, "work");
  const hooks = facts.hooks !== null;
  const session = await runSession(world, {
    repo,
    prompt: PROMPT,
    mischief: hooks ? { meddles: true, slips: true } : {},
    name: "work",
  });
  const stuck = stuckAt(session);
  const main = session.exchanges.filter(({ worker }) => worker === undefined).at(-1);
  const calls = exchanges(main?.turns ?? []);
  const { server } = plugins.find(({ name }) => name === "team-issue")!;
  const named = (tool: string) => serverToolName(facts, { pack: "team-issue", server, tool });
  const said = JSON.stringify(session.exchanges);
  // A plain worker takes the server that it finds first: all of ours do the same.
  const names = (tool: string) =>
    plugins.map(({ name: pack, server: key }) => serverToolName(facts, { pack, server: key, tool }));
  const isSeen = (name: string) => said.includes(`${name}"`) || said.includes(`${name}\\n`);
  const absent = TOOLS.all.map(({ name }) => name).filter((tool) => !names(tool).some(isSeen));
  report(
    "names our server's tools as our table says",
    is(absent.length === 0, () => `not offered: ${absent.map(named).join(", ")}`),
  );
  report(
    "loads the skill",
    is(/^## Beat$/m.test(textOf(session)), () => stuck),
  );
  report(
    "starts the team on a repository",
    is(
      calls.some(({ tool, text }) => tool === named("session_start") && ours(text)?.ok),
      () => stuck,
    ),
  );
  const agent = packAgentName(facts, { pack: "team-issue", agent: "issue-worker" });
  const spawns = calls.filter(({ tool }) => tool === facts.tools.spawn);
  const strangers = spawns.filter(({ input }) => agent !== null && !Object.values(input).includes(agent));
  report(
    "starts a worker for each task",
    is(spawns.length >= 4, () => `${spawns.length} workers. ${stuck}`),
  );
  const alien = `${strangers.length} of ${spawns.length} under another name`;
  report(
    "starts the pack's own worker",
    agent === null ? NONE("starts plain workers only") : is(strangers.length === 0 && spawns.length > 0, () => alien),
  );
  const rows = board(repo);
  const proofs = workerCalls(session);
  for (const [check, command] of [
    ["its workers claim", "task.claim"],
    ["its workers leave checkpoints", "task.checkpoint"],
    ["its workers complete", "task_complete"],
  ] as const) {
    const done = proofs.filter((call) => call === command).length;
    report(
      check,
      is(done === rows.length && rows.length >= 4, () => `${done} of ${rows.length} tasks. ${stuck}`),
    );
  }
  const beats = calls.filter(({ tool, text }) => tool === named("beat") && ours(text)?.ok).length;
  report(
    "its coordinator beats until the end",
    is(beats >= 5, () => `${beats} beats. ${stuck}`),
  );
  const open = rows.filter(({ status }) => status !== "done");
  report(
    "the board ends done",
    is(rows.length >= 4 && open.length === 0, () => `${open.length} of ${rows.length} open. ${stuck}`),
  );
  const hook = (check: string, good: boolean, wrong: () => string) => report(check, hooks ? is(good, wrong) : NO_HOOKS);
  const meddled = [MEDDLED, `${MEDDLED}.built`].filter((file) => existsSync(join(repo, file)));
  const tried = calls.filter(({ input }) => JSON.stringify(input).includes(MEDDLED));
  hook(
    "a hook keeps the coordinator from editing and building",
    tried.length === 2 && meddled.length === 0 && tried.every(({ text }) => text?.includes("You coordinate")),
    () => `tried ${tried.length}, done ${meddled.join(", ")}`,
  );
  const slip = session.exchanges
    .flatMap(({ turns }) => exchanges(turns))
    .find(({ input }) => input["commit"] !== undefined && input["token"] === undefined);
  hook(
    "a hook says for an agent who calls",
    ours(slip?.text)?.ok === true,
    () => slip?.text?.slice(0, 200) ?? "no such call",
  );
  hook(
    "a hook sends a worker back that stops with a task in hand",
    textOf(session).includes("You still hold"),
    () => "it was let go",
  );
}
