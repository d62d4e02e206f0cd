// Turns at busy logs among all machines: an advisory lock of the server, held over several appends.
import type { LogStore } from "@teamwright/core/store";
import { Pool } from "pg";
import type { Address } from "./read-address.ts";

/** Longer than a round of turns; twice, first to be the next and then for the turn. Who waits in vain goes on without. */
const PATIENCE_MS = 900;
/** After waiting in vain nobody of this handle asks again for so long. */
const AGAIN_MS = 10_000;
/** The server does not say how many wait. */
const OTHERS = 7;
/** Logs that one handle has a turn at, or waits for. */
const CONNECTIONS = 4;
const KEY = "hashtextextended($1, 0)";

/**
 * A turn has a connection of its own, since what waits for a lock can do nothing else; idle ones end by themselves. The server frees the
 * lock of a connection that ends, so a holder that died is not waited for.
 */
export function advisoryTurns({ connection, schema }: Address): Required<Pick<LogStore, "turn" | "close">> {
  const pool = new Pool({
    ...connection,
    max: CONNECTIONS,
    allowExitOnIdle: true,
    onConnect: async (client) => {
      await client.query(`SET lock_timeout = ${PATIENCE_MS}`);
    },
  });
  pool.on("error", ignore);
  /** Let go of a connection, and of the lock with it. */
  const drops = new Set<() => void>();
  let notBefore = 0;
  let ended: Promise<void> | undefined;
  return {
    async turn(log, wanted, soon) {
      if (ended || performance.now() < notBefore) return null;
      const client = await pool.connect().catch(ignore);
      if (!client) return null;
      client.on("error", ignore);
      let held = true;
      const release = (broken: boolean) => {
        if (!held) return;
        held = false;
        drops.delete(drop);
        client.off("error", ignore).release(broken);
      };
      const drop = () => release(true);
      drops.add(drop);
      const lock = (values: string[]) =>
        client.query({ name: "lock", text: `SELECT pg_advisory_lock(${KEY})`, values });
      const unlock = (values: string[]) =>
        client.query({ name: "unlock", text: `SELECT pg_advisory_unlock(${KEY})`, values });
      const [turn, next] = [[`${schema} ${log}`], [`${schema} ${log} next`]];
      try {
        await lock(next);
        soon?.();
        await lock(turn);
        unlock(next).catch(drop);
      } catch {
        drop();
        // What is wrong with the server the calls will say.
        notBefore = performance.now() + AGAIN_MS;
        return null;
      }
      wanted(OTHERS);
      return () => void (held && unlock(turn).then(() => release(false), drop));
    },
    close() {
      for (const drop of drops) drop();
      ended ??= pool.end();
      return ended;
    },
  };
}

function ignore(): void {}
