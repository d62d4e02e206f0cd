// The queues of localTurns: of each log the first in line has the turn.
import fs from "node:fs";
import { createServer, type Socket } from "node:net";
import { onLines } from "./socket-lines.ts";

export interface TurnServer {
  /** Goes to `path`, in one step; where another one was first only if that one is `dead`. Throws where something else is than a socket. */
  moveTo(path: string, dead: boolean): void;
  /** Whether who connects to `path` reaches this server. */
  isAt(path: string): boolean;
  close(path: string): void;
}

interface Place {
  readonly socket: Socket;
  readonly id: string;
}

/** Serves at `path` until it is closed; keeps no process alive. `holdMs`: see `TurnTimes`. Rejects where no socket can be made. */
export async function serveTurns(path: string, holdMs: number): Promise<TurnServer> {
  const lines = new Map<string, Place[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.unref());
    socket.on("error", () => {});
    socket.on("close", () => {
      sockets.delete(socket);
      for (const log of lines.keys()) leave(log, (place) => place.socket === socket);
    });
    onLines(socket, (line) => {
      const [word, id = "", log = ""] = line.split(" ");
      if (word === "ask") ask(log, { socket, id });
      else for (const each of lines.keys()) leave(each, (place) => place.socket === socket && place.id === id);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  server.on("error", () => {});
  server.unref();
  fs.chmodSync(path, 0o600);
  const { ino } = fs.statSync(path);
  const isAt = (where: string) => fs.statSync(where, { throwIfNoEntry: false })?.ino === ino;
  return {
    isAt,
    moveTo(where, dead) {
      const there = fs.lstatSync(where, { throwIfNoEntry: false });
      if (there && !there.isSocket()) throw new Error(`${where} is not a socket`);
      if (dead) return fs.renameSync(path, where);
      try {
        fs.linkSync(path, where);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      fs.rmSync(path);
    },
    close(where) {
      if (isAt(where)) fs.rmSync(where, { force: true });
      server.close();
      for (const socket of sockets) socket.destroy();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };

  function ask(log: string, place: Place): void {
    const line = lines.get(log) ?? [];
    lines.set(log, line);
    line.push(place);
    if (line.length === 1) grant(log);
    else {
      tell(place, "heard", line.length - 1);
      tell(line[0]!, "wanted", line.length - 1);
      if (line.length === 2) tell(place, "soon", 0);
      watchOver(log);
    }
  }

  function leave(log: string, whose: (place: Place) => boolean): void {
    const line = lines.get(log)!;
    const [first, second] = line;
    const rest = line.filter((place) => !whose(place));
    lines.set(log, rest);
    if (rest.length === 0) lines.delete(log);
    if (rest[1] && rest[1] !== second) tell(rest[1], "soon", 0);
    if (rest[0] === first && first) return;
    clearTimeout(timers.get(log));
    timers.delete(log);
    if (rest[0]) grant(log);
  }

  function grant(log: string): void {
    const line = lines.get(log)!;
    tell(line[0]!, "go", line.length - 1);
    if (line.length > 1) watchOver(log);
  }

  function watchOver(log: string): void {
    const [first] = lines.get(log)!;
    if (timers.has(log)) return;
    timers.set(log, setTimeout(() => leave(log, (place) => place === first), holdMs).unref());
  }

  function tell({ socket, id }: Place, word: string, others: number): void {
    socket.write(`${word} ${id} ${others}\n`);
  }
}
