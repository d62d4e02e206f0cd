// Wakes those who listen to all logs: a small file that every commit touches.
import fs from "node:fs";

export interface Bell {
  ring(): void;
  close(): void;
}

export function openBell(path: string): Bell {
  let fd: number | undefined;
  return {
    ring() {
      try {
        fd ??= fs.openSync(path, "w", 0o600);
        fs.writeSync(fd, ".", 0);
      } catch {
        // A hint that fails: listeners look by themselves.
      }
    },
    close() {
      if (fd !== undefined) fs.closeSync(fd);
      fd = undefined;
    },
  };
}
