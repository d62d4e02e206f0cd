// The segment that was written to last stays open: opening and closing it anew for each record took a tenth of the append.
import fs from "node:fs";

export interface SpareSegment {
  /** The file that was opened as `path`, the caller's from here on; undefined if it is not kept. It may have been removed since. */
  take(path: string): number | undefined;
  /** Keeps it for the next who asks, instead of the one before. */
  keep(path: string, fd: number): void;
  close(): void;
}

/** One file: a process mostly writes to one log. Who has taken it is alone with it, so nobody closes what another waits for. */
export function spareSegment(): SpareSegment {
  let kept: { path: string; fd: number } | undefined;
  let closed = false;
  return {
    take(path) {
      if (kept?.path !== path) return undefined;
      const { fd } = kept;
      kept = undefined;
      return fd;
    },
    keep(path, fd) {
      if (closed) return fs.closeSync(fd);
      drop();
      kept = { path, fd };
    },
    close() {
      closed = true;
      drop();
    },
  };

  function drop(): void {
    if (kept) fs.closeSync(kept.fd);
    kept = undefined;
  }
}
