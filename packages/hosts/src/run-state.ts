// One run while it lasts, and what all its parts do with it.
import { type Actor, TeamError } from "@teamwright/core";
import type { RunningWorker } from "./command-host.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunRecord, RunRecords } from "./run-records.ts";
import type { Worktrees } from "./worktrees.ts";

export interface Worker {
  record: RunRecord;
  token: string;
  process?: RunningWorker;
  finished: Promise<void>;
  /** Why we ended it. */
  stopped?: string;
}

export interface Run {
  readonly options: RunOptions;
  readonly trees: Worktrees;
  readonly records: RunRecords;
  /** Names the machine: a dispatch that this runner left open is told from another coordinator's. */
  readonly actor: Actor;
  /** By the name of their working copy. */
  readonly workers: Map<string, Worker>;
  /** What went wrong beside the coordinator's own path; it ends the run. */
  fault?: { readonly error: unknown };
}

/** Gives a command as the coordinator. Throws what it is refused for. */
export async function give(run: Run, name: string, input: Record<string, unknown>): Promise<unknown> {
  const answer = await run.options.session.run({ name, input, actor: run.actor });
  if (!answer.ok) {
    const { code, message, hint, data } = answer.error;
    throw new TeamError(code, { message: `${name}: ${message}`, hint, data });
  }
  await run.options.afterCommit?.();
  return answer.result;
}

export const say = (run: Run, line: string): void => run.options.say?.(line);

/** Tasks that `owner` has claimed now. */
export const heldBy = (run: Run, owner: string): string[] =>
  [...run.options.session.state.tasks.values()].filter((t) => t.claim?.owner === owner).map((t) => t.id);
