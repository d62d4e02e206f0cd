// How a record lies in a file: one line of text, fixed width, then the bytes. `head -1` on a slot explains it.
import { crc32 } from "node:zlib";

export interface Frame {
  readonly position: number;
  /** Random, 16 hex digits: tells two writers' identical records apart. */
  readonly tag: string;
  readonly bytes: Uint8Array;
}

/** Bytes of the line before a record. */
export const FRAME_HEADER = 60;

/** The frame's file content, its own memory. */
export function encodeFrame({ position, tag, bytes }: Frame): Buffer {
  const start = `TW1 ${pad(position)} ${String(bytes.length).padStart(12, "0")} ${tag} `;
  const sum = crc32(bytes, crc32(start)).toString(16).padStart(8, "0");
  return Buffer.concat([Buffer.from(`${start}${sum}\n`, "latin1"), bytes]);
}

/** Bytes of the record behind this header, or null if `header` is not one for `position`. */
export function frameLength(header: Buffer, position: number): number | null {
  if (header.length < FRAME_HEADER || header.toString("latin1", 0, 21) !== `TW1 ${pad(position)} `) return null;
  const length = Number(header.toString("latin1", 21, 33));
  return Number.isSafeInteger(length) ? length : null;
}

/** The frame at the start of `file`, copied out of it; null unless it is whole, unharmed and stands at `position`. */
export function decodeFrame(file: Buffer, position: number): Frame | null {
  const length = frameLength(file, position);
  if (length === null || file.length < FRAME_HEADER + length) return null;
  const bytes = new Uint8Array(file.subarray(FRAME_HEADER, FRAME_HEADER + length));
  const sum = crc32(bytes, crc32(file.subarray(0, 51)))
    .toString(16)
    .padStart(8, "0");
  if (file.toString("latin1", 51, FRAME_HEADER) !== `${sum}\n`) return null;
  return { position, tag: file.toString("latin1", 34, 50), bytes };
}

/** Fixed width, so that a listing sorts; 16 digits hold every safe integer. */
export function pad(position: number): string {
  return String(position).padStart(16, "0");
}
