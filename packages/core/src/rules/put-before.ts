import { type Draft, reject } from "../draft.ts";
import { CLOSED } from "../vocabulary.ts";

/** Lets the open tasks of the nodes `later` wait for those of `node`. Throws TASK_STATE when one of them is at work already. */
export function putBefore(draft: Draft, node: string, later: readonly string[]): void {
  const { state } = draft;
  const first = state.nodes.get(node)!;
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
    for (const id of open) wait(draft, id, first.tasks);
  }
}

function wait(draft: Draft, id: string, needs: readonly string[]): void {
  const { status, dispatch } = draft.task(id);
  if (status !== "pending" && status !== "blocked")
    throw reject("TASK_STATE", { task: id, status, allowed: ["pending", "blocked"] });
  if (dispatch)
    draft.emit("dispatch.withdrawn", { task: id, dispatch: dispatch.dispatch, reason: "it waits for more now" });
  for (const need of needs) draft.emit("task.retargeted", { task: id, from: need, to: need });
}
