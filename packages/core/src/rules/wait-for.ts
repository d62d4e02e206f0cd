import type { Draft } from "../draft.ts";

/** Lets an open task wait for more. A question that a person was asked about it is put again when its time has come. */
export function waitFor(draft: Draft, id: string, needs: readonly string[]): void {
  const { dispatch, ask, status } = draft.task(id);
  if (dispatch)
    draft.emit("dispatch.withdrawn", { task: id, dispatch: dispatch.dispatch, reason: "it waits for more now" });
  for (const need of needs) draft.emit("task.retargeted", { task: id, from: need, to: need });
  const { cause } = draft.state.asks.get(ask ?? "") ?? {};
  if (!ask || (cause !== "gate" && cause !== "pipeline") || (status !== "review" && status !== "blocked")) return;
  draft.emit("ask.answered", { id: ask, option: "withdrawn", effect: "return" });
  draft.emit("task.returned", { task: id });
}
