import type { Draft } from "../draft.ts";

/** A person has enough: what is open is skipped, what was not made yet is left out, and the session can end well. */
export function endEarly(draft: Draft, reason: string): void {
  const { state } = draft;
  for (const { id, expanded } of [...state.nodes.values()])
    if (!expanded) draft.emit("node.expanded", { node: id, tasks: [], left_out: true });
  for (const ask of [...state.asks.values()])
    if (!ask.answer) draft.emit("ask.answered", { id: ask.id, option: "withdrawn", effect: "skip" });
  for (const id of [...state.index.open]) {
    const { claim, dispatch } = draft.task(id);
    if (claim) draft.emit("claim.broken", { task: id, owner: claim.owner, reason });
    if (dispatch) draft.emit("dispatch.withdrawn", { task: id, dispatch: dispatch.dispatch });
    draft.emit("task.skipped", { task: id, reason });
  }
}
