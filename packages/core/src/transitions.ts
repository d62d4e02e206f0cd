// Every arrow between the states of a task. The code moves tasks by this table, and STATES.md is drawn from it.
import type { EventType } from "./events.ts";
import type { TaskStatus } from "./vocabulary.ts";

export interface Transition {
  readonly event: EventType;
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  readonly when: string;
}

const OPEN = ["pending", "claimed", "review", "blocked"] as const;

export const TRANSITIONS: readonly Transition[] = [
  { event: "task.claimed", from: ["pending"], to: "claimed", when: "a worker takes it" },
  { event: "claim.expired", from: ["claimed"], to: "pending", when: "the lease ended and someone noticed" },
  { event: "claim.released", from: ["claimed"], to: "pending", when: "the worker gives it back" },
  { event: "claim.broken", from: ["claimed"], to: "pending", when: "the coordinator takes it away" },
  { event: "attempt.failed", from: ["claimed"], to: "pending", when: "the worker failed and may try again" },
  { event: "task.completed", from: ["claimed"], to: "done", when: "the worker reports its result" },
  { event: "task.submitted", from: ["claimed"], to: "review", when: "the work is done and a person must agree" },
  { event: "task.asked", from: ["pending"], to: "review", when: "a question of the pipeline is put to a person" },
  { event: "task.approved", from: ["review", "blocked"], to: "done", when: "a person lets it pass" },
  { event: "task.returned", from: ["review", "blocked"], to: "pending", when: "a person sends it back" },
  {
    event: "task.blocked",
    from: ["pending", "claimed", "review"],
    to: "blocked",
    when: "it cannot go on without a decision",
  },
  { event: "task.failed", from: OPEN, to: "failed", when: "it is given up" },
  { event: "task.skipped", from: ["pending", "review", "blocked"], to: "skipped", when: "a person does without it" },
  {
    event: "task.cancelled",
    from: OPEN,
    to: "cancelled",
    when: "what it needs can never be done, or the coordinator drops it",
  },
];

const TABLE = new Map(TRANSITIONS.map((t) => [t.event, t]));

/** Where `event` takes a task that is in `from`; undefined if it may not happen there. */
export function nextStatus(from: TaskStatus, event: EventType): TaskStatus | undefined {
  const transition = TABLE.get(event);
  return transition?.from.includes(from) ? transition.to : undefined;
}
