import fs from "node:fs";
import { join } from "node:path";
import type { AppendOptions } from "./append-record.ts";
import { makeFolder, syncFolder } from "./disk.ts";
import { pad } from "./frame.ts";
import { floorFolder, segmentPath } from "./layout.ts";
import { lastPlace, segmentsOf, trimmedThrough } from "./read-records.ts";

/**
 * Hides the records up to `through` and removes the segments wholly below it, but for the one with the last record.
 *
 * The floor is on the disk before anything is removed. So whoever opens a segment, and then finds the floor below what
 * it wants to write, has the one and only file of that name.
 */
export async function trimLog(log: string, through: number, { layout, seen, at }: AppendOptions): Promise<void> {
  const last = (await lastPlace(log, layout, seen)).position;
  const floor = Math.min(through, last);
  if (!(floor > 0)) return;
  const folder = floorFolder(layout, log);
  if (floor > trimmedThrough(layout, log)) {
    makeFolder(folder);
    fs.writeFileSync(join(folder, pad(floor)), "", { mode: 0o600 });
    await syncFolder(folder);
    await syncFolder(join(folder, ".."));
  }
  if (at) await at("after-floor");
  const highest = trimmedThrough(layout, log);
  for (const name of fs.readdirSync(folder)) if (Number(name) < highest) fs.rmSync(join(folder, name), { force: true });
  for (const first of segmentsOf(layout, log)) {
    if (first + layout.segment - 1 > highest || first + layout.segment > last) break;
    fs.rmSync(segmentPath(layout, log, first), { force: true });
    if (at) await at("mid-trim");
  }
}
