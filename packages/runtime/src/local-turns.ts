// Turns among the processes of one machine. One of them keeps the queues at a socket; the others are told when it is their turn.
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { LogId } from "@teamwright/core/store";
import { serveTurns, type TurnServer } from "./serve-turns.ts";
import { onLines } from "./socket-lines.ts";

export interface TurnTimes {
  /** The process with the queues answers at once that it has heard: one that has not for so long stands still. */
  readonly silenceMs: number;
  /** Who has waited so long in a queue goes on without a turn. */
  readonly patienceMs: number;
  /** A holder that others wait for is passed over after so long: it stands still. */
  readonly holdMs: number;
}

/** In milliseconds; together less than the two seconds that a store may take. */
const TIMES: TurnTimes = { silenceMs: 1_000, patienceMs: 900, holdMs: 200 };
/** Where no socket can be made, or its path is too long, the next try is so much later. */
const AGAIN_MS = 10_000;

export interface LocalTurns {
  /** See `LogStore.turn`. */
  turn(log: LogId, wanted: (others: number) => void, soon?: () => void): Promise<(() => void) | null>;
  close(): void;
}

interface Asked {
  heard(): void;
  go(): void;
  wanted(others: number): void;
  soon(): void;
  gone(): void;
}

/**
 * `path` is where the socket goes, the same for all who share the storage. Whoever finds none there serves; the kernel ends a
 * connection with its process, so neither a holder nor a server that was killed is waited for, and one that was stopped for a second at most.
 */
export function localTurns(path: string, times: TurnTimes = TIMES): LocalTurns {
  const asked = new Map<number, Asked>();
  let count = 0;
  let joining: Promise<void> | undefined;
  let socket: Socket | undefined;
  let server: TurnServer | undefined;
  /** Whether a socket at `path` is one that nobody serves any more. */
  let dead = false;
  let closed = false;
  let notBefore = 0;

  return {
    async turn(log, wanted, soon = () => {}) {
      if (closed || performance.now() < notBefore) return null;
      // Another one serves there now: two queues for one log are as good as none.
      if (server && !server.isAt(path)) leave();
      await (joining ??= join());
      const joined = socket;
      if (!joined) return null;
      const id = ++count;
      return new Promise((resolve) => {
        let timer = setTimeout(() => {
          dead = true;
          leave();
        }, times.silenceMs);
        const settle = (end: (() => void) | null) => {
          clearTimeout(timer);
          resolve(end);
        };
        const end = () => {
          if (asked.delete(id)) joined.write(`end ${id}\n`);
        };
        asked.set(id, {
          wanted,
          soon,
          heard() {
            clearTimeout(timer);
            timer = setTimeout(() => {
              end();
              resolve(null);
            }, times.patienceMs);
          },
          go: () => settle(end),
          gone: () => settle(null),
        });
        joined.write(`ask ${id} ${log}\n`);
      });
    },
    close() {
      closed = true;
      leave();
    },
  };

  /** Ends our connection and what we serve; who waits goes on without a turn. */
  function leave(): void {
    socket?.destroy();
    [socket, joining] = [undefined, undefined];
    server?.close(path);
    server = undefined;
    for (const { gone } of asked.values()) gone();
    asked.clear();
  }

  async function join(): Promise<void> {
    try {
      if (!dead) await enter();
      if (!socket) await serve();
    } catch {
      notBefore = performance.now() + AGAIN_MS;
    }
    if (!socket || closed) leave();
  }

  async function serve(): Promise<void> {
    server = await serveTurns(`${path}.${randomBytes(3).toString("hex")}`, times.holdMs);
    server.moveTo(path, dead);
    dead = false;
    await enter();
    // Another one was there first, and its queues count.
    if (server.isAt(path)) return;
    server.close(path);
    server = undefined;
  }

  async function enter(): Promise<void> {
    const joined = await dial();
    if (!joined) return;
    socket = joined.unref();
    joined.once("close", () => {
      if (socket === joined) leave();
    });
    onLines(joined, (line) => {
      const [word, id, others] = line.split(" ");
      const who = asked.get(Number(id));
      if (word === "heard") return who?.heard();
      if (word === "soon") return who?.soon();
      if (word === "go") who?.go();
      if (others !== "0") who?.wanted(Number(others));
    });
  }

  /** Undefined when nobody answers at `path`. */
  function dial(): Promise<Socket | undefined> {
    return new Promise((resolve, reject) => {
      const joined = connect(path, () => resolve(joined));
      joined.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT" && error.code !== "ECONNREFUSED") return reject(error);
        dead = error.code === "ECONNREFUSED";
        resolve(undefined);
      });
    });
  }
}
