// What a play makes up where its script is silent: just enough for the pipeline to go on.
import type { State, Team } from "@teamwright/core";

const ITEMS = [
  { id: "A", title: "First" },
  { id: "B", title: "Second" },
];

/** Something for each input that the pipeline needs. */
export function inventInput(team: Team, pipeline: string): Record<string, unknown> {
  return Object.fromEntries((team.pipelines[pipeline]?.input ?? []).map((name) => [name, ITEMS]));
}

/** A result that passes: a good verdict of a review, and something for each field that the task must give. */
export function inventResult(
  state: State,
  id: string,
): { summary: string; verdict?: "approved"; score?: number; data?: Record<string, unknown> } {
  const task = state.tasks.get(id)!;
  const pipelines = state.session!.team.pipelines;
  const nodes = Object.values(pipelines[state.session!.pipeline ?? ""]?.nodes ?? {});
  const isList = (field: string) => nodes.some((n) => n.for_each === `${task.node}.${field}`);
  const data = Object.fromEntries((task.output ?? []).map((field) => [field, isList(field) ? ITEMS : "x"]));
  return {
    summary: `${id} done`,
    ...(task.kind === "gate" ? { verdict: "approved" as const, score: 90 } : {}),
    ...(task.output ? { data } : {}),
  };
}
