// The plays that every pipeline must survive: all goes well, each review rejects until its rounds are used up, a worker of each role dies.
import type { Team } from "@teamwright/core";
import { PlayScript } from "./play-script.ts";

/** For one pipeline. Throws nothing; an unknown pipeline has none. */
export function autoPlays(team: Team, pipeline: string): PlayScript[] {
  const nodes = Object.entries(team.pipelines[pipeline]?.nodes ?? {});
  const play = (name: string, more: object = {}) => PlayScript.parse({ name, pipeline, ...more });
  const prefixOf = (node: (typeof nodes)[number][1]) => node.prefix ?? team.roles[node.role ?? ""]?.prefixes[0];
  const gates = nodes.filter(([, node]) => node.gate);
  const workers = nodes.flatMap(([, node]) => (node.role && prefixOf(node) ? [prefixOf(node)!] : []));
  return [
    play("all goes well", { expect: { status: "done" } }),
    ...gates.map(([name, node]) =>
      play(`${name} rejects to the end`, {
        work: { [prefixOf(node)!]: { verdict: "rejected", score: 40 } },
        answers: { gate: "proceed" },
        expect: { status: "done" },
      }),
    ),
    ...[...new Set(workers)].map((prefix) =>
      play(`a worker of ${prefix} dies`, { work: { [prefix]: ["crash", {}] }, expect: { status: "done" } }),
    ),
  ];
}
