import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Paths of all files below a folder, from there, with `/` on every system, sorted. Rejects with what the disk says. */
export async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

/** Whether a path is of something that was installed, not made. */
export const isInstalled = (path: string): boolean => /(^|\/)node_modules\//.test(path);
