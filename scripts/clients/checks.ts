// What is proven of each client. A check is a sentence and a look at what was recorded; a client that cannot do a thing says so by its capabilities.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { HostFacts } from "../../packages/hosts/src/capabilities/capability.ts";
import { HOSTS, packAgentName, serverToolName } from "../../packages/hosts/src/capabilities/hosts.ts";
import { TOOLS } from "../../packages/mcp/src/tools.ts";
import { CLIENTS } from "./clients.ts";
import { MEDDLED } from "./model.ts";
import { type Packs, teamwright } from "./packs.ts";
import { stuckAt, textOf, workerCalls } from "./read-session.ts";
import { exchanges, ours } from "./talk.ts";
import { makeRepository, type Ran, runClient, runSession, type World } from "./world.ts";

export type Outcome = { passed: true } | { failed: string } | { cannot: string };
export type Report = (check: string, outcome: Outcome) => void;

const PROMPT = "Use the skill team-issue to resolve the issue in ISSUES.md.";
const AGAIN = "Use the skill team-issue and go on with the team's work: the client was killed, its worker is dead.";
const NONE = (what: string): Outcome => ({ cannot: what });

type Row = Record<string, unknown>;

/** All checks of one client, in order. What comes later builds on what came before. */
export async function proveClient(world: World, packs: Packs, report: Report): Promise<void> {
  await installs(world, packs, report);
  await offers(world, packs, report);
  await works(world, packs, report);
  await resumes(world, report);
}

async function installs(world: World, { market, plugins }: Packs, report: Report): Promise<void> {
  const client = CLIENTS[world.pinned.host];
  const all = async (commands: readonly (readonly string[])[]): Promise<Outcome> => {
    for (const words of commands) {
      const ran = await runClient(world, words);
      if (ran.code !== 0) return { failed: `${words.join(" ")}: ${lastLines(ran)}` };
    }
    return commands.length === 0 ? NONE("has no command for it") : { passed: true };
  };
  report(
    "accepts the packs in its own check",
    await all(
      client.validate(
        plugins.map(({ folder }) => folder),
        market,
      ),
    ),
  );
  report("adds the marketplace", await all(client.addMarket(market)));
  report("installs the packs", await all(plugins.flatMap((plugin) => client.install(plugin, market))));
  const listed = await runClient(world, HOSTS[world.pinned.host].listPacks);
  const missing = plugins.filter(({ name }) => !listed.out.includes(`"${name}`));
  report(
    "lists the packs",
    is(missing.length === 0, () => `missing: ${missing.map(({ name }) => name).join(", ")}`),
  );
}

/** One session in which nothing is done but to look at what is offered, to the session and to one worker. */
async function offers(world: World, packs: Packs, report: Report): Promise<void> {
  const { host } = world.pinned;
  const facts: HostFacts = HOSTS[host];
  const repo = makeRepository(world, "look");
  const { exchanges: seen } = await runSession(world, {
    repo,
    prompt: PROMPT,
    mischief: { looks: true },
    allTools: true,
    name: "look",
  });
  const prefixes = packs.plugins.map(({ name, server }) => serverToolName(facts, { pack: name, server, tool: "" }));
  const isServers = (tool: string) => prefixes.some((prefix) => tool.startsWith(prefix));
  for (const who of ["session", "worker"] as const) {
    const of = seen.filter(({ worker }) => (worker === undefined) === (who === "session"));
    const own = (of.at(-1)?.tools ?? []).filter((tool) => !isServers(tool) && !facts.passing?.includes(tool));
    report(`offers its ${who} the tools of our table`, same(own, facts.offered[who]));
  }
}

async function works(world: World, { plugins }: Packs, report: Report): Promise<void> {
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
  const hook = (check: string, good: boolean, wrong: () => string) =>
    report(check, hooks ? is(good, wrong) : NONE("runs none of our hooks"));
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

/** The client is killed after a worker's checkpoint; a new session of it brings the work to its end. */
async function resumes(world: World, report: Report): Promise<void> {
  const facts = HOSTS[world.pinned.host];
  const repo = makeRepository(world, "resume");
  const killed = await runSession(world, { repo, prompt: PROMPT, mischief: { hangs: true }, name: "killed" });
  const before = board(repo);
  const again = await runSession(world, { repo, prompt: AGAIN, name: "again" });
  const first = again.exchanges[0];
  const told = JSON.stringify(first?.turns ?? []).includes("Team sessions of this project that are not over");
  report(
    "a hook tells a new session of the team",
    facts.hooks === null ? NONE("runs none of our hooks") : is(told, () => "nothing was said"),
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

/** The tasks of the one team in a repository, as its log has them. */
function board(repo: string): Row[] {
  try {
    return teamwright(["task", "list"], repo).result["tasks"] as Row[];
  } catch {
    return [];
  }
}

const is = (good: boolean | undefined, wrong: () => string): Outcome => (good ? { passed: true } : { failed: wrong() });

const same = (seen: readonly string[], table: readonly string[]): Outcome => {
  const gone = table.filter((tool) => !seen.includes(tool));
  const added = seen.filter((tool) => !table.includes(tool));
  return is(
    gone.length + added.length === 0,
    () =>
      `${gone
        .map((tool) => `gone: ${tool}`)
        .concat(added.map((tool) => `new: ${tool}`))
        .join(", ")}`,
  );
};

/** What a command marks as wrong; else its last lines. */
const lastLines = ({ out }: Ran): string => {
  const lines = out.trim().split("\n");
  const marked = lines.filter((line) => /^\s*(✘|❯|error)/i.test(line));
  return (marked.length > 0 ? marked : lines).slice(-4).join(" ").slice(0, 600);
};
