// What gates judge and what they let pass, told once more from the pipeline alone: the model that the kernel is held against.
import { needsOf, nodesBefore, type State, type Task } from "@teamwright/core";

const GONE = new Set(["failed", "skipped", "cancelled"]);

/** The first thing wrong about gates and the task that was just claimed, if any. */
export function wrongAtGates(state: State, task: Readonly<Task>): string | undefined {
  const nodes = state.session!.team.pipelines[state.session!.pipeline ?? ""]?.nodes ?? {};
  if (task.node === undefined || !nodes[task.node]) return undefined;
  return judgesOther(state, task) ?? passesUnseen(state, task);
}

const nodesOf = (state: State) => state.session!.team.pipelines[state.session!.pipeline!]!.nodes;
const tasksOf = (state: State, node: string): Readonly<Task>[] =>
  (state.nodes.get(node)?.tasks ?? []).flatMap((id) => state.tasks.get(id) ?? []);
const subjectOf = (task: Readonly<Task>): string[] => task.revises ?? task.judges ?? task.needs;

/** A gate judges work, of the nodes it names; of others only where those had none when it was made. */
function judgesOther(state: State, gate: Readonly<Task>): string | undefined {
  const nodes = nodesOf(state);
  const isWork = (node: string) => !nodes[node]!.gate && !nodes[node]!.ask;
  if (gate.kind !== "gate" || ![...nodesBefore(nodes, gate.node!)].some(isWork)) return undefined;
  const named = (node: string): string[] => needsOf(nodes[node]!).flatMap((n) => (isWork(n) ? [n] : named(n)));
  const names = named(gate.node!);
  const made = Math.min(...tasksOf(state, gate.node!).map((task) => task.seq));
  const subject = subjectOf(gate).map((id) => state.tasks.get(id)!);
  if (subject.length === 0) return names.some((n) => tasksOf(state, n).some((t) => t.seq < made)) ? `${gate.id} judges nothing` : undefined; // prettier-ignore
  const odd = subject.find((task) => task.kind !== "work");
  if (odd) return `${gate.id} judges ${odd.id}, which is no work`;
  const nodeOf = (task: Readonly<Task>) => task.node ?? state.tasks.get(task.revises?.[0] ?? "")?.node ?? "";
  const other = subject.find((task) => !names.includes(nodeOf(task)));
  const own = names.flatMap((n) => tasksOf(state, n)).find((task) => task.seq < made);
  return other && own ? `${gate.id} judges ${other.id} and names ${own.node}` : undefined;
}

/** Before a task is claimed, every gate before it that judges all revisions has judged every one of its work that a gate before the task asked for. */
function passesUnseen(state: State, task: Readonly<Task>): string | undefined {
  const nodes = nodesOf(state);
  const before = nodesBefore(nodes, task.node!);
  const revisions = [...state.tasks.values()].filter(
    (one) =>
      one.kind === "work" &&
      one.node === undefined &&
      one.revises !== undefined &&
      before.has(state.tasks.get(one.needs[0]!)?.node ?? "") &&
      !GONE.has(one.status),
  );
  if (revisions.length === 0 || task.revises) return undefined;
  for (const name of before) {
    if (!nodes[name]!.gate || nodes[name]!.gate.again === "own") continue;
    const item = nodes[task.node!]!.follows === undefined ? undefined : task.item;
    const reviews = tasksOf(state, name).filter((one) => item === undefined || one.item === item);
    const seen = new Set(reviews.filter((one) => one.status === "done").map((one) => one.id));
    for (const id of seen) for (const need of state.tasks.get(id)?.needs ?? []) seen.add(need);
    const work = new Set(reviews.flatMap(subjectOf));
    const unseen = revisions.find((one) => !seen.has(one.id) && one.revises!.some((id) => work.has(id)));
    if (unseen && !reviews.some((one) => one.status === "skipped")) return `${task.id} goes past ${name}, which has not judged ${unseen.id}`; // prettier-ignore
  }
  return undefined;
}
