// Texts that lie in a folder of a pack, and in that of the packs it builds on.
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Path of each text of `folder` whose name ends with `end`, by the name without it, sorted. Of two, that of the earlier of `dirs`. */
export async function packTexts(dirs: readonly string[], folder: string, end: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const dir of dirs.toReversed())
    for (const file of await readdir(join(dir, folder)).catch(() => []))
      if (file.endsWith(end)) found.set(file.slice(0, -end.length), join(dir, folder, file));
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
