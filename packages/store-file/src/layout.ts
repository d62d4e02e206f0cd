// Where everything lies. Nothing but a checked log id and numbers ever reaches a path.
import { LOG_ID } from "@teamwright/core/store";
import { pad } from "./frame.ts";

/**
 *     ROOT/.gitignore                  `*`: keeps itself out of version control
 *     ROOT/format.json                 format and segment size: its first whole line
 *     ROOT/bell                        touched by every commit: the doorbell for "*"
 *     ROOT/tmp/TAG                     snapshots being written
 *     ROOT/logs/LOG/segments/FIRST     the records FIRST to FIRST + `segment` - 1, appended one behind the other
 *     ROOT/logs/LOG/floor/POSITION     trimmed up to here
 *     ROOT/logs/LOG/snapshot
 */
export interface Layout {
  readonly root: string;
  readonly segment: number;
}

// Put together as text: `join` takes the whole path apart again, which is a millisecond of each call of the command line.
export const bellPath = (at: Layout): string => `${at.root}/bell`;
export const tempFolder = (at: Layout): string => `${at.root}/tmp`;
export const logFolder = (at: Layout, log: string): string => `${at.root}/logs/${folderOf(log)}`;
export const segmentFolder = (at: Layout, log: string): string => `${logFolder(at, log)}/segments`;
export const floorFolder = (at: Layout, log: string): string => `${logFolder(at, log)}/floor`;
export const snapshotPath = (at: Layout, log: string): string => `${logFolder(at, log)}/snapshot`;

/** The first position of the segment that holds `position`: a function of the number, so nobody has to agree on it. */
export const firstOf = (at: Layout, position: number): number => position - ((position - 1) % at.segment);

export const segmentPath = (at: Layout, log: string, position: number): string =>
  `${segmentFolder(at, log)}/${pad(firstOf(at, position))}`;

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
  // What a desktop or an editor leaves everywhere is no log.
  if (mask === undefined) return LOG_ID.test(lower) ? lower : null;
  if (!/^[0-9a-f]{1,32}$/.test(mask)) return null;
  const bits = BigInt(`0x${mask}`);
  const log = [...lower].map((char, i) => ((bits >> BigInt(i)) & 1n ? char.toUpperCase() : char)).join("");
  return folderOf(log) === folder ? log : null;
}
