// docs/hosts.md: what each host can do, from the table that prompts, linter and doctor read.
import type { HostFacts } from "../packages/hosts/src/capabilities/capability.ts";
import { describeHost } from "../packages/hosts/src/capabilities/describe-host.ts";
import { nameFor, serverToolName } from "../packages/hosts/src/capabilities/hosts.ts";
import { code, page, table } from "./generated-pages.ts";

const EXAMPLE = { pack: "team-issue", server: "issue", tool: "beat" };

/** The page of all hosts: one table to compare them, then each with its tools. */
export function hostsPage(hosts: Readonly<Record<string, HostFacts>>): string {
  const rows = Object.entries(hosts).map(([id, facts]) => [
    code(id),
    `${facts.title} ${facts.seen}`,
    facts.spawning.depth > 1 ? `yes, ${facts.spawning.depth} deep` : "no",
    String(facts.spawning.atOnce ?? "no limit met"),
    code(nameFor(facts.taskName, "EXPLORE-001")),
    code(serverToolName(facts, EXAMPLE)),
    facts.push.length === 0 ? "no" : facts.push.join(", "),
    facts.server.project.length > 0 ? "yes" : "no",
    facts.hooks ? (facts.hooks.trust ? "once trusted" : "yes") : "no",
  ]);
  return page("Hosts", "packages/hosts/src/capabilities/", [
    "What the programs that run agents can do, each on the version named, seen by running it (`npm run test:clients`). `teamwright doctor` says it for the ones on your machine, and what to switch on.",
    table(
      [
        "host",
        "seen on",
        "workers start workers",
        "workers at once",
        "name of task `EXPLORE-001`",
        "`beat` of the server `issue`",
        "woken by",
        "server knows the project",
        "our hooks run",
      ],
      rows,
    ),
    `What a coordinator and a worker are told depends on it. \`beat\` says how workers are started here: with which tool, how many at a time, under which name, with which prompt, and what tells of their end. The brief of a claim says whether a worker may start another (\`--can-spawn\`). The host is known by what its client calls itself and by its shell; \`--host\` or \`TEAMWRIGHT_HOST\` name another (${Object.keys(hosts).map(code).join(", ")}, or \`other\`). For one that is not known the words hold everywhere.`,
    "Both texts are handlebars that a project can replace: `.teamwright/prompts/orders.hbs` (`tool`, `background`, `at_once`, `agent`, `told`, `wait`, `least`, `most`, `our_wait`, `beat`, `watch`, `gone`) and `.teamwright/prompts/spawn.hbs` (`session`, `task`, `role`, `owner`, `dispatch`, `claim`). A name that does not exist is refused before the beat.",
    ...Object.values(hosts).map(hostPart),
  ]);
}

function hostPart(facts: HostFacts): string {
  const { can, cannot } = describeHost(facts);
  const { offered, removed } = facts;
  const parts = [
    `## ${facts.title} ${facts.seen}`,
    [...can.map((text) => `- can ${text}`), ...cannot.map((text) => `- cannot ${text}`)].join("\n"),
    facts.advice.map(({ say }) => say).join(" "),
    `Known by the client name ${code(facts.signs.client)} in MCP, and in its shell by the variable ${code(facts.signs.environment)}.`,
    `Tools of its own, with nobody at hand: ${offered.session.map(code).join(" ")}.`,
    `A worker has: ${offered.worker.map(code).join(" ")}.`,
  ];
  if (removed.length > 0)
    parts.push(
      table(
        ["gone", "since", "instead"],
        removed.map(({ tool, since, instead }) => [code(tool), since ?? "before all we saw", instead]),
      ),
    );
  return parts.join("\n\n");
}
