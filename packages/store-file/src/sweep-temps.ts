import fs from "node:fs";
import { join } from "node:path";
import { tempFolder, type Layout } from "./layout.ts";
import { ifThere } from "./store-error.ts";

const AFTER_MS = 3_600_000;

/** Removes what killed writers left an hour ago. A writer that merely slept that long finds its temp gone and starts again. */
export function sweepTemps(layout: Layout): void {
  const folder = tempFolder(layout);
  for (const name of ifThere(() => fs.readdirSync(folder)) ?? []) {
    const stat = ifThere(() => fs.statSync(join(folder, name)));
    if (stat && Date.now() - stat.mtimeMs > AFTER_MS) fs.rmSync(join(folder, name), { force: true });
  }
}
