import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import {
  checkLogId,
  checkRecord,
  letOthersIn,
  TeamError,
  underWay,
  type LogId,
  type LogStore,
} from "@teamwright/core/store";
import { openBell } from "./bell.ts";
import { openDatabase } from "./database.ts";

export type SqliteStore = LogStore &
  Required<Pick<LogStore, "watch" | "snapshots" | "trim" | "meetingPlace">> &
  AsyncDisposable;

/** Where a test may stop or kill a writer. */
export type TestPoint = "before-append" | "after-append" | "after-bell";

export interface SqliteStoreOptions {
  /** Whether an append waits for the disk. Default full; with `normal` the last records may be gone after a loss of power. */
  readonly sync?: "full" | "normal";
  /** Whether a database that is not whole is refused. Default true; without, it is only read. Each record is checked in any case. */
  readonly check?: boolean;
  /** For tests: called, and waited for, at the named points of every append. */
  readonly at?: (point: TestPoint) => void | Promise<void>;
}

/** One page of a read: so many records. Larger ones only cost memory. */
const PAGE = 256;

/** The highest position: 40 bits of a place. */
const MOST = 2 ** 40 - 1;

/** The end of a log: its last record, or what it was trimmed to. */
const LAST = `coalesce((SELECT max(place) - (l.key << 40) FROM records
  WHERE place BETWEEN l.key << 40 AND (l.key << 40) + ${MOST}), 0)`;
const END = `max(${LAST}, l.floor)`;
const SQL = {
  key: "SELECT key FROM logs WHERE id = ?",
  newLog: "INSERT OR IGNORE INTO logs (id) VALUES (?)",
  append: `INSERT INTO records (place, sum, bytes)
    SELECT (l.key << 40) + ?1 + 1, ?2, ?3 FROM logs l WHERE l.key = ?4 AND ${END} = ?1`,
  end: `SELECT ${END} AS position FROM logs l WHERE l.key = ?`,
  /** With a number and not `LIMIT ?`: for each value bound there SQLite prepares the statement anew, 11 us of the 26 that a read takes. */
  read: (limit: number) =>
    `SELECT place - (?1 << 40) AS position, sum, bytes FROM records
     WHERE place BETWEEN (?1 << 40) + ?2 + 1 AND (?1 << 40) + ?3 ORDER BY place LIMIT ${limit}`,
  logs: `SELECT id FROM logs l WHERE id >= ?1 AND substr(id, 1, length(?1)) = ?1 AND ${END} > 0 ORDER BY id`,
  load: "SELECT position, sum, bytes FROM snapshots WHERE log = ?",
  save: `INSERT INTO snapshots (log, position, sum, bytes) VALUES (?, ?, ?, ?)
    ON CONFLICT (log) DO UPDATE SET position = excluded.position, sum = excluded.sum, bytes = excluded.bytes
    WHERE excluded.position >= position`,
  floorOf: "SELECT floor FROM logs WHERE key = ?",
  floor: `UPDATE logs AS l SET floor = max(floor, min(?, ${END})) WHERE key = ?`,
  trim: "DELETE FROM records WHERE place BETWEEN ?1 << 40 AND (?1 << 40) + ?2",
};

interface Row {
  position: number;
  sum: number;
  bytes: Uint8Array;
}

/**
 * Opens the store in the database file `path`, for any number of processes of one machine. The file comes into being with the first
 * write, so an absent store is empty. Positions are 1, 2, 3, ... Each record has a checksum of its own.
 *
 * Throws STORE_UNSUPPORTED (no SQLite, or an old one), STORE_URL (a database of another program), RECORD_NEWER, STORE_CORRUPT, and
 * STORE_UNAVAILABLE. Writes also throw STORE_READ_ONLY, STORE_FULL and then have changed nothing, STORE_BUSY when somebody else has held the file
 * for a minute, or STORE_UNKNOWN_OUTCOME when the disk fails.
 */
export async function openSqliteStore(
  path: string,
  { sync = "full", check = true, at }: SqliteStoreOptions = {},
): Promise<SqliteStore> {
  const db = await openDatabase(path, { sync, check });
  await db.look();
  const bell = openBell(path, async () => ((await db.look()) ? db.version() : 0));
  const turns = letOthersIn();
  const keys = new Map<LogId, number>();
  const under = underWay();
  let closed = false;

  const store: SqliteStore = {
    meetingPlace: `${path}-turn`,

    async append(log, after, record) {
      enter(log);
      checkRecord(record);
      return under.run(async () => {
        if (at) await at("before-append");
        if (!db.there) await db.create();
        const key = keys.get(log) ?? (await keyOf(log)) ?? (await newKey(log));
        const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
        const won = (await db.write(SQL.append, [after, crc32(bytes), bytes, key], log)) > 0;
        const wait = turns.told(log, won, Math.random());
        if (!won) return null;
        if (at) await at("after-append");
        bell.ring();
        if (at) await at("after-bell");
        if (wait > 0) await sleep(wait);
        return after + 1;
      });
    },

    async *read(log, after, { limit = Infinity, signal } = {}) {
      enter(log);
      const key = keys.get(log) ?? (await keyOf(log));
      if (key === undefined) return;
      let end = Infinity;
      let page = PAGE;
      for (let [position, left] = [clamp(after), limit]; left > 0 && position < end;) {
        signal?.throwIfAborted();
        enter(log);
        const asked = Math.ceil(Math.min(left, page));
        const rows = await db.all<Row>(SQL.read(asked), key, position, clamp(end)).catch((error: unknown) => {
          if (!TeamError.is(error, "STORE_CORRUPT") || asked === 1) throw error;
          return null;
        });
        // Those in front of the damage can be read, if nothing behind them is asked for.
        if (rows === null) {
          page = Math.ceil(asked / 2);
          continue;
        }
        // Where there is more, only what was there at the first step: a reader that outlasts its writers would never end.
        if (rows.length === asked && end === Infinity) end = (await db.all<Row>(SQL.end, key))[0]!.position;
        for (const row of rows) {
          signal?.throwIfAborted();
          enter(log);
          if (row.position !== position + 1) await checkTrimmed(log, position, row.position);
          position = row.position;
          left--;
          yield { position, bytes: whole(row, log) };
        }
        if (rows.length < asked) return;
      }
    },

    async *logs(prefix = "") {
      open();
      for (const { id } of (await db.look()) ? await db.all<{ id: string }>(SQL.logs, prefix) : []) {
        open();
        yield id;
      }
    },

    async close() {
      closed = true;
      bell.close();
      await under.settled();
      db.close();
    },

    watch(log, wake) {
      if (log === "*") open();
      else enter(log);
      return bell.watch(wake);
    },

    snapshots: {
      async load(log) {
        enter(log);
        const key = await keyOf(log);
        const [row] = key === undefined ? [] : await db.all<Row>(SQL.load, key);
        return row && row.sum === crc32(row.bytes) ? { position: row.position, bytes: row.bytes } : null;
      },
      async save(log, position, bytes) {
        enter(log);
        const key = await keyOf(log);
        if (key !== undefined) await under.run(() => db.write(SQL.save, [key, position, crc32(bytes), bytes]));
      },
    },

    async trim(log, through) {
      enter(log);
      const key = await keyOf(log);
      if (key === undefined || through <= 0) return;
      await under.run(() =>
        db.together((run) => {
          run(SQL.floor, clamp(through), key);
          run(SQL.trim, key, clamp(through));
        }),
      );
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

  /** Logs are never removed, so what is known stays true. */
  async function keyOf(log: LogId): Promise<number | undefined> {
    const known = keys.get(log);
    if (known !== undefined || !(await db.look())) return known;
    const [row] = await db.all<{ key: number }>(SQL.key, log);
    if (row) keys.set(log, row.key);
    return row?.key;
  }

  async function newKey(log: LogId): Promise<number> {
    await db.write(SQL.newLog, [log], log);
    return (await keyOf(log))!;
  }

  /** Between two positions that were read one behind the other nothing may be missing but what a trim took. */
  async function checkTrimmed(log: LogId, before: number, next: number): Promise<void> {
    const [row] = await db.all<{ floor: number }>(SQL.floorOf, keys.get(log)!);
    const position = Math.max(before, row?.floor ?? 0) + 1;
    if (position < next)
      throw new TeamError("STORE_CORRUPT", { message: "A committed record is gone.", data: { log, position, path } });
  }

  function whole({ position, sum, bytes }: Row, log: LogId): Uint8Array {
    if (sum !== crc32(bytes)) throw new TeamError("STORE_CORRUPT", { data: { log, position, path } });
    return bytes;
  }
}

/** Positions come from callers, who may say Infinity for "all". */
const clamp = (position: number): number => Math.trunc(Math.min(Math.max(position, 0), MOST));
