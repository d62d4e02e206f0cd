// The plays that every pipeline must survive: all goes well, each review rejects until its rounds are used up, a worker of each role dies.
import type { Node, Team } from "@teamwright/core";
import { PlayScript } from "./play-script.ts";

/** For one pipeline. Throws nothing; an unknown pipeline has none. */
export function autoPlays(team: Team, pipeline: string): PlayScript[] {
  const nodes = Object.entries(team.pipelines[pipeline]?.nodes ?? {});
  const play = (name: string, more: object = {}) => PlayScript.parse({ name, pipeline, ...more });
  const prefixOf = (node: (typeof nodes)[number][1]) => node.prefix ?? team.roles[node.role ?? ""]?.prefixes[0];
  const gates = nodes.filter(([, node]) => node.gate);
  const critiques = nodes.filter(([, node]) => node.discuss);
  const workers = nodes.flatMap(([, node]) => (node.role && prefixOf(node) ? [prefixOf(node)!] : []));
  return [
    play("all goes well", { expect: { status: "done" } }),
    ...gates.map(([name, node]) =>
      play(`${name} rejects to the end`, {
        work: { [name]: { verdict: "rejected", score: 0 } },
        answers: { gate: answersOf(node.gate!) },
        expect: { status: "done" },
      }),
    ),
    ...critiques.map(([name]) =>
      play(`${name} finds no consensus at first`, {
        work: { [name]: [{ discuss: "HIGH" }, {}] },
        answers: { discuss: "revise" },
        expect: { status: "done" },
      }),
    ),
    ...[...new Set(workers)].map((prefix) =>
      play(`a worker of ${prefix} dies`, { work: { [prefix]: ["crash", {}] }, expect: { status: "done" } }),
    ),
  ];
}

/** What a person says to a gate that rejects to the end: one more round as long as there is one, then on. */
function answersOf({ ask, max_rounds }: NonNullable<Node["gate"]>): string | string[] {
  if (!ask) return "proceed";
  const again = ask.options ? ask.options.find((o) => o.effect === "revise")?.id : "again";
  const on = ask.options ? ask.options.find((o) => o.effect === "proceed")!.id : "go";
  return [...(again ? Array.from({ length: max_rounds }, () => again) : []), on];
}
