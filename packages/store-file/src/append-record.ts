// Record N+1 is the first whole frame for N+1 in its segment. Appending lets exactly one writer be first, and nothing is ever locked.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { checkRecord, storeReplaced, TeamError } from "@teamwright/core/store";
import { makeFolder, syncFolder, type Disk } from "./disk.ts";
import { encodeFrame, HEADER_LENGTH } from "./frame.ts";
import { firstOf, logFolder, segmentFolder, segmentPath, type Layout } from "./layout.ts";
import type { TestPoint } from "./open-file-store.ts";
import { lastPlace, trimmedThrough, type Seen } from "./read-records.ts";
import { placeBehind, scanSegment, type Found, type Place } from "./scan-segment.ts";
import type { SpareSegment } from "./spare-segment.ts";
import { ifThere, storeError } from "./store-error.ts";

export interface AppendOptions {
  readonly layout: Layout;
  readonly disk: Disk;
  readonly seen: Seen;
  readonly spare: SpareSegment;
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
  const { layout, disk, seen, spare, ring, at } = options;
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
    const kept = spare.take(path);
    fd = kept ?? ifThere(() => open(path));
    // Below the floor the segment may be gone, or made anew by a writer that slept as we did. Above it, it is the one.
    if (trimmedThrough(layout, log) >= position) return null;
    const { size, nlink } = fd === undefined ? GONE : fs.fstatSync(fd);
    if (fd === undefined) throw new TeamError("STORE_CORRUPT", { data: { log, position: after, path } });
    if (nlink === 0) throw storeReplaced(layout.root);
    const next = async (): Promise<Found | undefined> => {
      for await (const [found] of scanSegment(fd!, last, { log, layout })) return found;
      return undefined;
    };
    if (at && begins) await at("after-create");
    const unchanged = kept !== undefined && size === last.offset;
    if (!unchanged && (await next())) return null;
    if (begins) await syncBefore();
    if (at) await at("before-write");
    // What a full disk takes of it stays, void for ever. Nobody may write on there: another one's frame may be behind it.
    if (disk.write(fd, frame) < frame.length) throw Object.assign(new Error("half written"), { code: "ENOSPC" });
    const settled = await settle(fd, { next, frame, last });
    spare.keep(path, fd);
    fd = undefined;
    return settled;
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
  async function settle(fd: number, written: Written): Promise<number | null> {
    const { next, frame, last } = written;
    try {
      if (at) await at("after-write");
      const header = last.offset > 0 ? last.header : frame.toString("latin1", 0, HEADER_LENGTH);
      const place = stands(fd, frame, last.offset)
        ? placeBehind({ position, tag, offset: last.offset + frame.length, header }, layout)
        : await placeIfFirst(next);
      if (!place) return null;
      ring();
      await disk.sync(fd);
      if (at) await at("after-sync");
      seen.learn(log, place);
      return position;
    } catch (cause) {
      throw new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log }, cause });
    }
  }
  async function placeIfFirst(next: () => Promise<Found | undefined>): Promise<Place | null> {
    const first = await next();
    if (!first) throw new Error("The record that was written is not in the file.");
    return first.frame.tag === tag ? first.place : null;
  }
}

const GONE = { size: 0, nlink: 0 };

interface Written {
  readonly frame: Buffer;
  /** Behind what it was written. */
  readonly last: Place;
  readonly next: () => Promise<Found | undefined>;
}

/** Whether the file holds `frame` at `offset`: nobody else wrote, and nothing needs to be taken apart. */
function stands(fd: number, frame: Buffer, offset: number): boolean {
  const found = Buffer.allocUnsafe(frame.length);
  return fs.readSync(fd, found, 0, found.length, offset) === found.length && found.equals(frame);
}
