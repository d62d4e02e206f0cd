// What the kernel knows of one task. Optional fields are absent, never undefined or null, so that a snapshot equals the live row.
import type { AskOption, AskEffect } from "../team.ts";
import type { Actor, Severity, TaskKind, TaskStatus, TicketType, Verdict } from "../vocabulary.ts";

export interface Claim {
  owner: string;
  token_hash: string;
  /** Log position of the claim. */
  fence: number;
  /** Milliseconds since 1970. */
  lease_until: number;
  lease_ms: number;
  claimed_at: number;
}

export interface Dispatch {
  /** d1, d2, ... unique in the session. */
  dispatch: string;
  owner: string;
  expires_at: number;
  /** Name of the actor who gave it. */
  by: string;
}

export interface Checkpoint {
  commit: string;
  update?: string;
  summary?: string;
  /** Whether git was asked and has it on the branch; absent when nobody asked. */
  verified?: boolean;
  owner: string;
  at: number;
}

export interface TaskResult {
  summary: string;
  data?: Record<string, unknown>;
  artifact?: string;
  files?: string[];
  decisions?: string[];
  verdict?: Verdict;
  score?: number;
  owner: string;
  at: number;
}

export interface DiscussRecord {
  round: string;
  verdict: "consensus_reached" | "consensus_blocked";
  severity?: Severity;
  rating: number;
  divergences: { severity: Severity; text: string }[];
  actions: string[];
  at: number;
}

export interface GateState {
  /** Revision rounds made so far on this line of reviews. */
  round: number;
  /** Rounds allowed; a person may raise it. */
  max_rounds: number;
}

export interface Task {
  readonly id: string;
  readonly prefix: string;
  readonly role: string;
  readonly kind: TaskKind;
  /** Order of creation, from 1. */
  readonly seq: number;
  title: string;
  brief: string;
  status: TaskStatus;
  priority: number;
  needs: string[];
  /** How many of `needs` are not yet done or skipped. */
  waits: number;
  /** Tasks of one lane share a limit on how many run at once. The pipeline node, or the prefix. */
  readonly lane: string;
  node?: string;
  /** The item of `for_each` this task is about. */
  item?: unknown;
  /** What a revision revises, or a review reviews again. */
  revises?: string[];
  /** The work that a gate's first review judges. */
  judges?: string[];
  gate?: GateState;
  approval?: boolean;
  inner_loop?: boolean;
  output?: string[];
  claim?: Claim;
  dispatch?: Dispatch;
  checkpoint?: Checkpoint;
  /** `repeats`: how often the same summary came in a row with no checkpoint between. */
  progress?: { text: string; owner: string; at: number; summary?: string; repeats?: number };
  result?: TaskResult;
  /** What a person or a reviewer said about the last try. */
  feedback?: string;
  discuss?: DiscussRecord[];
  attempts: number;
  errors: number;
  /** Why it failed, was skipped, cancelled or blocked. */
  reason?: string;
  /** The ask that must be answered before it goes on. */
  ask?: string;
  created_at: number;
  closed_at?: number;
  ticket?: TicketFields;
}

export interface TicketFields {
  type: TicketType;
  parent?: string;
  /** The word the board shows. */
  word: string;
  labels: string[];
  scope?: string;
  branch?: string;
  pr_url?: string;
}

export interface Ask {
  readonly id: string;
  question: string;
  options: AskOption[];
  /** Why it was opened. */
  cause: "pipeline" | "approval" | "gate" | "failure" | "errors" | "discuss" | "capability" | "budget" | "coordinator";
  task?: string;
  opened_at: number;
  by: Actor;
  answer?: { option: string; effect: AskEffect; note?: string; by: Actor; at: number };
}

export interface Message {
  readonly id: string;
  from: string;
  to: string;
  kind: string;
  body: string;
  task?: string;
  in_reply_to?: string;
  /** Until when an answer is expected. */
  answer_by?: number;
  answered?: boolean;
  /** What belongs to it as data: state, a reference. */
  data?: Record<string, unknown>;
  at: number;
  position: number;
}

export interface WisdomEntry {
  readonly id: string;
  kind: "learning" | "decision" | "convention" | "issue";
  text: string;
  by: string;
  task?: string;
  at: number;
}

/** What somebody found out about something, kept so that nobody looks twice. */
export interface Exploration {
  /** Made from the angle's words. */
  readonly id: string;
  angle: string;
  summary: string;
  text: string;
  /** A file below the session folder that has more. */
  artifact?: string;
  by: string;
  task?: string;
  at: number;
}

/** A pipeline node while the session runs. */
export interface NodeState {
  readonly id: string;
  /** Tasks made from it, in order; empty when it was left out by its condition. */
  tasks: string[];
  /** False until what it is made from is known. */
  expanded: boolean;
  /** Specialists that its work called for; what comes after the node waits for them too. */
  guards?: string[];
  /** Left out by its `when`. Its successors need what it needed. */
  left_out?: boolean;
}
