import type { State } from "../state/state.ts";
import type { Ask } from "../state/task.ts";
import type { TaskStatus } from "../vocabulary.ts";
import { type TaskLine, taskLine } from "./task-line.ts";

export interface SessionStatusView {
  session: string;
  team: string;
  kind: "run" | "board";
  pipeline: string | null;
  /** It has no roles and tasks yet: `session.plan` gives them. */
  unplanned: boolean;
  requirement: string;
  status: string;
  reason: string | null;
  created_at: number;
  counts: Record<TaskStatus, number>;
  ready: number;
  /** Claimed and dispatched tasks. */
  running: TaskLine[];
  asks: Ask[];
  warnings: string[];
  position: number;
}

/** Where the session stands, at `now` milliseconds. */
export function sessionStatus(state: State, now: number): SessionStatusView {
  const session = state.session!;
  let ready = 0;
  for (const lane of state.index.lanes()) ready += state.index.readyIn(lane)?.size ?? 0;
  return {
    session: session.name,
    team: session.team.name,
    kind: session.kind,
    pipeline: session.pipeline ?? null,
    unplanned: session.kind === "run" && session.pipeline === undefined && session.seq === 0,
    requirement: session.requirement,
    status: session.status,
    reason: session.reason ?? null,
    created_at: session.created_at,
    counts: session.counts,
    ready,
    running: [...state.index.live()].map((id) => taskLine(state, id, now)),
    asks: [...state.asks.values()].filter((a) => !a.answer),
    warnings: session.warnings,
    position: state.position,
  };
}
