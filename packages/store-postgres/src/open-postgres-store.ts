import { checkLogId, letOthersIn, TeamError, type LogId, type LogStore } from "@teamwright/core/store";
import type { ClientBase, QueryConfig } from "pg";
import { advisoryTurns } from "./advisory-turns.ts";
import { appendRecord } from "./append-record.ts";
import { database } from "./database.ts";
import { sleep } from "./pause.ts";
import { readAddress } from "./read-address.ts";
import { migrate, schemaReady } from "./schema.ts";
import { statements } from "./statements.ts";
import { watchEnds } from "./watch-ends.ts";

export type PostgresStore = LogStore &
  Required<Pick<LogStore, "watch" | "snapshots" | "trim" | "clock">> &
  AsyncDisposable;

/** Where a test may stop or kill a writer. */
export type TestPoint = "before-append" | "after-append";

export interface PostgresStoreOptions {
  /** For tests: called, and waited for, at the named points of every append. */
  readonly at?: (point: TestPoint) => void | Promise<void>;
}

/** One page of a read: so many records, or as many as begin within so many bytes. */
const PAGE = { records: 256, bytes: 4 * 1024 * 1024 };
const LOGS_PAGE = 1_000;

/**
 * Opens the store at `postgres://...`, see `readAddress` for its parameters. Positions are 1, 2, 3, ... The tables come into
 * being with the first write, so an absent store is empty; a role that may only use them needs no other right.
 *
 * Throws STORE_URL, STORE_DENIED, STORE_NOT_FOUND (no such database), STORE_UNAVAILABLE or RECORD_NEWER. Once open, calls outlast
 * a restart of the server of a few seconds; then they throw STORE_UNAVAILABLE, and appends STORE_UNKNOWN_OUTCOME if one may
 * have happened. Writes also throw STORE_READ_ONLY (a replica) and STORE_FULL.
 */
export async function openPostgresStore(url: string, options: PostgresStoreOptions = {}): Promise<PostgresStore> {
  const address = readAddress(url);
  const { schema, notify } = address;
  const sql = statements(schema, { rings: notify !== "off", keeps: notify === "on" });
  const db = database(address);
  const ends = watchEnds(db, sql, notify);
  const fair = letOthersIn();
  // A lock of a session needs a session, which a pooler does not give.
  const turns = notify === "on" ? advisoryTurns(address) : undefined;
  const closing = new AbortController();
  let ready: boolean;
  try {
    ready = await db.run((client) => schemaReady(client, schema));
  } catch (error) {
    await db.close();
    throw error;
  }

  const store: PostgresStore = {
    async append(log, after, record) {
      enter(log);
      await prepare();
      const position = await appendRecord(log, after, record, { db, sql, at: options.at });
      const wait = fair.told(log, position !== null, Math.random());
      if (wait > 0) await sleep(wait, closing.signal);
      return position;
    },

    async *read(log, after, { limit = Infinity, signal } = {}) {
      enter(log);
      for (let [position, left] = [after, limit]; left > 0;) {
        signal?.throwIfAborted();
        const asked = Math.min(left, PAGE.records);
        const values = [log, bigint(position), asked, PAGE.bytes];
        const rows = await query<{ position: string; bytes: Buffer }>(sql.read, values, signal);
        let size = 0;
        for (const row of rows) {
          signal?.throwIfAborted();
          enter(log);
          const next = Number(row.position);
          if (next !== position + 1) await checkTrimmed(log, position, next);
          position = next;
          left--;
          size += row.bytes.length;
          yield { position, bytes: row.bytes };
        }
        if (rows.length === asked || size >= PAGE.bytes) continue;
        // Asked of whoever reads all of it: a question more for each catch-up would cost too much.
        if (after <= 0 && position > after && (await query(sql.cut, [log, position])).length > 0)
          throw gone(log, position + 1);
        return;
      }
    },

    async *logs(prefix = "") {
      open();
      for (let above = ""; ;) {
        const rows = await query<{ id: string }>(sql.logs, [prefix, above, LOGS_PAGE]);
        for (const { id } of rows) {
          open();
          yield id;
        }
        if (rows.length < LOGS_PAGE) return;
        above = rows.at(-1)!.id;
      }
    },

    async close() {
      closing.abort();
      await Promise.all([ends.stop(), turns?.close(), db.close()]);
    },

    watch(log, wake) {
      if (log === "*") open();
      else enter(log);
      return ends.watch(log, wake);
    },

    clock() {
      open();
      return db.now();
    },

    ...(turns ? { turn: turns.turn } : {}),

    snapshots: {
      async load(log) {
        enter(log);
        const [row] = await query<{ position: string; bytes: Buffer }>(sql.load, [log]);
        return row ? { position: Number(row.position), bytes: row.bytes } : null;
      },
      async save(log, position, bytes) {
        enter(log);
        await prepare();
        await query(sql.save, [log, position, bytes]);
      },
    },

    async trim(log, through) {
      enter(log);
      if (through > 0) await query(sql.trim, [log, bigint(through)]);
    },

    async [Symbol.asyncDispose]() {
      await store.close();
    },
  };
  return store;

  function open(): void {
    if (closing.signal.aborted) throw new TeamError("STORE_CLOSED");
  }

  function enter(log: LogId): void {
    open();
    checkLogId(log);
  }

  /** A trim takes all up to a record. Where one is gone and an older one is not, it was removed otherwise. */
  async function checkTrimmed(log: LogId, before: number, next: number): Promise<void> {
    if ((await query(sql.below, [log, next])).length > 0) throw gone(log, Math.trunc(before) + 1);
  }

  function gone(log: LogId, position: number): TeamError {
    return new TeamError("STORE_CORRUPT", {
      message: "A committed record is gone.",
      data: { log, position, path: address.shown },
    });
  }

  /** Before the first write. A failure is forgotten, so that a role that is given the right later works. */
  async function prepare(): Promise<void> {
    if (ready) return;
    await db.run((client) => migrate(client, schema));
    ready = true;
  }

  /** Rows of a statement that does no harm twice. Without tables there are none; somebody may create them at any time. */
  function query<R extends object>(statement: QueryConfig, values: unknown[], signal?: AbortSignal): Promise<R[]> {
    const work = async (client: ClientBase) => {
      if (!ready && !(ready = await schemaReady(client, schema))) return [];
      return (await client.query<R>({ ...statement, values })).rows;
    };
    return db.run(work, { signal });
  }
}

/** Positions come from callers, who may say Infinity for "all". */
const bigint = (position: number): number => Math.trunc(Math.min(Math.max(position, -1), Number.MAX_SAFE_INTEGER));
