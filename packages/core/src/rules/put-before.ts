import { type Draft, reject } from "../draft.ts";
import { CLOSED } from "../vocabulary.ts";
import { waitFor } from "./wait-for.ts";

/** Lets the open tasks of the nodes `later` wait for those of `node`. Throws TASK_STATE when one of them is at work already, TASK_NEEDS_CYCLE when those would wait for it. */
export function putBefore(draft: Draft, node: string, later: readonly string[]): void {
  const { state } = draft;
  const first = state.nodes.get(node)!;
  const before = openBefore(draft, first.tasks);
  for (const name of later) {
    const { expanded, tasks } = state.nodes.get(name)!;
    // What is made later is made behind the new node anyway.
    if (!expanded) continue;
    if (!first.expanded)
      throw reject(
        "TASK_NOT_READY",
        { task: name, waiting_for: [node] },
        { message: `${name} has its tasks, and it is not known yet which ${node} will have.` },
      );
    const open = tasks.filter((id) => !state.forgotten.has(id) && !CLOSED.has(draft.task(id).status));
    if (open.length === 0) throw reject("TASK_CLOSED", { task: tasks.at(-1) ?? name, status: "done" });
    for (const id of open) {
      // Tasks may wait for more than their nodes do.
      if (before.has(id)) throw reject("TASK_NEEDS_CYCLE", { cycle: [id, ...first.tasks.slice(0, 20), id] });
      const { status } = draft.task(id);
      if (status !== "pending" && status !== "blocked")
        throw reject("TASK_STATE", { task: id, status, allowed: ["pending", "blocked"] });
      waitFor(draft, id, first.tasks);
    }
  }
}

/** Open tasks that stand before any of `ids`. */
function openBefore({ state }: Draft, ids: readonly string[]): Set<string> {
  const found = new Set<string>();
  const look = [...ids];
  for (let id = look.pop(); id !== undefined; id = look.pop())
    for (const need of state.tasks.get(id)?.needs ?? [])
      if (state.index.open.has(need) && !found.has(need)) {
        found.add(need);
        look.push(need);
      }
  return found;
}
