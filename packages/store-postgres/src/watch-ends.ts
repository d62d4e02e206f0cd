// Rings watchers: at once when the server notifies, and when a look at the ends of their logs shows that one has moved.
import type { LogId, Unsubscribe } from "@teamwright/core/store";
import type { Client } from "pg";
import type { Database } from "./database.ts";
import { pause, sleep } from "./pause.ts";
import type { Statements } from "./statements.ts";

/** How often the ends are looked at: with notifications only against those that got lost. At 250 ms an idle listener took 0.43 % of a core. */
const LOOK_MS = { on: 1_000, send: 500, off: 500 };

interface Watcher {
  readonly log: LogId | "*";
  readonly wake: () => void;
  /** Where its log ended at the last look. */
  end: string | undefined;
}

export interface WatchEnds {
  watch(log: LogId | "*", wake: () => void): Unsubscribe;
  /** Ends the connection; nobody is rung any more. */
  stop(): Promise<void>;
}

/** Connects with the first watcher and keeps the one connection, also through an outage, until the last one has left. */
export function watchEnds(db: Database, sql: Statements, notify: "on" | "send" | "off"): WatchEnds {
  const watchers = new Set<Watcher>();
  let following: Promise<void> | undefined;
  let left = new AbortController();

  return {
    watch(log, wake) {
      const watcher: Watcher = { log, wake, end: undefined };
      watchers.add(watcher);
      if (!following) {
        left = new AbortController();
        following = follow(left.signal);
      }
      return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) leave();
      };
    },
    async stop() {
      watchers.clear();
      const last = following;
      leave();
      await last;
    },
  };

  function leave(): void {
    left.abort();
    following = undefined;
  }

  async function follow(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      let client: Client | undefined;
      try {
        client = await db.connect();
        const gone = new AbortController();
        client.once("end", () => gone.abort());
        if (notify === "on") {
          client.on("notification", ({ payload }) => ring((watcher) => watcher.log === "*" || watcher.log === payload));
          await client.query(sql.listen);
        }
        failures = 0;
        const over = AbortSignal.any([signal, gone.signal]);
        while (!over.aborted) {
          await look(client);
          await sleep(LOOK_MS[notify], over);
        }
      } catch {
        // The next try says nothing either: watching is a hint, and calls report what is wrong with the server.
        await pause(++failures, signal);
      } finally {
        await client?.end().catch(() => {});
      }
    }
  }

  async function look(client: Client): Promise<void> {
    const ends = await readEnds(client, sql, new Set([...watchers].map(({ log }) => log)));
    ring((watcher) => {
      const before = watcher.end;
      watcher.end = ends.get(watcher.log) ?? "0";
      // At the first look too: what it has read may be older than that.
      return before !== watcher.end;
    });
  }

  function ring(which: (watcher: Watcher) => boolean): void {
    // A watcher may leave, or bring in another, while it is rung.
    for (const watcher of [...watchers]) if (watchers.has(watcher) && which(watcher)) watcher.wake();
  }
}

/** Where each log ends; none while nobody has written yet and there are no tables. */
async function readEnds(client: Client, sql: Statements, logs: ReadonlySet<string>): Promise<Map<string, string>> {
  try {
    const values = [[...logs].filter((log) => log !== "*")];
    const { rows } = await client.query<{ id: string; last: string }>({ ...sql.ends, values });
    const ends = new Map(rows.map(({ id, last }) => [id, last]));
    if (logs.has("*")) ends.set("*", (await client.query<{ total: string }>(sql.total)).rows[0]!.total);
    return ends;
  } catch (error) {
    if ((error as { code?: string }).code === "42P01") return new Map();
    throw error;
  }
}
