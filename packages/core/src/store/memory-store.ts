// A log store in this process's memory: for tests, demos and trials. Keeps every promise that one process can keep.
import { TeamError } from "../team-error.ts";
import { checkLogId } from "./check-log-id.ts";
import { checkRecord } from "./check-record.ts";
import type { LogId, LogRecord, LogStore, Position, Snapshot } from "./contract.ts";

/** What several handles share; see `memoryStorage`. */
export interface MemoryStorage {
  readonly logs: Map<LogId, MemoryLog>;
  readonly watchers: Set<Watcher>;
}

export interface MemoryStoreOptions {
  /** Open another handle on this storage instead of a new one. */
  readonly shared?: MemoryStorage;
  /** Distance between two positions, default 1. Anything else proves that a caller takes no position for a count. */
  readonly step?: number;
}

/** A storage for several `memoryStore({ shared })` handles: what one appends, all see. */
export function memoryStorage(): MemoryStorage {
  return { logs: new Map(), watchers: new Set() };
}

/** Opens a handle on `shared`, or on a storage of its own. Offers watch, snapshots and trim; closing it leaves other handles open. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const { shared: storage = memoryStorage(), step = 1 } = options;
  const own = new Set<Watcher>();
  let closed = false;

  function enter(log: LogId): MemoryLog | undefined {
    if (closed) throw new TeamError("STORE_CLOSED");
    checkLogId(log);
    return storage.logs.get(log);
  }

  return {
    async append(id, after, record) {
      const found = enter(id);
      checkRecord(record);
      if (after !== (found?.last ?? 0)) return null;
      const log = found ?? { last: 0, records: [], snapshot: null };
      if (!found) storage.logs.set(id, log);
      log.last += step;
      // Not slice(): that of a Buffer shares its memory.
      log.records.push({ position: log.last, bytes: new Uint8Array(record) });
      for (const watcher of storage.watchers) if (watcher.log === "*" || watcher.log === id) ring(watcher);
      return log.last;
    },

    async *read(id, after, { limit = Infinity, signal } = {}) {
      // Only what was there at the first step: a reader that outlasts its writers would never end.
      const through = enter(id)?.last ?? 0;
      for (let position = after, left = limit; left > 0; left--) {
        signal?.throwIfAborted();
        const records = enter(id)?.records ?? [];
        const next = records[firstAbove(records, position)];
        if (!next || next.position > through) return;
        position = next.position;
        yield { position, bytes: next.bytes.slice() };
      }
    },

    async *logs(prefix = "") {
      for (const id of [...storage.logs.keys()]) {
        if (closed) throw new TeamError("STORE_CLOSED");
        if (id.startsWith(prefix)) yield id;
      }
      if (closed) throw new TeamError("STORE_CLOSED");
    },

    async close() {
      closed = true;
      for (const watcher of own) drop(watcher);
      own.clear();
    },

    watch(log, wake) {
      if (closed) throw new TeamError("STORE_CLOSED");
      if (log !== "*") checkLogId(log);
      const watcher: Watcher = { log, wake, ringing: false };
      storage.watchers.add(watcher);
      own.add(watcher);
      return () => {
        own.delete(watcher);
        drop(watcher);
      };
    },

    snapshots: {
      async load(id) {
        const snapshot = enter(id)?.snapshot;
        return snapshot ? { position: snapshot.position, bytes: snapshot.bytes.slice() } : null;
      },
      async save(id, position, bytes) {
        const log = enter(id);
        if (log && (log.snapshot?.position ?? 0) <= position) log.snapshot = { position, bytes: new Uint8Array(bytes) };
      },
    },

    async trim(id, through) {
      const log = enter(id);
      log?.records.splice(0, firstAbove(log.records, through));
    },

    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };

  function drop(watcher: Watcher): void {
    storage.watchers.delete(watcher);
    watcher.ringing = true;
    watcher.wake = () => {};
  }
}

export type MemoryStore = LogStore & Required<Pick<LogStore, "watch" | "snapshots" | "trim">> & AsyncDisposable;

interface MemoryLog {
  /** Outlives the records: a trimmed log still knows where it ends. */
  last: Position;
  readonly records: LogRecord[];
  snapshot: Snapshot | null;
}

interface Watcher {
  readonly log: LogId | "*";
  wake: () => void;
  ringing: boolean;
}

/** Wakes soon, once for all appends until then, and never inside the append that caused it. */
function ring(watcher: Watcher): void {
  if (watcher.ringing) return;
  watcher.ringing = true;
  queueMicrotask(() => {
    watcher.ringing = false;
    watcher.wake();
  });
}

function firstAbove(records: readonly LogRecord[], position: Position): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle]!.position > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
