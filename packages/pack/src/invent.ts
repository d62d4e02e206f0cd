// What a play makes up where its script is silent: just enough for the pipeline to go on.
import { type Condition, factsOf, holds, type Node, type State, type Team } from "@teamwright/core";

const ITEMS = [
  { id: "A", title: "First" },
  { id: "B", title: "Second" },
];

/** Something for each input that the pipeline needs. */
export function inventInput(team: Team, pipeline: string): Record<string, unknown> {
  const names = team.pipelines[pipeline]?.input ?? [];
  return Object.fromEntries(names.map((name) => [name, team.inputs[name]?.one_of?.[0] ?? ITEMS]));
}

/** A value of `field` with which its part of the condition holds, of those that conditions are usually about. */
function passing(until: Condition, field: string): unknown {
  const parts = "all" in until ? until.all : "any" in until ? until.any : [until];
  const own = parts.filter((part) => factsOf(part).includes(`data.${field}`));
  const values = own.flatMap((part) => ("fact" in part ? [part.eq, part.gte, part.lte, ...(part.in ?? [])] : []));
  const candidates = [...values, 100, 1, 0, true, false, "x", []];
  return candidates.find((value) => own.every((part) => holds(part, { data: { [field]: value } }))) ?? "x";
}

/** What a task reports when all goes well: a good verdict of a review, and something for each field that it must give. */
export interface Invented {
  verdict?: "approved";
  score?: number;
  data?: Record<string, unknown>;
}

/** For each node of a pipeline, what its tasks report when all goes well. */
export function inventResults(team: Team, pipeline: string): Record<string, Invented> {
  const nodes = team.pipelines[pipeline]?.nodes ?? {};
  const names = Object.keys(nodes);
  return Object.fromEntries(names.map((name) => [name, invent(nodes, name, { gate: false, ...nodes[name] })]));
}

/** The same for one task of a session. */
export function inventResult(state: State, id: string): Invented & { summary: string } {
  const { node = "", kind, output } = state.tasks.get(id)!;
  const { team, pipeline } = state.session!;
  const nodes = team.pipelines[pipeline ?? ""]?.nodes ?? {};
  return { summary: `${id} done`, ...invent(nodes, node, { gate: kind === "gate", output }) };
}

function invent(
  nodes: Readonly<Record<string, Node>>,
  name: string,
  { gate, output }: { gate: unknown; output?: readonly string[] | undefined },
): Invented {
  const isList = (field: string) => Object.values(nodes).some((n) => n.for_each === `${name}.${field}`);
  const until = nodes[name]?.gate?.until;
  const value = (field: string) => (isList(field) ? ITEMS : until ? passing(until, field) : "x");
  return {
    ...(gate ? { verdict: "approved" as const, score: 90 } : {}),
    ...(output ? { data: Object.fromEntries(output.map((field) => [field, value(field)])) } : {}),
  };
}
