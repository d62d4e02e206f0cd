import { type Draft, reject } from "../draft.ts";
import type { Claim, Task } from "../state/task.ts";
import { CLOSED } from "../vocabulary.ts";

/**
 * The task, if `token` is that of its live claim. A lease that is over but that nobody has taken over still counts:
 * the holder is late, not lost. Throws TOKEN_REQUIRED, TASK_CLOSED or CLAIM_LOST.
 */
export function holdClaim(draft: Draft, id: string, token: string | undefined): Readonly<Task> & { claim: Claim } {
  const task = draft.task(id);
  if (!token) throw reject("TOKEN_REQUIRED", { task: id });
  if (task.claim && task.claim.token_hash === draft.context.hash(token))
    return task as Readonly<Task> & { claim: Claim };
  if (CLOSED.has(task.status)) throw reject("TASK_CLOSED", { task: id, status: task.status });
  throw reject("CLAIM_LOST", {
    task: id,
    owner: task.claim?.owner ?? null,
    position: task.claim?.fence ?? draft.state.position,
  });
}

/** Every sign of life renews the lease. */
export function renew(draft: Draft, task: Readonly<Task> & { claim: Claim }): void {
  const until = draft.now + task.claim.lease_ms;
  if (until > task.claim.lease_until) draft.emit("claim.renewed", { task: task.id, lease_until: until });
}
