// Connections: made when needed, given up when broken, and tried again for as long as that may help.
import { TeamError, underWay } from "@teamwright/core/store";
import { Client, DatabaseError, Pool, type ClientBase } from "pg";
import { pause } from "./pause.ts";
import { meaning } from "./postgres-error.ts";
import { serverClock } from "./server-clock.ts";
import type { Address } from "./read-address.ts";

export interface Database {
  /**
   * Runs `work` on a connection; again, after growing pauses, when that failed in a way that passes by itself. So `work` must
   * do no harm twice. Throws a TeamError.
   */
  run<T>(work: (client: ClientBase) => Promise<T>, options?: { signal?: AbortSignal | undefined }): Promise<T>;
  /** The server's clock, in milliseconds since 1970. */
  now(): number;
  /** One more connection, outside of the limit, for who listens. The caller ends it. Throws what the driver throws. */
  connect(): Promise<Client>;
  /** Lets what is under way finish its try, without another one. Later calls throw STORE_CLOSED. */
  close(): Promise<void>;
}

export function database(address: Address): Database {
  const pool = new Pool({
    ...address.connection,
    max: address.connections,
    // A program that forgot to close the store may still end.
    allowExitOnIdle: true,
    onConnect: prepare,
  });
  // An idle connection that breaks is replaced when one is needed.
  pool.on("error", ignore);
  const closing = new AbortController();
  const clock = serverClock();
  const under = underWay();
  let met = false;
  let ended: Promise<void> | undefined;

  return {
    run(work, { signal } = {}) {
      return under.run(() => again(work, signal));
    },

    now: clock.now,

    async connect() {
      const client = new Client(address.connection);
      client.on("error", ignore);
      await client.connect();
      return client;
    },

    close() {
      ended ??= end();
      return ended;
    },
  };

  async function end(): Promise<void> {
    closing.abort();
    await under.settled();
    await pool.end();
  }

  async function again<T>(work: (client: ClientBase) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const waiting = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    const until = Date.now() + address.patienceMs;
    for (let attempt = 1; ; attempt++) {
      if (closing.signal.aborted) throw new TeamError("STORE_CLOSED");
      signal?.throwIfAborted();
      try {
        return await once(work);
      } catch (cause) {
        const { error, passes } = meaning(cause, address);
        if (!passes(met) || Date.now() > until) throw error;
        await pause(attempt, waiting);
      }
    }
  }

  async function once<T>(work: (client: ClientBase) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    // Otherwise a connection that breaks while it is ours ends the process.
    client.on("error", ignore);
    met = true;
    let broken = false;
    try {
      await clock.keep(client);
      return await work(client);
    } catch (error) {
      // A statement that was given up is still running there; only what the server has answered leaves a clean connection.
      broken = !(error instanceof DatabaseError) && !TeamError.is(error);
      throw error;
    } finally {
      client.off("error", ignore);
      client.release(broken);
    }
  }

  /** Behind a pooler a setting would stay with a connection that others use next. */
  async function prepare(client: ClientBase): Promise<void> {
    if (address.notify === "on") await client.query(`SET statement_timeout = ${address.timeoutMs}`);
  }
}

function ignore(): void {}
