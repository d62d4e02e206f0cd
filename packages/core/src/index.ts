export {
  VOCABULARY,
  PHASES,
  TASK_STATUSES,
  TASK_KINDS,
  TICKET_TYPES,
  VERDICTS,
  SESSION_STATUSES,
  WISDOM_KINDS,
  SEVERITIES,
  ACTOR_KINDS,
  CLOSED,
  SATISFIED,
} from "./vocabulary.ts";
export type {
  Phase,
  TaskStatus,
  TaskKind,
  TicketType,
  Verdict,
  SessionStatus,
  WisdomKind,
  Severity,
  ActorKind,
  Actor,
} from "./vocabulary.ts";
export { ERRORS, type ErrorCode, type ErrorEntry, type Retry } from "./errors.ts";
export { closest } from "./closest.ts";
export { TeamError } from "./team-error.ts";
export { type InputIssue, invalidInput, issuesOf } from "./invalid-input.ts";
export { exitOf, rejectionOf } from "./rejection-of.ts";
export { LIMITS } from "./limits.ts";
export {
  SessionId,
  Prefix,
  TaskId,
  RoleName,
  NodeName,
  OwnerId,
  Token,
  CommandId,
  DispatchId,
  RelativePath,
  splitTaskId,
  taskId,
} from "./ids.ts";
export { Condition, factsOf, holds, lookUp } from "./condition.ts";
export { planOf, type Plan, TaskAnalysis } from "./analysis.ts";
export {
  Team,
  Role,
  Node,
  Pipeline,
  Injection,
  TeamLimits,
  AskEffect,
  AskOption,
  needsOf,
  nodesBefore,
  readsOf,
  roleOfPrefix,
} from "./team.ts";
export {
  upcast,
  UPCASTS,
  type EventOf,
  type EventType,
  type Occurrence,
  type TaskSeed,
  type TeamEvent,
} from "./events.ts";
export { decodeCommit, encodeCommit, type Commit } from "./record.ts";
export { TRANSITIONS, nextStatus, type Transition } from "./transitions.ts";
export { State, type Session, type SeenCommand } from "./state/state.ts";
export type {
  Ask,
  Checkpoint,
  Claim,
  DiscussRecord,
  Exploration,
  Dispatch,
  GateState,
  Message,
  NodeState,
  Task,
  TaskResult,
  TicketFields,
  WisdomEntry,
} from "./state/task.ts";
export { isReady } from "./state/task-index.ts";
export { IdRanges } from "./state/id-ranges.ts";
export { apply, applyCommit } from "./apply.ts";
export { decide, type Call, type Decision, type Outcome } from "./decide.ts";
export type { Context, Rejection } from "./draft.ts";
export type { Command } from "./command.ts";
export { COMMANDS, type CommandName } from "./commands/table.ts";
export type { Spawn } from "./commands/beat.ts";
export type { NextStep } from "./rules/next-step.ts";
export { claimBundle, type ClaimBundle } from "./queries/claim-bundle.ts";
export { sessionStatus, type SessionStatusView } from "./queries/session-status.ts";
export { taskLine, type TaskLine } from "./queries/task-line.ts";
export { judgeDiscussion } from "./rules/judge-discussion.ts";
export { statusOfWord, ticketWords, workWord } from "./rules/ticket-words.ts";
export { turnCircles, type TurnCircle } from "./rules/turn-circles.ts";
export { ungated, type Ungated } from "./rules/ungated.ts";
export { fillTitle } from "./rules/fill-title.ts";
export { encodeSnapshot, loadSnapshot } from "./snapshot.ts";
