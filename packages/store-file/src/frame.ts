// How a record lies in a segment: RS, one line of text, LF, as RFC 7464 frames texts. `cat` shows it, a torn one harms nobody.
import { crc32 } from "node:zlib";

export interface Frame {
  readonly position: number;
  /** Random, 16 hex digits: tells two writers' identical records apart. */
  readonly tag: string;
  /** The tag of the record at `position - 1`; NO_TAG for the first. */
  readonly previous: string;
  readonly bytes: Uint8Array;
}

/** What stands at a place of a segment where a frame may begin. */
export type Piece =
  /** Whole and unharmed; its bytes are a part of those that were given. It may still be a dud: see scan-segment.ts. */
  | { readonly kind: "frame"; readonly frame: Frame; readonly end: number }
  /** Begun and never ended, by a writer that was killed or had a full disk; another one wrote behind it. */
  | { readonly kind: "void"; readonly end: number }
  /** Was whole once. */
  | { readonly kind: "damaged" }
  /** Cannot be judged without `need` bytes; at the end of a file: not there yet. */
  | { readonly kind: "open"; readonly need: number };

export const NO_TAG = "0".repeat(16);

const RS = 0x1e;
const LF = 0x0a;
/** Behind RS: position, length of the body, tag, previous tag, and whether the body is text as it is or base64. */
const HEADER = /^TW2 (\d{16}) (\d{12}) ([0-9a-f]{16}) ([0-9a-f]{16}) ([tb]) $/;
export const HEADER_LENGTH = 71;
/** A blank, the CRC-32 of all between RS and that blank, LF. */
const TRAILER_LENGTH = 10;

/** The frame as it is written, in memory of its own. RS and LF never occur inside, whatever the record holds. */
export function encodeFrame({ position, tag, previous, bytes }: Frame): Buffer {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = !given.includes(RS) && !given.includes(LF);
  const body = plain ? given : Buffer.from(given.toString("base64"), "latin1");
  const length = String(body.length).padStart(12, "0");
  const header = `TW2 ${pad(position)} ${length} ${tag} ${previous} ${plain ? "t" : "b"} `;
  return Buffer.concat([
    Buffer.from(`\x1e${header}`, "latin1"),
    body,
    Buffer.from(` ${checksum(body, crc32(header))}\n`, "latin1"),
  ]);
}

/**
 * Judges what begins at `at`. `complete`: the file ends where `bytes` end.
 *
 * RS begins a frame and LF ends it, neither is inside. So a piece that has its LF was written whole, and if it cannot be
 * read now, it was changed since: damaged. One without LF was never whole. NULs at the end count as nothing:
 * some file systems leave them where a power cut took the bytes.
 */
export function pieceAt(bytes: Buffer, at: number, complete: boolean): Piece {
  const header = headerAt(bytes, at);
  const total = header ? HEADER_LENGTH + Number(header[2]) + TRAILER_LENGTH : Infinity;
  const next = bytes.indexOf(RS, at + 1);
  const end = next === -1 ? bytes.length : next;
  if (header && end - at >= total) {
    const frame = decode(bytes.subarray(at, at + total), header);
    if (frame) return { kind: "frame", frame, end: at + total };
  }
  const need = Math.max(end - at < total && header ? total : 0, 2 * (end - at), HEADER_LENGTH);
  if (next === -1 && !complete) return { kind: "open", need };
  let written = end;
  while (written > at && bytes[written - 1] === 0) written--;
  if (written - at >= total || (written > at && bytes[written - 1] === LF)) return { kind: "damaged" };
  return next === -1 ? { kind: "open", need } : { kind: "void", end };
}

/** The position that a frame's header names; null if `header` is none. */
export function positionOf(header: Buffer): number | null {
  const found = headerAt(header, 0);
  return found ? Number(found[1]) : null;
}

function headerAt(bytes: Buffer, at: number): RegExpExecArray | null {
  return bytes[at] === RS ? HEADER.exec(bytes.toString("latin1", at + 1, at + HEADER_LENGTH)) : null;
}

function decode(bytes: Buffer, [, position, , tag, previous, form]: RegExpExecArray): Frame | null {
  const end = bytes.length - TRAILER_LENGTH;
  if (bytes.toString("latin1", end) !== ` ${checksum(bytes.subarray(1, end))}\n`) return null;
  const body = bytes.subarray(HEADER_LENGTH, end);
  const found = form === "t" ? body : Buffer.from(body.toString("latin1"), "base64");
  const view = new Uint8Array(found.buffer, found.byteOffset, found.length);
  return { position: Number(position), tag: tag!, previous: previous!, bytes: view };
}

function checksum(bytes: Uint8Array, before = 0): string {
  return crc32(bytes, before).toString(16).padStart(8, "0");
}

/** Fixed width, so that a listing sorts; 16 digits hold every safe integer. */
export function pad(position: number): string {
  return String(position).padStart(16, "0");
}
