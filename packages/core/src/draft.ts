// The desk of one decision: the state, what may be asked of the world, and the events so far, already applied.
import { apply } from "./apply.ts";
import { type ErrorCode, ERRORS } from "./errors.ts";
import type { EventOf, EventType, TeamEvent } from "./events.ts";
import type { Session, State } from "./state/state.ts";
import type { Task } from "./state/task.ts";
import type { Actor } from "./vocabulary.ts";

/** What a decision may know of the world. All of it comes in as values, so the same inputs decide the same. */
export interface Context {
  /** Milliseconds since 1970. */
  readonly now: number;
  newId(kind: string): string;
  /** A new secret of at least 128 bits. */
  newToken(): string;
  /** A one-way hash of a token. */
  hash(token: string): string;
}

export interface Rejection {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly data: Record<string, unknown>;
}

/** How rules bail out of a decision; `decide` turns it into a value. */
export class Rejected extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

export function reject(
  code: ErrorCode,
  data: Record<string, unknown> = {},
  words: { message?: string; hint?: string } = {},
): Rejected {
  return new Rejected({
    code,
    message: words.message ?? ERRORS[code].meaning,
    hint: words.hint ?? ERRORS[code].hint,
    data,
  });
}

export class Draft {
  readonly state: State;
  readonly actor: Actor;
  readonly context: Context;
  readonly events: TeamEvent[] = [];

  constructor(state: State, actor: Actor, context: Context) {
    this.state = state;
    this.actor = actor;
    this.context = context;
  }

  get now(): number {
    return this.context.now;
  }

  /** The session. Throws SESSION_NOT_FOUND when the log is empty. */
  get session(): Readonly<Session> {
    const session = this.state.session;
    if (!session) throw reject("SESSION_NOT_FOUND");
    return session;
  }

  /** The task. Throws TASK_NOT_FOUND, or TASK_CLOSED for one a hot snapshot has forgotten. */
  task(id: string): Readonly<Task> {
    const task = this.state.tasks.get(id);
    if (task) return task;
    if (this.state.forgotten.has(id)) throw reject("TASK_CLOSED", { task: id, status: "done" });
    throw reject("TASK_NOT_FOUND", { task: id });
  }

  /** Adds an event and applies it at once, so that the next rule sees its effect. */
  emit<T extends EventType>(type: T, payload: Omit<EventOf<T>, "type" | "v">): void {
    const event = { type, ...payload } as unknown as TeamEvent;
    apply(this.state, event, { position: this.state.position, at: this.now, by: this.actor });
    this.events.push(event);
  }
}
