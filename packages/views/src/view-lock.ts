import { mkdirSync, rmSync, statSync } from "node:fs";

/** Older than this, a lock belongs to someone who died: views take milliseconds. */
const STALE_MS = 10_000;

/** Runs `work` unless another process is writing these views; true if it ran. Skipping is harmless: the next commit writes what is missing. */
export async function withViewLock(path: string, work: () => Promise<void>): Promise<boolean> {
  if (!take(path)) return false;
  try {
    await work();
    return true;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function take(path: string): boolean {
  for (const again of [true, false]) {
    try {
      mkdirSync(path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (!again || age < STALE_MS) return false;
      rmSync(path, { recursive: true, force: true });
    }
  }
  return false;
}
