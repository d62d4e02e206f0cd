// Which frames of a segment are its records: the one rule that makes a writer first, the same for every reader for ever.
import fs from "node:fs";
import { promisify } from "node:util";
import { TeamError } from "@teamwright/core/store";
import { HEADER_LENGTH, pieceAt, type Frame } from "./frame.ts";
import { firstOf, segmentPath, type Layout } from "./layout.ts";

/** Behind a record of a log: where the next one is looked for. */
export interface Place {
  /** Of the record; 0 before the first. */
  readonly position: number;
  /** The record's tag; undefined if the segment before was not read. */
  readonly tag: string | undefined;
  /** Bytes into the segment of `position + 1`. */
  readonly offset: number;
  /** The header that this segment begins with, if `offset` is not 0: it never changes, so another one is another file. */
  readonly header?: string | undefined;
}

export interface Found {
  readonly frame: Frame;
  /** Behind it. */
  readonly place: Place;
}

export interface ScanOptions {
  readonly log: string;
  readonly layout: Layout;
}

const SMALL = 16 * 1024;
const LARGE = 256 * 1024;
const read = promisify(fs.read);

/**
 * The records behind `from` in its segment, as far as the file reaches now; as many at once as were read at once.
 *
 * Of the whole frames for a position the first in the file is the record; later ones are duds, of writers that were
 * not first. Who wrote position N + 1 had seen record N and names its tag. So a frame that skips a position, or
 * follows another tag, says that a record is gone that once was there: STORE_CORRUPT, as for a damaged piece.
 */
export async function* scanSegment(
  fd: number,
  from: Place,
  { log, layout }: ScanOptions,
): AsyncGenerator<readonly Found[]> {
  const size = fs.fstatSync(fd).size;
  const last = firstOf(layout, from.position + 1) + layout.segment - 1;
  let { position, tag, offset } = from;
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  let chunk = SMALL;
  let batch: Found[] = [];
  const header = headerOf(fd);
  const other = from.header !== undefined && from.header !== header;
  let broken: TeamError | undefined = size < offset || other ? corrupt(position) : undefined;
  while (position < last && !broken) {
    const complete = offset + bytes.length - at === size;
    const piece = pieceAt(bytes, at, complete);
    if (piece.kind === "damaged") {
      broken = corrupt(position + 1);
      break;
    }
    if (piece.kind === "open") {
      if (complete) break;
      if (batch.length > 0) yield batch;
      batch = [];
      const length = Math.min(Math.max(piece.need, chunk), size - offset);
      bytes = await bytesAt(fd, offset, length);
      // Cut off just now: whoever reads next is told.
      if (bytes.length < length) return;
      [at, chunk] = [0, Math.min(2 * chunk, LARGE)];
      continue;
    }
    offset += piece.end - at;
    at = piece.end;
    if (piece.kind === "void" || piece.frame.position <= position) continue;
    const { frame } = piece;
    if (frame.position > position + 1) broken = corrupt(position + 1);
    else if (tag !== undefined && frame.previous !== tag) broken = corrupt(position);
    else {
      ({ position, tag } = frame);
      batch.push({ frame, place: placeBehind({ position, tag, offset, header }, layout) });
    }
  }
  if (batch.length > 0) yield batch;
  if (broken) throw broken;

  function corrupt(at: number): TeamError {
    return new TeamError("STORE_CORRUPT", { data: { log, position: at, path: segmentPath(layout, log, at) } });
  }
}

/** A record's place, of where it ends; the one behind the last of a segment begins the next. */
export function placeBehind(place: Place, layout: Layout): Place {
  return firstOf(layout, place.position + 1) > place.position ? { ...place, offset: 0, header: undefined } : place;
}

function headerOf(fd: number): string {
  const bytes = Buffer.alloc(HEADER_LENGTH);
  return bytes.toString("latin1", 0, fs.readSync(fd, bytes, 0, HEADER_LENGTH, 0));
}

/** Up to `length` bytes; a few are read at once, since the way to another thread and back takes longer than that. */
async function bytesAt(fd: number, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const [left, from] = [length - filled, offset + filled];
    const got =
      length <= LARGE / 4
        ? fs.readSync(fd, bytes, filled, left, from)
        : (await read(fd, bytes, filled, left, from)).bytesRead;
    if (got === 0) break;
    filled += got;
  }
  return bytes.subarray(0, filled);
}
