import fs from "node:fs";
import { dirname } from "node:path";
import type { Unsubscribe } from "@teamwright/core/store";

/**
 * Calls `wake` soon after the file at `path` changes, or a file in the folder there, many at once merged. It need not exist:
 * the nearest parent is watched until it does. Never throws: where the system gives no watch, silence is what remains.
 */
export function watchPath(path: string, wake: () => void): Unsubscribe {
  let watcher: fs.FSWatcher | undefined;
  let watched = "";
  let ringing = false;
  let stopped = false;
  arm();
  return () => {
    stopped = true;
    watcher?.close();
  };

  function arm(): void {
    // Again after each start: it may have appeared between the look and the watch.
    while (watched !== nearest(path)) {
      watched = nearest(path);
      watcher?.close();
      try {
        const started = fs.watch(watched, ring);
        started.on("error", () => started.close());
        watcher = started;
      } catch {
        watcher = undefined;
      }
    }
  }

  function ring(): void {
    if (ringing || stopped) return;
    ringing = true;
    setImmediate(() => {
      ringing = false;
      if (stopped) return;
      const before = watched;
      if (before !== path) arm();
      // In a parent, other names are none of our business.
      if (before !== watched || watched === path) wake();
    });
  }
}

function nearest(path: string): string {
  let found = path;
  while (!fs.existsSync(found) && dirname(found) !== found) found = dirname(found);
  return found;
}
