import { mkdir, rm, stat } from "node:fs/promises";

/** Older than this, a lock belongs to someone who died: views take milliseconds. */
const STALE_MS = 10_000;

/** Runs `work` unless another process is writing these views; true if it ran. Skipping is harmless: the next commit writes what is missing. */
export async function withViewLock(path: string, work: () => Promise<void>): Promise<boolean> {
  if (!(await take(path))) return false;
  try {
    await work();
    return true;
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function take(path: string): Promise<boolean> {
  for (const again of [true, false]) {
    try {
      await mkdir(path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const age = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? 0);
      if (!again || age < STALE_MS) return false;
      await rm(path, { recursive: true, force: true });
    }
  }
  return false;
}
