// What a gate judges: the work that its node names. Gates and questions make nothing themselves; what they stand before counts.
import type { State } from "../state/state.ts";
import type { Task } from "../state/task.ts";
import { needsOf, type Node, nodesBefore } from "../team.ts";

/** The first version of all that a gate's task judges, the same in each of its rounds. Before `judges` was recorded, it was all it needed. */
export const judgedBy = ({ revises, judges, needs }: Pick<Task, "revises" | "judges" | "needs">): string[] =>
  revises ?? judges ?? needs;

/**
 * What a new task of the gate `node`, with these needs, judges: the work of the nodes it names that were made. What stands for
 * a node that was left out counts only where nothing else was made.
 */
export function workToJudge(state: State, node: Node, needs: readonly string[]): string[] {
  const names = needsOf(node);
  const ofNodes = needs.filter((id) => nodeOf(state, id) !== undefined);
  const work = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => workBehind(state, id)))];
  const named = work(ofNodes.filter((id) => names.includes(nodeOf(state, id)!)));
  return named.length > 0 ? named : work(ofNodes);
}

/** The node whose work a task is; of a revision that of what it revises, of a specialist none. */
function nodeOf({ tasks }: State, id: string): string | undefined {
  const task = tasks.get(id);
  return task?.node ?? tasks.get(task?.revises?.[0] ?? "")?.node;
}

function workBehind(state: State, id: string): string[] {
  const task = state.tasks.get(id);
  if (!task || task.kind === "work") return [id];
  return task.kind === "gate" ? judgedBy(task) : task.needs.flatMap((need) => workBehind(state, need));
}

/** The nodes whose work the node `name` is about, through gates and questions. */
export function worksBefore(nodes: Record<string, Node>, name: string): string[] {
  return needsOf(nodes[name]!).flatMap((need) => (makesWork(nodes[need]!) ? [need] : worksBefore(nodes, need)));
}

/** Whether work is declared before the node `name`, near or far. */
export const hasWorkBefore = (nodes: Record<string, Node>, name: string): boolean =>
  [...nodesBefore(nodes, name)].some((before) => makesWork(nodes[before]!));

const makesWork = ({ gate, ask }: Node): boolean => !gate && !ask;
