import { waitingFor } from "../rules/claim-task.ts";
import type { State } from "../state/state.ts";
import { isReady } from "../state/task-index.ts";

/** One task as a list shows it. */
export interface TaskLine {
  id: string;
  role: string;
  title: string;
  kind: string;
  status: string;
  /** Pending and nothing before it. */
  ready: boolean;
  /** Claimed and its lease is over. */
  stale: boolean;
  owner: string | null;
  lease_until: number | null;
  dispatch: string | null;
  attempts: number;
  waiting_for: string[];
  summary: string | null;
  verdict: string | null;
}

/** The line of a task that exists, at `now` milliseconds. */
export function taskLine(state: State, id: string, now: number): TaskLine {
  const task = state.tasks.get(id)!;
  return {
    id,
    role: task.role,
    title: task.title,
    kind: task.kind,
    status: task.ticket?.word ?? task.status,
    ready: isReady(task),
    stale: task.claim !== undefined && task.claim.lease_until <= now,
    owner: task.claim?.owner ?? task.dispatch?.owner ?? task.result?.owner ?? null,
    lease_until: task.claim?.lease_until ?? null,
    dispatch: task.dispatch?.dispatch ?? null,
    attempts: task.attempts,
    waiting_for: task.status === "pending" ? waitingFor({ state }, task) : [],
    summary: task.result?.summary ?? task.progress?.text ?? task.reason ?? null,
    verdict: task.result?.verdict ?? null,
  };
}
