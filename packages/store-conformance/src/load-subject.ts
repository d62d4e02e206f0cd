import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Subject } from "./case.ts";

/**
 * The subject that a module of an outsider describes. Its default export (or `open`) takes a location and opens the store there;
 * it may also export `location`, `cleanup` and `points`. A location is then a new name in a temporary folder. Throws what to export.
 */
export async function loadSubject(path: string): Promise<Subject> {
  const module = resolve(path);
  const loaded = (await import(pathToFileURL(module).href)) as Partial<Subject> & { default?: Subject["open"] };
  const open = loaded.default ?? loaded.open;
  if (typeof open !== "function")
    throw new TypeError(`${path} must have a default export: (location: string) => Promise<LogStore>.`);
  if (typeof loaded.default !== "function")
    throw new TypeError(`${path}: child processes call its default export; write \`export default open\`.`);
  const folders: string[] = [];
  const ownLocation = () => {
    const folder = mkdtempSync(join(tmpdir(), "store-conformance-"));
    folders.push(folder);
    return join(folder, "store");
  };
  return {
    open,
    module,
    location: loaded.location ?? ownLocation,
    points: loaded.points ?? [],
    async cleanup(location) {
      await loaded.cleanup?.(location);
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}
