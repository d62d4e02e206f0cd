import fs from "node:fs";
import { storeReplaced, TeamError, type LogRecord } from "@teamwright/core/store";
import { NO_TAG } from "./frame.ts";
import { firstOf, floorFolder, segmentFolder, segmentPath, snapshotPath, type Layout } from "./layout.ts";
import { scanSegment, type Found, type Place } from "./scan-segment.ts";
import { ifThere, misplaced, present, readError } from "./store-error.ts";

/** The furthest place of each log that a handle has seen: reading and appending go on from there. */
export interface Seen {
  get(log: string): Place | undefined;
  /** Forgets what is not ahead of what is known. */
  learn(log: string, place: Place): void;
}

export interface ReadOptions {
  readonly layout: Layout;
  readonly seen: Seen;
  readonly limit: number;
  /** Throws when reading must stop: the store was closed, the reader gave up. */
  readonly check: () => void;
}

/**
 * Records above `after`, in order. Only the segments that hold them are read.
 *
 * A segment that was open before the floor was looked at, and found above it, is the one and only of its name: see
 * trim-log.ts. Any other may be gone, or be the vain try of a writer that slept; then what is read begins at the floor.
 */
export async function* readRecords(log: string, after: number, options: ReadOptions): AsyncGenerator<LogRecord> {
  const { layout, seen, limit, check } = options;
  let left = limit;
  let start = Math.max(after, trimmedThrough(layout, log));
  let real = 0;
  while (left > 0 && Number.isSafeInteger(start + 1)) {
    check();
    let place = beginning(layout, start, seen.get(log));
    const atLeast = seen.get(log)?.position ?? sureThrough(layout, log);
    try {
      for await (const batch of framesFrom(log, place, layout)) {
        place = batch.at(-1)!.place;
        seen.learn(log, place);
        for (const { frame } of batch) {
          if (frame.position <= start) continue;
          const first = firstOf(layout, frame.position);
          if (first !== real && trimmedThrough(layout, log) > start) throw lost(log, start + 1, layout);
          [real, start] = [first, frame.position];
          yield { position: start, bytes: new Uint8Array(frame.bytes) };
          if (--left === 0) return;
          check();
        }
      }
      if (place.position < atLeast) throw lost(log, place.position + 1, layout);
      return;
    } catch (error) {
      const floor = trimmedThrough(layout, log);
      if (!TeamError.is(error, "STORE_CORRUPT") || floor <= start) throw error;
      start = floor;
    }
  }
}

/** The place behind the last record. Reads from what is known, or else one segment. */
export async function lastPlace(log: string, layout: Layout, seen: Seen): Promise<Place> {
  const known = seen.get(log);
  try {
    if (known) return await lastFrom([known]);
  } catch (error) {
    if (!TeamError.is(error, "STORE_CORRUPT") || trimmedThrough(layout, log) <= known!.position) throw error;
    // What was known is trimmed.
  }
  return lastFrom(segmentsOf(layout, log).map((first) => beginning(layout, first - 1)));

  async function lastFrom(starts: Place[]): Promise<Place> {
    const atLeast = sureThrough(layout, log);
    // The highest segment may be one that a killed writer made for a record it never wrote.
    for (const start of starts.reverse()) {
      let place = start;
      for await (const batch of framesFrom(log, start, layout)) place = batch.at(-1)!.place;
      if (place === start && start !== known) continue;
      if (place.position < atLeast) throw lost(log, place.position + 1, layout);
      seen.learn(log, place);
      return place;
    }
    return ORIGIN;
  }
}

/** Whether the log has a record, or had one before a trim. */
export async function hasRecord(log: string, layout: Layout): Promise<boolean> {
  try {
    // One of which only a snapshot is left has lost its records, unless it was trimmed.
    if (sureThrough(layout, log) > 0 || present(snapshotPath(layout, log))) return true;
    for await (const _ of framesFrom(log, ORIGIN, layout)) return true;
    return false;
  } catch (error) {
    if (TeamError.is(error, "STORE_CORRUPT")) return true;
    throw error;
  }
}

/** Records up to here are forgotten; 0 if the log was never trimmed. */
export function trimmedThrough(layout: Layout, log: string): number {
  return numbersIn(floorFolder(layout, log), layout).at(-1) ?? 0;
}

/** First positions of the segments that are there, ascending. */
export function segmentsOf(layout: Layout, log: string): number[] {
  return numbersIn(segmentFolder(layout, log), layout);
}

const ORIGIN: Place = { position: 0, tag: NO_TAG, offset: 0 };

/** Up to here everything was written before the highest segment was made. To be asked before reading: the log grows meanwhile. */
function sureThrough(layout: Layout, log: string): number {
  return (segmentsOf(layout, log).at(-1) ?? 1) - 1;
}

function lost(log: string, position: number, layout: Layout): TeamError {
  if (!present(layout.root)) return storeReplaced(layout.root);
  return new TeamError("STORE_CORRUPT", { data: { log, position, path: segmentPath(layout, log, position) } });
}

/** From where to read to find what is above `start`: a known place in its segment, or where the segment begins. */
function beginning(layout: Layout, start: number, known?: Place): Place {
  const position = firstOf(layout, start + 1) - 1;
  if (known && known.position >= position && known.position <= start) return known;
  return position === 0 ? ORIGIN : { position, tag: undefined, offset: 0 };
}

async function* framesFrom(log: string, from: Place, layout: Layout): AsyncGenerator<readonly Found[]> {
  for (let place = from; ;) {
    const began = place;
    let fd: number | undefined;
    try {
      fd = ifThere(() => fs.openSync(segmentPath(layout, log, place.position + 1), "r"));
      // Where a record was read from it, it was removed: by a trim, or with the store.
      if (fd === undefined && place.offset > 0) throw lost(log, place.position, layout);
      if (fd === undefined) return;
      for await (const batch of scanSegment(fd, place, { log, layout })) {
        place = batch.at(-1)!.place;
        yield batch;
      }
    } catch (error) {
      if (misplaced(error)) throw lost(log, place.position + 1, layout);
      throw readError(error, layout.root);
    } finally {
      if (fd !== undefined) fs.closeSync(fd);
    }
    if (place === began || place.offset > 0) return;
  }
}

function numbersIn(folder: string, { root }: Layout): number[] {
  try {
    // Looked at first: an error with its stack takes longer than the look.
    const names = present(folder) ? (ifThere(() => fs.readdirSync(folder)) ?? []) : [];
    return names
      .filter((name) => /^\d{16}$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if (misplaced(error)) throw new TeamError("STORE_CORRUPT", { data: { path: folder }, cause: error });
    throw readError(error, root);
  }
}
