// What a run is given, and how it ends.
import type { Ask } from "@teamwright/core";
import type { Session } from "@teamwright/runtime";
import type { Host } from "./command-host.ts";

export interface RunOptions {
  session: Session;
  repo: string;
  /** The `.teamwright` folder: worktrees, run records, the session folder. */
  root: string;
  storeUrl: string;
  host: Host;
  /** How a worker calls the command line: program and first arguments. */
  cli: readonly string[];
  /** Other programs that workers may call by name, as `cli`. */
  programs?: Readonly<Record<string, readonly string[]>>;
  maxParallel?: number;
  leaseMs?: number;
  taskTimeoutMs?: number;
  /** How long a worker that has reported all it holds may take to exit. Default 10,000. */
  graceMs?: number;
  /** Option to answer every question with, instead of stopping. */
  onAsk?: string;
  land?: boolean;
  say?: (line: string) => void;
  /** Called after every commit of the runner, to write the views. */
  afterCommit?: () => Promise<void>;
  signal?: AbortSignal;
}

/** Finished work that could not be merged. */
export interface Unmerged {
  task: string;
  branch: string;
  /** Files in conflict. */
  files: string[];
  /** The question about it; none when the session was over. */
  ask?: string;
}

export interface RunEnd {
  status: "done" | "failed" | "paused" | "asking" | "stopped" | "archived";
  asks: Ask[];
  unmerged: Unmerged[];
  landed?: { landed: boolean; say: string };
  branch: string;
}
