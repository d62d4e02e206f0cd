import fs from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  checkLogId,
  letOthersIn,
  TeamError,
  underWay,
  type LogId,
  type LogStore,
  type Unsubscribe,
} from "@teamwright/core/store";
import { appendRecord } from "./append-record.ts";
import { openBell } from "./bell.ts";
import { realDisk, type Disk } from "./disk.ts";
import { bellPath, logOf, segmentFolder, type Layout } from "./layout.ts";
import { prepareRoot, readFormat } from "./prepare-root.ts";
import { hasRecord, readRecords, type Seen } from "./read-records.ts";
import type { Place } from "./scan-segment.ts";
import { loadSnapshot, saveSnapshot } from "./snapshot-file.ts";
import { ifThere, readError, storeError } from "./store-error.ts";
import { spareSegment } from "./spare-segment.ts";
import { sweepTemps } from "./sweep-temps.ts";
import { trimLog } from "./trim-log.ts";
import { watchPath } from "./watch-path.ts";

export type FileStore = LogStore &
  Required<Pick<LogStore, "watch" | "snapshots" | "trim" | "meetingPlace">> &
  AsyncDisposable;

/** Where a test may stop or kill a writer. */
export type TestPoint = "after-create" | "before-write" | "after-write" | "after-sync" | "after-floor" | "mid-trim";

export interface FileStoreOptions {
  /** Records per segment of a store that is new, default 256. An existing store keeps its own. */
  readonly segment?: number;
  /** For tests: called, and waited for, at the named points of every write. */
  readonly at?: (point: TestPoint) => void | Promise<void>;
  /** For tests: makes chosen system calls fail. */
  readonly disk?: Partial<Disk>;
}

/**
 * Opens the store in the folder `root`, for any number of processes on one machine. Nothing is created before the first write, so
 * a store that can only be read opens, and an absent one is empty. Positions are 1, 2, 3, ...
 *
 * The first write makes the folder (mode 0700, ignored by git). Writes throw STORE_READ_ONLY, STORE_FULL or
 * STORE_UNAVAILABLE and then have changed nothing, or STORE_UNKNOWN_OUTCOME; STORE_CORRUPT where a committed record is
 * damaged, as reads do. A later format throws RECORD_NEWER, an earlier one STORE_UNSUPPORTED.
 */
export async function openFileStore(root: string, options: FileStoreOptions = {}): Promise<FileStore> {
  const folder = resolve(root);
  const disk = { ...realDisk, ...options.disk };
  const format = call(() => readFormat(folder));
  const layout: Layout = { root: folder, segment: format?.segment ?? options.segment ?? 256 };
  const seen = places();
  const bell = openBell(bellPath(layout));
  const spare = spareSegment();
  const writing = { layout, disk, seen, spare, ring: bell.ring, at: options.at };
  const watches = new Set<Unsubscribe>();
  const turns = letOthersIn();
  const under = underWay();
  let prepared: Promise<void> | undefined;
  let settled = format !== null;
  let closed = false;

  const store: FileStore = {
    meetingPlace: join(folder, "turn"),

    async append(log, after, record) {
      enter(log);
      return under.run(async () => {
        await prepare();
        const position = await appendRecord(log, after, record, writing);
        const wait = turns.told(log, position !== null, Math.random());
        if (wait > 0) await sleep(wait);
        return position;
      });
    },

    async *read(log, after, { limit = Infinity, signal } = {}) {
      enter(log);
      if (!settled) settle(call(() => readFormat(folder))?.segment);
      const check = () => {
        open();
        signal?.throwIfAborted();
      };
      yield* readRecords(log, after, { layout, seen, limit, check });
    },

    async *logs(prefix = "") {
      open();
      for (const name of call(() => ifThere(() => fs.readdirSync(join(folder, "logs")))) ?? []) {
        open();
        const log = logOf(name);
        if (log?.startsWith(prefix) && (await hasRecord(log, layout))) yield log;
      }
    },

    async close() {
      closed = true;
      for (const stop of watches) stop();
      watches.clear();
      await under.settled();
      bell.close();
      spare.close();
    },

    watch(log, wake) {
      if (log === "*") open();
      else enter(log);
      const stop = watchPath(log === "*" ? bellPath(layout) : segmentFolder(layout, log), wake);
      watches.add(stop);
      return () => {
        watches.delete(stop);
        stop();
      };
    },

    snapshots: {
      async load(log) {
        enter(log);
        return call(() => loadSnapshot(layout, log));
      },
      async save(log, position, bytes) {
        enter(log);
        await prepare();
        call(() => saveSnapshot(layout, log, { position, bytes }), storeError);
      },
    },

    async trim(log, through) {
      enter(log);
      await prepare();
      await trimLog(log, through, writing).catch((error: unknown) => {
        throw storeError(error, folder);
      });
    },

    async [Symbol.asyncDispose]() {
      await store.close();
    },
  };
  return store;

  function open(): void {
    if (closed) throw new TeamError("STORE_CLOSED");
  }

  function enter(log: LogId): void {
    open();
    checkLogId(log);
  }

  /** Once per handle; a failure is forgotten, so that a folder made writable later works. */
  function prepare(): Promise<void> {
    prepared ??= makeReady();
    return prepared;
  }

  async function makeReady(): Promise<void> {
    try {
      settle(await prepareRoot(folder, layout.segment, disk));
    } catch (error) {
      prepared = undefined;
      throw storeError(error, folder);
    }
    try {
      sweepTemps(layout);
    } catch {
      // Leftovers harm nobody, and what is wrong with the folder the write will say.
    }
  }

  /** The segment size belongs to the store, not to the handle. */
  function settle(segment: number | undefined): void {
    if (segment === undefined) return;
    Object.assign(layout, { segment });
    settled = true;
  }

  function call<T>(work: () => T, as = readError): T {
    try {
      return work();
    } catch (error) {
      throw as(error, folder);
    }
  }
}

function places(): Seen {
  const known = new Map<LogId, Place>();
  return {
    get: (log) => known.get(log),
    learn(log, place) {
      if (place.position > (known.get(log)?.position ?? 0)) known.set(log, place);
    },
  };
}
