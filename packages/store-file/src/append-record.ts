// Record N+1 is the first whole frame for N+1 in its segment. Appending lets exactly one writer be first, and nothing is ever locked.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { checkRecord, TeamError } from "@teamwright/core/store";
import { makeFolder, syncFolder, type Disk } from "./disk.ts";
import { encodeFrame } from "./frame.ts";
import { firstOf, logFolder, segmentFolder, segmentPath, type Layout } from "./layout.ts";
import type { TestPoint } from "./open-file-store.ts";
import { lastPlace, trimmedThrough, type Seen } from "./read-records.ts";
import { scanSegment, type Found } from "./scan-segment.ts";
import { ifThere, storeError } from "./store-error.ts";

export interface AppendOptions {
  readonly layout: Layout;
  readonly disk: Disk;
  readonly seen: Seen;
  /** Called when the record can be read by others. */
  readonly ring: () => void;
  readonly at?: ((point: TestPoint) => void | Promise<void>) | undefined;
}

/**
 * Position of the record once it is on the disk; null if `after` is not the last position.
 *
 * The frame goes out in one write to a file opened for appending, so the kernel puts it behind all that is there. Then
 * the file says who was first. Looking before writing only keeps duds rare.
 */
export async function appendRecord(
  log: string,
  after: number,
  record: Uint8Array,
  options: AppendOptions,
): Promise<number | null> {
  checkRecord(record);
  const { layout, disk, seen, ring, at } = options;
  const position = after + 1;
  if (!Number.isSafeInteger(position) || after < 0) return null;
  const path = segmentPath(layout, log, position);
  const begins = position === firstOf(layout, position);
  const tag = randomBytes(8).toString("hex");
  let fd: number | undefined;
  try {
    const known = seen.get(log);
    const last = known && known.position >= after ? known : await lastPlace(log, layout, seen);
    if (last.position !== after) return null;
    const frame = encodeFrame({ position, tag, previous: last.tag!, bytes: record });
    if (begins) makeFolder(segmentFolder(layout, log));
    const open = begins ? disk.create : disk.open;
    fd = ifThere(() => open(path));
    // Below the floor the segment may be gone, or made anew by a writer that slept as we did. Above it, it is the one.
    if (trimmedThrough(layout, log) >= position) return null;
    if (fd === undefined) throw new TeamError("STORE_CORRUPT", { data: { log, position: after, path } });
    const next = async (): Promise<Found | undefined> => {
      for await (const found of scanSegment(fd!, last, { log, layout })) return found;
      return undefined;
    };
    if (at && begins) await at("after-create");
    if (await next()) return null;
    if (begins) await syncBefore();
    if (at) await at("before-write");
    // What a full disk takes of it stays, void for ever. Nobody may write on there: another one's frame may be behind it.
    if (disk.write(fd, frame) < frame.length) throw Object.assign(new Error("half written"), { code: "ENOSPC" });
    return await settle(fd, next);
  } catch (error) {
    throw storeError(error, layout.root);
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }

  /** The segment's name, and all before it: whoever finds a record in a segment may rely on that. */
  async function syncBefore(): Promise<void> {
    const before = after > 0 ? ifThere(() => disk.open(segmentPath(layout, log, after))) : undefined;
    try {
      if (before !== undefined) await disk.sync(before);
    } finally {
      if (before !== undefined) fs.closeSync(before);
    }
    for (const folder of [segmentFolder(layout, log), logFolder(layout, log), `${layout.root}/logs`])
      await syncFolder(folder);
  }

  /** Written: from here on only the file knows. */
  async function settle(fd: number, next: () => Promise<Found | undefined>): Promise<number | null> {
    try {
      if (at) await at("after-write");
      const first = await next();
      if (!first) throw new Error("The record that was written is not in the file.");
      if (first.frame.tag !== tag) return null;
      ring();
      await disk.sync(fd);
      if (at) await at("after-sync");
      seen.learn(log, first.place);
      return position;
    } catch (cause) {
      throw new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log }, cause });
    }
  }
}
