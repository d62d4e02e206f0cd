// One connection to the file, which comes into being with the first write.
import fs from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { backOff, storeReplaced, TeamError } from "@teamwright/core/store";
import { loadEngine } from "./engine.ts";
import { damaged, isBusy, sqliteError } from "./sqlite-error.ts";

const VERSION = 2;
/** "TWlg": so that no other program's database is taken for ours. */
const APPLICATION = 0x54_57_6c_67;
/** Longer than a backup or a checkpoint of somebody else holds the file. */
const BUSY_MS = 60_000;
/** How often a writer looks whether the file is still there, in milliseconds: at every write it were 4 us of 25 (NORMAL). */
const LOOK_MS = 50;
/** Up to this size the whole file is checked when it is opened, about 1 ms a megabyte; above, `PRAGMA integrity_check` is the operator's. */
const CHECKED_BYTES = 4_000_000;

/** A record's `place` is its log's key, and in the lower 40 bits its position: one tree to write to instead of a table and its index. */
const SCHEMA = `
  CREATE TABLE logs (
    key INTEGER PRIMARY KEY CHECK (key < 1 << 23), id TEXT NOT NULL UNIQUE, floor INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE records (place INTEGER PRIMARY KEY, sum INTEGER NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE snapshots (log INTEGER PRIMARY KEY, position INTEGER NOT NULL, sum INTEGER NOT NULL, bytes BLOB NOT NULL);
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${VERSION};
`;

const HEAD = `SELECT application_id AS application, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
  FROM pragma_application_id, pragma_user_version`;

export interface Database {
  /** False while there is no file or nothing of ours in it. */
  readonly there: boolean;
  /** Looks again for the file. Throws what `sqliteError` makes of it, and RECORD_NEWER. */
  look(): Promise<boolean>;
  /** Makes the file and its tables unless they are there. */
  create(): Promise<void>;
  /** Rows of a statement, which also waits where others tidy up after a crash. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Promise<Row[]>;
  /** Runs a write, again while others hold the file. Resolves to the number of changed rows. Throws STORE_BUSY. */
  write(sql: string, values: SQLInputValue[], log?: string): Promise<number>;
  /** Several writes that happen together. */
  together(work: (run: (sql: string, ...values: SQLInputValue[]) => void) => void): Promise<void>;
  /** Changes whenever another connection has committed, and when the file is no longer the one at its path. */
  version(): number;
  close(): void;
}

export async function openDatabase(
  path: string,
  { sync, check }: { sync: "full" | "normal"; check: boolean },
): Promise<Database> {
  const engine = await loadEngine();
  const statements = new Map<string, StatementSync>();
  let db: DatabaseSync | undefined;
  let ours = false;
  /** Which file was opened; as long as it is, no other one has its number. */
  let inode: number | undefined;
  let replaced = false;
  let checked = -Infinity;

  const self: Database = {
    get there() {
      return ours;
    },
    async look() {
      if (ours || !fs.existsSync(path)) return ours;
      return retry(() => {
        connect();
        ours = isOurs();
        return ours;
      });
    },
    async create() {
      if (await self.look()) return;
      await retry(() => {
        fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        fs.closeSync(fs.openSync(path, "a", 0o600));
        connect();
        db!.exec("PRAGMA journal_mode = WAL");
      });
      await self.together(() => {
        if (!isOurs()) db!.exec(SCHEMA);
      });
      ours = true;
    },
    all<Row>(sql: string, ...values: SQLInputValue[]) {
      return retry(() => {
        if (replaced) throw storeReplaced(path);
        return prepared(sql).all(...values) as Row[];
      });
    },
    write(sql, values, log) {
      return retry(() => {
        checkThere();
        return Number(prepared(sql).run(...values).changes);
      }, log);
    },
    async together(work) {
      await retry(() => {
        checkThere();
        db!.exec("BEGIN IMMEDIATE");
        try {
          work((sql, ...values) => void prepared(sql).run(...values));
          db!.exec("COMMIT");
        } catch (error) {
          if (db!.isTransaction) db!.exec("ROLLBACK");
          throw error;
        }
      });
    },
    version() {
      if (!ours) return 0;
      // Who listens reads, and is told then.
      if (isReplaced()) return -1;
      return Number(Object.values(prepared("PRAGMA data_version").get()!)[0]);
    },
    close() {
      statements.clear();
      db?.close();
      db = undefined;
      ours = false;
    },
  };
  return self;

  function connect(): void {
    if (db) return;
    // A reader may find the end of a crash to tidy up, which is a write: it must not fail at once.
    const opened = onReadOnlyDisk()
      ? new engine(new URL(`${pathToFileURL(path).href}?immutable=1`), { readOnly: true })
      : new engine(path, { timeout: 0, readOnly: !check });
    opened.exec(`PRAGMA synchronous = ${sync}`);
    inode = fs.statSync(path).ino;
    db = opened;
  }

  /** A file that was removed takes what is written to it, for nobody. */
  function checkThere(): void {
    const now = performance.now();
    if (now > checked + LOOK_MS) {
      checked = now;
      isReplaced();
    }
    if (replaced) throw storeReplaced(path);
  }

  function isReplaced(): boolean {
    replaced ||= fs.statSync(path, { throwIfNoEntry: false })?.ino !== inode;
    return replaced;
  }

  /** There a WAL cannot be shared; without one to read, the file is all there is. */
  function onReadOnlyDisk(): boolean {
    try {
      fs.accessSync(dirname(path), fs.constants.W_OK);
      return false;
    } catch {
      return (fs.statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
    }
  }

  /** Whether our tables are there. Throws for a database of another program or of another version. */
  function isOurs(): boolean {
    // One statement, so that all three are of one moment: another process may be making the tables right now.
    const { application, version, tables } = db!.prepare(HEAD).get() as Record<string, number>;
    if (tables === 0) return false;
    if (application !== APPLICATION)
      throw new TeamError("STORE_URL", {
        message: `${path} is a database of another program.`,
        hint: "Choose another file.",
        data: { url: `sqlite:${path}` },
      });
    if (version! > VERSION) throw new TeamError("RECORD_NEWER", { data: { version, supported: VERSION } });
    if (version! < VERSION)
      throw new TeamError("STORE_UNSUPPORTED", {
        message: "This store was written by a development version of Teamwright, in a form that is no longer read.",
        hint: "Finish its sessions with that version, then move the file away: the next `teamwright session start` begins a new store.",
        data: { path, probe: `version ${version}` },
      });
    if (check) checkWhole();
    return true;
  }

  function checkWhole(): void {
    if (fs.statSync(path).size > CHECKED_BYTES) return;
    const [row] = db!.prepare("PRAGMA quick_check(1)").all() as { quick_check: string }[];
    if (row && row.quick_check !== "ok") throw damaged(path, row.quick_check.replaceAll("\n", " "));
  }

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (!statement) statements.set(sql, (statement = db!.prepare(sql)));
    return statement;
  }

  /** SQLite's own wait starves processes (measured: 1.6 s at eight writers); ours is short and random. */
  async function retry<T>(work: () => T, log?: string): Promise<T> {
    const until = Date.now() + BUSY_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        return work();
      } catch (cause) {
        if (!isBusy(cause)) throw sqliteError(cause, path, log);
        if (Date.now() > until)
          throw new TeamError("STORE_BUSY", { data: { log: log ?? path, attempts: attempt }, cause });
      }
      await sleep(backOff(attempt, Math.random()));
    }
  }
}
