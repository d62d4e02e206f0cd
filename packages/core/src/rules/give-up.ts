import type { Draft } from "../draft.ts";
import { CLOSED } from "../vocabulary.ts";

/** Fails a task and cancels all that can never run without it. */
export function giveUp(draft: Draft, id: string, reason: string): void {
  draft.emit("task.failed", { task: id, reason });
  cancelDependents(draft, id, `${id} failed`);
}

/** Cancels everything open behind a task that will never be done. */
export function cancelDependents(draft: Draft, id: string, reason: string): void {
  const queue = [...draft.state.index.dependentsOf(id)];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const task = draft.state.tasks.get(next);
    if (!task || CLOSED.has(task.status)) continue;
    draft.emit("task.cancelled", { task: next, reason: `needs what cannot be done: ${reason}` });
    queue.push(...draft.state.index.dependentsOf(next));
  }
}
