// Folds events into the state, in place. Live commands and replay use this one function, so they cannot disagree.
import { applySession } from "./apply-session.ts";
import { applyTask } from "./apply-task.ts";
import type { Occurrence, TeamEvent } from "./events.ts";
import type { Commit } from "./record.ts";
import type { State } from "./state/state.ts";

/** How many repeatable commands a session remembers. */
const REMEMBER = 256;

/** Applies one event. Throws when the event cannot have happened in this state: the log is not one of ours. */
export function apply(state: State, event: TeamEvent, at: Occurrence): void {
  if (!applySession(state, event, at)) applyTask(state, event, at);
}

/** Applies a whole record and moves the state to its position. */
export function applyCommit(state: State, commit: Commit, position: number): void {
  const at: Occurrence = { position, at: commit.at, by: commit.by };
  for (const event of commit.events) apply(state, event, at);
  for (const command of commit.for) {
    if (command.id === undefined) continue;
    state.seen.put({ id: command.id, name: command.name, result: command.result ?? null, position });
    if (state.seen.size > REMEMBER) state.seen.delete(state.seen.values().next().value!.id);
  }
  state.position = position;
}
