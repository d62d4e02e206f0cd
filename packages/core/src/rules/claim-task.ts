import { type Draft, reject } from "../draft.ts";
import type { Task } from "../state/task.ts";
import { CLOSED } from "../vocabulary.ts";
import { expireClaim } from "./end-claim.ts";
import { laneLimit, residentBusy } from "./find-ready.ts";
import { workWord } from "./ticket-words.ts";

export interface ClaimGrant {
  task: string;
  token: string;
}

/** Claims `id` for `owner`, taking over a claim or dispatch whose time is over. Throws the reason why not. */
export function claimTask(
  draft: Draft,
  id: string,
  { owner, dispatch, lease_ms }: { owner: string; dispatch?: string; lease_ms?: number },
): ClaimGrant {
  if (draft.session.status === "paused") throw reject("SESSION_PAUSED", { session: draft.session.name });
  if (draft.session.status !== "active")
    throw reject("SESSION_CLOSED", { session: draft.session.name, status: draft.session.status });
  if (draft.task(id).claim) expireClaim(draft, id);
  reopen(draft, id);
  const task = draft.task(id);
  if (CLOSED.has(task.status)) throw reject("TASK_CLOSED", { task: id, status: task.status });
  if (task.claim)
    throw reject("TASK_CLAIMED", { task: id, owner: task.claim.owner, lease_until: task.claim.lease_until });
  if (task.kind === "ask" || task.status !== "pending")
    throw reject("TASK_STATE", { task: id, status: task.status, allowed: ["pending"] });
  if (task.waits > 0 || task.ask) throw reject("TASK_NOT_READY", { task: id, waiting_for: waitingFor(draft, task) });
  if (task.ticket?.word === "Backlog")
    throw reject(
      "TASK_NOT_READY",
      { task: id, waiting_for: ["Todo"] },
      { hint: "Move it from Backlog to Todo first." },
    );
  if (task.dispatch && task.dispatch.dispatch !== dispatch) {
    if (task.dispatch.expires_at > draft.now)
      throw reject("TASK_DISPATCHED", {
        task: id,
        dispatch: task.dispatch.dispatch,
        expires_at: task.dispatch.expires_at,
      });
    draft.emit("dispatch.expired", { task: id, dispatch: task.dispatch.dispatch });
  } else if (!task.dispatch && dispatch !== undefined) {
    throw reject(
      "TASK_DISPATCHED",
      { task: id, dispatch, expires_at: 0 },
      { message: "This dispatch is over.", hint: "Stop; the coordinator will start someone when it is needed." },
    );
  }
  if (!task.dispatch && draft.state.index.liveIn(task.lane).size >= laneLimit(draft.state, task.lane))
    throw reject("TASK_NOT_READY", { task: id, waiting_for: [...draft.state.index.liveIn(task.lane)] });
  if (residentBusy(draft.state, task))
    throw reject(
      "TASK_NOT_READY",
      { task: id, waiting_for: [task.role] },
      { message: "Its role has one worker, who is at another task." },
    );
  if (task.ticket) {
    const word = workWord(draft.session.team, task.ticket.type);
    if (word !== task.ticket.word) draft.emit("ticket.updated", { task: id, changes: { word } });
  }
  const token = draft.context.newToken();
  const lease = lease_ms ?? draft.session.team.roles[task.role]?.lease_ms ?? draft.session.team.limits.lease_ms;
  draft.emit("task.claimed", {
    task: id,
    owner,
    token_hash: draft.context.hash(token),
    lease_ms: lease,
    lease_until: draft.now + lease,
    ...(dispatch === undefined ? {} : { dispatch }),
  });
  return { task: id, token };
}

/** A ticket that was given back blocked or for review can be worked on again by whoever claims it. */
function reopen(draft: Draft, id: string): void {
  const { ticket, status, ask } = draft.task(id);
  if (!ticket || ask || (status !== "blocked" && status !== "review")) return;
  draft.emit("ticket.moved", { task: id, word: workWord(draft.session.team, ticket.type), status: "pending" });
}

/** What stands before a task: needs that are open, or its ask. */
export function waitingFor(draft: Pick<Draft, "state">, task: Readonly<Task>): string[] {
  const open = task.needs.filter((n) => {
    const need = draft.state.tasks.get(n);
    return need !== undefined && need.status !== "done" && need.status !== "skipped";
  });
  return task.ask ? [...open, task.ask] : open;
}
