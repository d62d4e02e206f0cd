// A ticket as the seeds show it. The token of a lock is never part of it.
import type { Checkpoint, Message, State, Task } from "@teamwright/core";
import { stamp, WHOLE } from "./cursor.ts";

export interface Ref {
  project: string;
  id: string;
}

export interface CheckpointDto {
  commit_id: string;
  update: string | null;
  progress_summary: string | null;
  at: string;
  verified: boolean;
}

export interface MessageDto {
  id: string;
  at: string;
  from: string;
  kind: string;
  body: string;
  in_reply_to: string | null;
}

/** Everything of a ticket. */
export function ticketDto(state: State, project: string, id: string) {
  const task = state.tasks.get(id)!;
  const ticket = task.ticket!;
  return {
    ...summaryDto(state, project, id),
    parent: ticket.parent === undefined ? null : { project, id: ticket.parent },
    body: task.brief,
    labels: ticket.labels,
    pr_url: ticket.pr_url ?? null,
    created: new Date(task.created_at).toISOString(),
    updated: new Date(lastSign(task)).toISOString(),
    children: [...state.index.childrenOf(id)].map((child) => ({ project, id: child })),
  };
}

/** What a board shows of a ticket. */
export function summaryDto(state: State, project: string, id: string) {
  const task = state.tasks.get(id)!;
  const { type, word, scope, branch } = task.ticket!;
  const { claim, checkpoint } = task;
  const committed = claim !== undefined && checkpoint !== undefined && checkpoint.at >= claim.claimed_at;
  return {
    ref: { project, id } satisfies Ref,
    type,
    title: task.title,
    status: word,
    priority: `P${task.priority}`,
    scope: scope ?? null,
    branch: branch ?? null,
    ...lastWords(task),
    lock_state: claim === undefined ? "free" : committed ? "committed" : "in_progress",
    lock: claim
      ? {
          owner: claim.owner,
          acquired_at: stamp(claim.claimed_at, { position: claim.fence, index: WHOLE }),
          lease_until: new Date(claim.lease_until).toISOString(),
          last_checkpoint: checkpoint ? checkpointDto(checkpoint) : null,
        }
      : null,
  };
}

/** The latest of progress and checkpoint. */
function lastWords({ progress, checkpoint }: Readonly<Task>) {
  const newer = checkpoint && checkpoint.at > (progress?.at ?? 0);
  return {
    update: (newer ? checkpoint.update : undefined) ?? progress?.text ?? checkpoint?.update ?? null,
    progress_summary: (newer ? checkpoint.summary : undefined) ?? progress?.summary ?? checkpoint?.summary ?? null,
  };
}

/** Milliseconds of the last sign of life of its holder, else of the ticket. */
export function lastSign({ claim, checkpoint, progress, created_at, closed_at }: Readonly<Task>): number {
  const renewed = claim ? claim.lease_until - claim.lease_ms : 0;
  return Math.max(created_at, claim?.claimed_at ?? 0, renewed, checkpoint?.at ?? 0, progress?.at ?? 0, closed_at ?? 0);
}

export const checkpointDto = ({ commit, update, summary, at, verified }: Readonly<Checkpoint>): CheckpointDto => ({
  commit_id: commit,
  update: update ?? null,
  progress_summary: summary ?? null,
  at: new Date(at).toISOString(),
  verified: verified ?? false,
});

export const messageDto = ({ id, at, position, from, kind, body, in_reply_to }: Readonly<Message>): MessageDto => ({
  id,
  at: stamp(at, { position, index: WHOLE }),
  from,
  kind,
  body,
  in_reply_to: in_reply_to ?? null,
});
