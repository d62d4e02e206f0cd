// What a log store promises. The wording of each promise, and its proof, is in @teamwright/store-conformance.

/** Names one log: one team session, or one board. Letters, digits, `.`, `-`, `_`; first a letter or digit; at most 128 characters. */
export type LogId = string;

/** Where a record stands in its log. Opaque: safe integers that increase, gaps allowed. 0 is before the first record. */
export type Position = number;

export interface LogRecord {
  readonly position: Position;
  readonly bytes: Uint8Array;
}

export interface Snapshot {
  /** The last record the snapshot includes. */
  readonly position: Position;
  readonly bytes: Uint8Array;
}

export type Unsubscribe = () => void;

export interface LogStore {
  /**
   * Adds `record` if and only if the log's last position is exactly `after` (0: the log is empty or absent).
   * Resolves to the record's position once it is durable, or to null if `after` is not the last position.
   * Throws TeamError STORE_UNKNOWN_OUTCOME when it cannot tell whether the record was taken.
   */
  append(log: LogId, after: Position, record: Uint8Array): Promise<Position | null>;
  /** Records with a position above `after`, in order. An absent log is an empty one. */
  read(log: LogId, after: Position, options?: { limit?: number; signal?: AbortSignal }): AsyncIterable<LogRecord>;
  /** Ids of the logs that have a record, or had one before a trim, in no particular order. */
  logs(prefix?: string): AsyncIterable<LogId>;
  /** Releases everything. Every later call rejects with STORE_CLOSED; closing twice is harmless. */
  close(): Promise<void>;
  /** Calls `wake` soon after a record was appended to `log` (any log with "*"). Only a hint: calls may be merged or be for nothing. */
  watch?(log: LogId | "*", wake: () => void): Unsubscribe;
  /** A cache, never the truth: may forget at any time; `load` returns what some `save` was given, whole, or null. */
  snapshots?: {
    load(log: LogId): Promise<Snapshot | null>;
    save(log: LogId, position: Position, bytes: Uint8Array): Promise<void>;
  };
  /**
   * Milliseconds since 1970 by one clock for everybody who uses the storage; known once a call has been answered, until then this
   * machine's. A store that several machines reach has one: leases go by it, so that their own clocks may disagree.
   */
  clock?(): number;
  /**
   * A path of this machine at which those who share the storage may make a socket, to take turns at a busy log: the same for every
   * handle on it, and no other storage's. Only for a storage of one machine.
   */
  readonly meetingPlace?: string;
  /**
   * For a storage of several machines: waits for a turn at a busy log. One has it at a time, so who has it meets no other writer. A
   * hint, never needed: who writes without one does no harm. Resolves to what ends the turn, or to null when none can be had; within
   * two seconds, since a holder that died or stands still is passed over. `wanted` is called with how many others wait, or may wait;
   * `soon`, where that can be known, when the next turn is ours.
   */
  turn?(log: LogId, wanted: (others: number) => void, soon?: () => void): Promise<(() => void) | null>;
  /** Forgets records up to and including `through`; appends at or below it must go on failing, and the last position stays known. */
  trim?(log: LogId, through: Position): Promise<void>;
}

export const LOG_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
