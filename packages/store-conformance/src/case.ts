import type { LogStore } from "@teamwright/core/store";
import type { Crew } from "./crew.ts";
import type { RequirementId } from "./requirements.ts";

/** A store under test, as its author hands it in. */
export interface Subject {
  /** Opens a handle; two handles on one location share their storage. */
  open(location: string): Promise<LogStore>;
  /** A location that nobody has used. Called once per case. */
  location(): Promise<string> | string;
  /** Removes what a case left behind. */
  cleanup?(location: string): Promise<void> | void;
  /** Absolute path of a module whose default export is `open`, for child processes. Absent: the storage lives in one process. */
  readonly module?: string;
  /** Names that `module` passes to `testPoint`; a writer is killed at each of them. */
  readonly points?: readonly string[];
}

/** What a store may leave out. Read off the store, never configured. */
export type Capability = "watch" | "snapshots" | "trim" | "clock" | "turn" | "meetingPlace" | "processes";

export interface Case {
  readonly requirement: RequirementId;
  readonly title: string;
  readonly needs?: Capability | readonly Capability[];
  run(scene: Scene): Promise<void>;
}

/** Everything a case gets. Two handles, always: a promise that holds for one handle alone is no promise. */
export interface Scene {
  readonly a: Handle;
  readonly b: Handle;
  /** One more handle on the same storage; closed with the case. */
  open(): Promise<Handle>;
  /** Child processes on the same storage; only with the capability `processes`. */
  readonly crew: Crew;
  readonly points: readonly string[];
}

/** A store with every capability: a case that `needs` one only runs where the store offers it. */
export type Handle = Required<LogStore>;
