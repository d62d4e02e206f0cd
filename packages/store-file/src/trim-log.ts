import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { join } from "node:path";
import { makeFolder, syncFolder } from "./disk.ts";
import { pad } from "./frame.ts";
import { floorFolder, segmentFolder, tempFolder, type Layout } from "./layout.ts";
import { listedLast, trimmedThrough } from "./read-records.ts";
import { TOMBSTONE } from "./read-segment.ts";
import { ifThere } from "./store-error.ts";

/**
 * Hides the records up to `through` and frees the segments wholly below it. Slots stay until they are rolled, so the
 * last position is always known; a freed segment keeps its name, so a name below the floor can never be won again.
 */
export async function trimLog(layout: Layout, log: string, through: number): Promise<void> {
  const floor = Math.min(through, listedLast(layout, log));
  if (!(floor > 0)) return;
  const folder = floorFolder(layout, log);
  if (floor > trimmedThrough(layout, log)) {
    makeFolder(folder);
    fs.writeFileSync(join(folder, pad(floor)), "", { mode: 0o600 });
    await syncFolder(folder);
    await syncFolder(join(folder, ".."));
  }
  const highest = trimmedThrough(layout, log);
  for (const name of fs.readdirSync(folder)) if (Number(name) < highest) fs.rmSync(join(folder, name), { force: true });
  for (const name of ifThere(() => fs.readdirSync(segmentFolder(layout, log))) ?? []) {
    const path = join(segmentFolder(layout, log), name);
    if (Number(name.split("-")[1]) > highest || fs.statSync(path).size === TOMBSTONE.length) continue;
    const temp = join(tempFolder(layout), randomBytes(8).toString("hex"));
    fs.writeFileSync(temp, TOMBSTONE, { mode: 0o600, flush: true });
    fs.renameSync(temp, path);
  }
}
