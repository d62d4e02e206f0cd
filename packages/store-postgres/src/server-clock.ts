// What time it is on the server, so that all machines of a team go by one clock.
import type { ClientBase } from "pg";

/** A reading is this old at most, in milliseconds; two crystals drift apart by some 50 us in a second. */
const FRESH_MS = 30_000;
/** This machine's clock has been set, or the machine has slept, if it went off by more milliseconds than this since the reading. */
const JUMP_MS = 500;

export interface ServerClock {
  /** Milliseconds since 1970: the server's, once it was read; until then this machine's. */
  now(): number;
  /** Reads the server's clock where the last reading is too old. */
  keep(client: ClientBase): Promise<void>;
}

export function serverClock(): ServerClock {
  let reading: { server: number; here: number; wall: number } | undefined;
  return {
    // Counted by a clock that nobody sets.
    now: () => (reading ? Math.round(reading.server + performance.now() - reading.here) : Date.now()),
    async keep(client) {
      if (reading) {
        const [passed, wall] = [performance.now() - reading.here, Date.now() - reading.wall];
        if (passed < FRESH_MS && Math.abs(wall - passed) < JUMP_MS) return;
      }
      const asked = performance.now();
      const sql = "SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now";
      const { rows } = await client.query<{ now: string }>(sql);
      const here = performance.now();
      reading = { server: Number(rows[0]!.now) + (here - asked) / 2, here, wall: Date.now() };
    },
  };
}
