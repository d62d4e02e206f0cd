// What a pipeline can look at when it decides whether and how often a node is made.
import type { Draft } from "../draft.ts";
import { SATISFIED } from "../vocabulary.ts";

/** The facts a pipeline can look at: the input, and the result data of each node's last task over that of what it revises. */
export function facts({ session, state }: Draft): Record<string, unknown> {
  const out: Record<string, unknown> = { input: session.input };
  for (const { id, tasks } of state.nodes.values()) {
    const last = state.tasks.get(tasks.at(-1) ?? "");
    const line = last ? [...(last.revises ?? []).filter((t) => tasks.includes(t)).flatMap((t) => state.tasks.get(t) ?? []), last] : []; // prettier-ignore
    if (last) out[id] = Object.assign({}, ...line.map((task) => task.result?.data));
  }
  return out;
}

/** Whether nothing of a node is open or given up. */
export const nodeDone = ({ state }: Draft, name: string): boolean =>
  (state.nodes.get(name)?.tasks ?? []).every((id) => {
    const task = state.tasks.get(id);
    return task ? SATISFIED.has(task.status) : state.forgotten.has(id);
  });
