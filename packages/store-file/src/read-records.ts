import fs from "node:fs";
import { TeamError, type LogRecord } from "@teamwright/core/store";
import { decodeFrame, type Frame } from "./frame.ts";
import { floorFolder, segmentPath, slotFolder, slotPath, type Layout } from "./layout.ts";
import { readSegment } from "./read-segment.ts";
import { ifThere, present, readError } from "./store-error.ts";

export interface ReadOptions {
  readonly layout: Layout;
  readonly limit: number;
  /** Throws when reading must stop: the store was closed, the reader gave up. */
  readonly check: () => void;
  /** A position known to be in the log: nothing up to it may be missing. */
  readonly atLeast: number;
}

/**
 * Records above `after`, in order. Touches only the files that hold them; no folder is listed.
 *
 * A slot counts only if its segment is absent *after* the slot was read: the slot may be the ghost of a writer that
 * slept through a roll. A slot that is absent is looked for in its segment: it may have been rolled just now.
 */
export async function* readRecords(log: string, after: number, options: ReadOptions): AsyncGenerator<LogRecord> {
  const { layout, limit, check, atLeast } = options;
  let position = Math.max(after, trimmedThrough(layout, log)) + 1;
  for (let left = limit; left > 0 && Number.isSafeInteger(position);) {
    check();
    const segment = segmentPath(layout, log, position);
    const file = guard(() => ifThere(() => fs.readFileSync(slotPath(layout, log, position))));
    if (guard(() => present(segment))) {
      const last = position - ((position - 1) % layout.segment) + layout.segment - 1;
      const through = Math.min(last, position + left - 1);
      for await (const frame of guarded(readSegment(segment, { log, layout, from: position, through }))) {
        yield { position: frame.position, bytes: frame.bytes };
        left--;
        check();
      }
      position = through + 1;
      continue;
    }
    const frame = file && decodeFrame(file, position);
    if (!file && position > atLeast) return;
    if (!frame)
      throw new TeamError("STORE_CORRUPT", { data: { log, position, path: slotPath(layout, log, position) } });
    yield { position, bytes: frame.bytes };
    position++;
    left--;
  }

  function guard<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw readError(error, layout.root);
    }
  }

  async function* guarded(frames: AsyncGenerator<Frame>): AsyncGenerator<Frame> {
    try {
      yield* frames;
    } catch (error) {
      throw readError(error, layout.root);
    }
  }
}

/** The highest name in the slot folder; 0 if there is none. The last record is always a slot, so this finds it, or an earlier one. */
export function listedLast(layout: Layout, log: string): number {
  return highest(slotFolder(layout, log));
}

/** Records up to here are forgotten; 0 if the log was never trimmed. */
export function trimmedThrough(layout: Layout, log: string): number {
  return highest(floorFolder(layout, log));
}

function highest(folder: string): number {
  let max = 0;
  for (const name of ifThere(() => fs.readdirSync(folder)) ?? [])
    if (/^\d{16}$/.test(name)) max = Math.max(max, Number(name));
  return max;
}
