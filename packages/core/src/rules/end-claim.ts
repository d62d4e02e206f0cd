import type { Draft } from "../draft.ts";
import { openAsk, OPTIONS } from "./open-ask.ts";
import { giveUp } from "./give-up.ts";

/** After a try ended badly (the claim is gone, the task pending again): when its tries are used up, block it and ask, or fail it. */
export function afterBadTry(draft: Draft, id: string, why: string): void {
  const task = draft.task(id);
  const { team } = draft.session;
  if (task.attempts < team.limits.max_attempts) return;
  if (team.on_failure === "fail") return giveUp(draft, id, `${task.attempts} tries: ${why}`);
  draft.emit("task.blocked", { task: id, reason: why });
  draft.emit("interrupt.raised", { cause: "failure", text: why, task: id });
  openAsk(draft, {
    question: `${id} (${task.title}) ended badly ${task.attempts} times. Last: ${why}. What now?`,
    options: [...OPTIONS.failure],
    cause: "failure",
    task: id,
  });
}

/** Ends the claim of a task whose lease is over. Nothing happens to one that is still within it. */
export function expireClaim(draft: Draft, id: string): boolean {
  const task = draft.task(id);
  if (!task.claim || task.claim.lease_until > draft.now) return false;
  draft.emit("claim.expired", { task: id, owner: task.claim.owner });
  afterBadTry(draft, id, `no sign of life from ${task.claim.owner}`);
  return true;
}

/** Ends what nobody claimed or renewed in time, in some lanes or in all: the tasks are free again. */
export function endOverdue(draft: Draft, lanes?: Iterable<string>): void {
  for (const id of draft.state.index.overdue(draft.now, (of) => draft.task(of), lanes)) {
    const { dispatch } = draft.task(id);
    if (dispatch && dispatch.expires_at <= draft.now)
      draft.emit("dispatch.expired", { task: id, dispatch: dispatch.dispatch });
    else expireClaim(draft, id);
  }
}
