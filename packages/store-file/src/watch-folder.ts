import fs from "node:fs";
import { dirname } from "node:path";
import type { Unsubscribe } from "@teamwright/core/store";

/**
 * Calls `wake` soon after a name appears in or leaves `folder`, many at once merged. `folder` need not exist: the
 * nearest parent is watched until it does. Never throws: where the system gives no watch, silence is what remains.
 */
export function watchFolder(folder: string, wake: () => void): Unsubscribe {
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
    // Again after each start: the folder may have appeared between the look and the watch.
    while (watched !== nearest(folder)) {
      watched = nearest(folder);
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
      if (before !== folder) arm();
      // In a parent, other names are none of our business.
      if (before !== watched || watched === folder) wake();
    });
  }
}

function nearest(folder: string): string {
  let found = folder;
  while (!fs.existsSync(found) && dirname(found) !== found) found = dirname(found);
  return found;
}
