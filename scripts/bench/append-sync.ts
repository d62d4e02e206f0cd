// The bare disk, as a baseline.
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The least that anything durable can do: 400 bytes behind the others, and a wait for the disk. */
export function appendSync(folder: string): { once(): void; close(): void } {
  const fd = openSync(join(folder, "bare"), "a");
  const bytes = Buffer.alloc(400, 1);
  return {
    once() {
      writeSync(fd, bytes);
      fdatasyncSync(fd);
    },
    close: () => closeSync(fd),
  };
}
