// Wakes listeners of other processes: a small file beside the database that every writer touches after its commit. Never the WAL itself:
// its watch comes before the commit can be read (measured: always one record late).
import fs from "node:fs";
import { dirname } from "node:path";
import type { Unsubscribe } from "@teamwright/core/store";

/** How often the database itself is asked whether others have written, in milliseconds: where a system gives no watch, this is what remains. */
const LOOK_MS = 500;
const STROKE = Buffer.from(".");

export interface Bell {
  /** Tells this and other processes. */
  ring(): void;
  watch(wake: () => void): Unsubscribe;
  close(): void;
}

/** `version` resolves to a number that changes when another connection has committed; see `Database.version`. */
export function openBell(path: string, version: () => Promise<number>): Bell {
  const wakes = new Set<() => void>();
  const file = `${path}-bell`;
  let fd: number | undefined;
  let watched: { path: string; watcher: fs.FSWatcher } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let seen = 0;
  let ringing = false;

  const wakeAll = () => {
    for (const wake of [...wakes]) wake();
  };
  /** Not inside the append that caused it. */
  const wakeSoon = () => {
    if (ringing || wakes.size === 0) return;
    ringing = true;
    setImmediate(() => {
      ringing = false;
      wakeAll();
    });
  };
  /** Watches the bell, or the folder in which it will appear. */
  const arm = () => {
    const wanted = [file, dirname(file)].find((p) => fs.existsSync(p));
    if (wanted === watched?.path || wakes.size === 0) return;
    disarm();
    if (wanted === undefined) return;
    try {
      const watcher = fs.watch(wanted, (type) => {
        if (type === "rename") {
          // Made, or taken away: then it is another file that must be watched.
          disarm();
          arm();
        }
        wakeAll();
      });
      watcher.on("error", disarm);
      watched = { path: wanted, watcher };
    } catch {
      // Where the system gives no watch, looking remains.
    }
  };
  const disarm = () => {
    watched?.watcher.close();
    watched = undefined;
  };
  const look = async () => {
    arm();
    // Whoever reads next is told what is wrong.
    const now = await version().catch(() => seen);
    if (now === seen) return;
    seen = now;
    wakeAll();
  };
  return {
    ring() {
      wakeSoon();
      try {
        fd ??= fs.openSync(file, "w", 0o600);
        fs.writeSync(fd, STROKE, 0, 1, 0);
      } catch {
        // A hint that fails: listeners look by themselves.
      }
    },
    watch(wake) {
      const own = () => wake();
      wakes.add(own);
      timer ??= setInterval(() => void look(), LOOK_MS);
      void look();
      return () => {
        wakes.delete(own);
        if (wakes.size === 0) quiet();
      };
    },
    close() {
      wakes.clear();
      quiet();
      if (fd !== undefined) fs.closeSync(fd);
      fd = undefined;
    },
  };

  function quiet(): void {
    clearInterval(timer);
    timer = undefined;
    disarm();
  }
}
