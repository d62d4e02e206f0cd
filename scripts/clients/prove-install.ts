// Whether a client takes the packs, and offers the tools that our table says it offers.
import type { HostFacts } from "../../packages/hosts/src/capabilities/capability.ts";
import { HOSTS, serverToolName } from "../../packages/hosts/src/capabilities/hosts.ts";
import { CLIENTS } from "./clients.ts";
import { is, NONE, type Outcome, type Report, same } from "./outcome.ts";
import type { Packs } from "./packs.ts";
import { makeRepository, type Ran, runClient, runSession, type World } from "./world.ts";

/** Everything later needs it. */
export async function installs(world: World, { market, plugins }: Packs, report: Report): Promise<void> {
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
export async function offers(world: World, packs: Packs, report: Report): Promise<void> {
  const { host } = world.pinned;
  const facts: HostFacts = HOSTS[host];
  const repo = makeRepository(world, "look");
  const { exchanges: seen } = await runSession(world, {
    repo,
    prompt: "Use the skill team-issue to resolve the issue in ISSUES.md.",
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

/** What a command marks as wrong; else its last lines. */
const lastLines = ({ out }: Ran): string => {
  const lines = out.trim().split("\n");
  const marked = lines.filter((line) => /^\s*(✘|❯|error)/i.test(line));
  return (marked.length > 0 ? marked : lines).slice(-4).join(" ").slice(0, 600);
};
