// The words of Teamwright, defined once. Docs, skills and prompts use these and no others.

export const VOCABULARY = {
  team: "A definition of roles and pipelines that work together.",
  pack: "The folder and npm package that holds a team.",
  session: "One run of a team: an id, a log, a folder. The log is the unit of consistency.",
  board: "A long-lived session that holds tickets.",
  role: "A named seat with one or more task prefixes, loaded from a role spec.",
  task: "A unit of work with an id like BUILD-001.",
  ticket: "A task of type epic, story, task or subtask on a board.",
  phase:
    "One of five steps of a task: discover, load context, work, validate, report. The first and last belong to the kernel.",
  pipeline: "The declared graph of tasks: needs, gates, fan-outs, asks.",
  claim: "One worker's exclusive, expiring right to a task: owner, secret token, fence, lease end.",
  fence: "The log position of a claim; it only grows.",
  checkpoint: "A durable safe point on a task: commit, update, progress summary. It survives every change of claim.",
  dispatch:
    "A durable intent to start one worker for one task. At most one is live per task; it expires if nobody claims.",
  gate: "A task whose verdict decides what may follow.",
  ask: "A point where a person must answer. It is state, so nothing slips past it.",
  beat: "One orchestration step: reconcile, then say what to spawn, ask, wait for, or that all is done.",
  message: "Addressed text with id, kind, thread and an optional time limit for its answer.",
  wisdom: "Learnings, decisions, conventions and issues that workers leave for later workers.",
  host: "The program that runs agents, with declared capabilities.",
  store: "Keeps logs; chosen by URL.",
  view: "Anything rebuilt from the log and never read back as truth.",
} as const;

export const PHASES = ["discover", "load context", "work", "validate", "report"] as const;
export type Phase = (typeof PHASES)[number];

export const TASK_STATUSES = [
  "pending",
  "claimed",
  "review",
  "blocked",
  "done",
  "failed",
  "skipped",
  "cancelled",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
/** Statuses a task never leaves. */
export const CLOSED: ReadonlySet<TaskStatus> = new Set(["done", "failed", "skipped", "cancelled"]);
/** Statuses that let what needs the task go on. */
export const SATISFIED: ReadonlySet<TaskStatus> = new Set(["done", "skipped"]);

export const TASK_KINDS = ["work", "gate", "ask"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TICKET_TYPES = ["epic", "story", "task", "subtask"] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export const VERDICTS = ["approved", "concerns", "rejected"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SESSION_STATUSES = ["active", "paused", "done", "failed", "archived"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const WISDOM_KINDS = ["learning", "decision", "convention", "issue"] as const;
export type WisdomKind = (typeof WISDOM_KINDS)[number];

export const SEVERITIES = ["HIGH", "MEDIUM", "LOW"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ACTOR_KINDS = ["coordinator", "worker", "human", "observer"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who gives a command. A worker is believed only with the token of a claim. */
export interface Actor {
  readonly kind: ActorKind;
  readonly name: string;
}
