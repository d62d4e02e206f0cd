// Everything that can have happened. An event's shape never changes in place: raise its version and add an upcast.
import type { AskEffect, AskOption, Node, Role, Team } from "./team.ts";
import type { Ask, Checkpoint, DiscussRecord, GateState, TaskResult, TicketFields } from "./state/task.ts";
import type { Actor, SessionStatus, TaskKind, TaskStatus, Verdict, WisdomKind } from "./vocabulary.ts";

/** What a new task is made of; absent fields take their zero. */
export interface TaskSeed {
  id: string;
  prefix: string;
  role: string;
  kind: TaskKind;
  title: string;
  brief: string;
  priority: number;
  needs: string[];
  lane: string;
  node?: string;
  item?: unknown;
  revises?: string[];
  judges?: string[];
  gate?: GateState;
  approval?: boolean;
  inner_loop?: boolean;
  output?: string[];
  ticket?: TicketFields;
}

interface Payloads {
  "session.created": {
    name: string;
    kind: "run" | "board";
    team: Team;
    pipeline?: string;
    requirement: string;
    input: Record<string, unknown>;
    max_tasks: number;
  };
  "session.paused": { reason?: string };
  "session.resumed": object;
  "session.archived": object;
  "session.ended": { status: Extract<SessionStatus, "done" | "failed">; reason?: string };
  "role.added": { role: Role };
  /** `nodes` are new ones, and old ones as they are from now on. */
  "pipeline.planned": {
    pipeline: string;
    summary: string;
    roles: Role[];
    nodes: Record<string, Node>;
    perspectives: Team["perspectives"];
    max_parallel?: number;
  };
  "board.configured": { lease_ms?: number; answer_ms?: number; tickets?: NonNullable<Team["tickets"]> };
  "limit.raised": { max_tasks: number };
  "node.expanded": { node: string; tasks: string[]; left_out?: boolean };
  /** A specialist stands before everything that comes after the node. */
  "node.guarded": { node: string; task: string };
  /** It will be made anew; what was made of it is history. */
  "node.reset": { node: string };
  "signal.injected": { signal: string; task: string; from: string };
  "warning.raised": { text: string; task?: string };
  "interrupt.raised": { cause: Ask["cause"]; text: string; task?: string };

  "task.created": { task: TaskSeed };
  "task.retargeted": { task: string; from: string; to: string };
  "task.dispatched": { task: string; dispatch: string; owner: string; expires_at: number };
  "dispatch.expired": { task: string; dispatch: string };
  "dispatch.withdrawn": { task: string; dispatch: string; reason?: string };
  "task.claimed": {
    task: string;
    owner: string;
    token_hash: string;
    lease_ms: number;
    lease_until: number;
    dispatch?: string;
  };
  "claim.renewed": { task: string; lease_until: number };
  "claim.expired": { task: string; owner: string };
  "claim.released": { task: string; owner: string; reason?: string };
  "claim.broken": { task: string; owner: string; reason: string };
  "task.progressed": { task: string; owner: string; text: string; summary?: string; error?: boolean };
  "task.checkpointed": { task: string; checkpoint: Checkpoint };
  "task.completed": { task: string; result: TaskResult };
  "task.submitted": { task: string; result: TaskResult };
  "task.asked": { task: string };
  /** `chosen`: what a person answered to a question of the pipeline. */
  "task.approved": { task: string; note?: string; chosen?: { option: string; label: string; note?: string } };
  "task.returned": { task: string; feedback?: string };
  "attempt.failed": { task: string; owner: string; reason: string };
  "task.failed": { task: string; reason: string };
  "task.blocked": { task: string; reason: string };
  "task.skipped": { task: string; reason: string };
  "task.cancelled": { task: string; reason: string };

  "gate.evaluated": {
    task: string;
    verdict: Verdict;
    round: number;
    outcome: "passed" | "revise" | "proceed" | "escalate";
    revision?: string;
    review?: string;
  };
  "gate.extended": { task: string; max_rounds: number };
  "discuss.recorded": { task: string; record: DiscussRecord };
  "ask.opened": { id: string; question: string; options: AskOption[]; cause: Ask["cause"]; task?: string };
  "ask.answered": { id: string; option: string; effect: AskEffect; note?: string };

  "message.posted": {
    id: string;
    from: string;
    to: string;
    kind: string;
    body: string;
    task?: string;
    in_reply_to?: string;
    answer_by?: number;
    data?: Record<string, unknown>;
  };
  "wisdom.added": { id: string; kind: WisdomKind; text: string; by: string; task?: string };

  "exploration.saved": {
    id: string;
    angle: string;
    summary: string;
    text: string;
    artifact?: string;
    by: string;
    task?: string;
  };

  "ticket.updated": {
    task: string;
    changes: {
      /** The word alone, while a claim lives: only a claim makes a ticket claimed. */
      word?: string;
      title?: string;
      brief?: string;
      priority?: number;
      labels?: string[];
      scope?: string | null;
      branch?: string | null;
      pr_url?: string | null;
    };
  };
  "ticket.moved": {
    task: string;
    word: string;
    status: Extract<TaskStatus, "pending" | "review" | "blocked" | "done">;
    rolled?: boolean;
  };
}

export type EventType = keyof Payloads;
/** One thing that happened. `type` says which; `v` is the version of its shape, 1 when absent. */
export type TeamEvent = {
  [T in EventType]: { readonly type: T; readonly v?: number } & Readonly<Payloads[T]>;
}[EventType];
export type EventOf<T extends EventType> = Extract<TeamEvent, { type: T }>;

/** Where and when an event happened. */
export interface Occurrence {
  readonly position: number;
  readonly at: number;
  readonly by: Actor;
}

/** `type@version` of an old shape to the function that makes the next one. Records are never rewritten; they are lifted when read. */
export const UPCASTS: Readonly<Record<string, (event: Record<string, unknown>) => Record<string, unknown>>> = {};

/** Lifts an event read from a log to the shape of today. */
export function upcast(event: Record<string, unknown>, table: typeof UPCASTS = UPCASTS): TeamEvent {
  let current = event;
  for (;;) {
    const lift = table[`${String(current.type)}@${Number(current.v ?? 1)}`];
    if (!lift) return current as unknown as TeamEvent;
    current = lift(current);
  }
}
