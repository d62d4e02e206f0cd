// What a play makes up where its script is silent: just enough for the pipeline to go on.
import { type Condition, factsOf, holds, type State, type Team } from "@teamwright/core";

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

/** A result that passes: a good verdict of a review, and something for each field that the task must give. */
export function inventResult(
  state: State,
  id: string,
): { summary: string; verdict?: "approved"; score?: number; data?: Record<string, unknown> } {
  const task = state.tasks.get(id)!;
  const pipelines = state.session!.team.pipelines;
  const nodes = pipelines[state.session!.pipeline ?? ""]?.nodes ?? {};
  const isList = (field: string) => Object.values(nodes).some((n) => n.for_each === `${task.node}.${field}`);
  const until = nodes[task.node ?? ""]?.gate?.until;
  const data = Object.fromEntries(
    (task.output ?? []).map((field) => [field, isList(field) ? ITEMS : until ? passing(until, field) : "x"]),
  );
  return {
    summary: `${id} done`,
    ...(task.kind === "gate" ? { verdict: "approved" as const, score: 90 } : {}),
    ...(task.output ? { data } : {}),
  };
}
