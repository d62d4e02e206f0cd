// Where everything lies. Nothing but a checked log id and numbers ever reaches a path.
import { pad } from "./frame.ts";

/**
 *     ROOT/.gitignore                     `*`: keeps itself out of version control
 *     ROOT/format.json                    format, segment size, which folder was probed
 *     ROOT/tmp/TAG                        being written; every commit passes through, so it is also the doorbell for "*"
 *     ROOT/logs/LOG/slots/POSITION        one record, hard-linked into place
 *     ROOT/logs/LOG/segments/FIRST-LAST   `segment` records; from then on the slots of that range count for nothing
 *     ROOT/logs/LOG/floor/POSITION        trimmed up to here
 *     ROOT/logs/LOG/snapshot
 */
export interface Layout {
  readonly root: string;
  readonly segment: number;
}

// Put together as text: `join` takes the whole path apart again, which is a millisecond of each call of the command line.
export const tempFolder = (at: Layout): string => `${at.root}/tmp`;
export const logFolder = (at: Layout, log: string): string => `${at.root}/logs/${folderOf(log)}`;
export const slotFolder = (at: Layout, log: string): string => `${logFolder(at, log)}/slots`;
export const segmentFolder = (at: Layout, log: string): string => `${logFolder(at, log)}/segments`;
export const floorFolder = (at: Layout, log: string): string => `${logFolder(at, log)}/floor`;
export const slotPath = (at: Layout, log: string, position: number): string =>
  `${slotFolder(at, log)}/${pad(position)}`;

/** The one segment that may hold `position`: ranges are a function of the number, so two rollers can only agree. */
export function segmentPath(at: Layout, log: string, position: number): string {
  const first = position - ((position - 1) % at.segment);
  return `${segmentFolder(at, log)}/${pad(first)}-${pad(first + at.segment - 1)}`;
}

/** Lower case plus a mark for the upper-case letters: ids that differ only in case stay apart where file names do not. */
export function folderOf(log: string): string {
  const lower = log.toLowerCase();
  if (lower === log) return log;
  const mask = [...log].reduce((bits, char, i) => (char === lower[i] ? bits : bits | (1n << BigInt(i))), 0n);
  return `${lower}~${mask.toString(16)}`;
}

/** The log id behind a folder name, or null if the folder is none of ours. */
export function logOf(folder: string): string | null {
  const [lower = "", mask] = folder.split("~");
  if (mask === undefined) return lower;
  if (!/^[0-9a-f]{1,32}$/.test(mask)) return null;
  const bits = BigInt(`0x${mask}`);
  const log = [...lower].map((char, i) => ((bits >> BigInt(i)) & 1n ? char.toUpperCase() : char)).join("");
  return folderOf(log) === folder ? log : null;
}
