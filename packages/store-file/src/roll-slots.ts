// Old slots become one segment file: 256 inodes less, and a cold read of the whole log opens 256 times fewer files.
import fs from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { AppendOptions } from "./append-record.ts";
import { syncFolder } from "./disk.ts";
import { decodeFrame } from "./frame.ts";
import { segmentFolder, segmentPath, slotFolder, slotPath, tempFolder, type Layout } from "./layout.ts";
import { BREATH, publish } from "./publish.ts";
import { ifThere, present } from "./store-error.ts";
import { sweepTemps } from "./sweep-temps.ts";

/**
 * Rolls every full range below the last record and removes what an earlier, killed roll or a ghost left behind.
 *
 * Safe for any number at once and at any kill: the range and so the content of a segment is fixed, link() takes the
 * first, and a slot goes only after its segment is on the disk. The last record always stays a slot.
 */
export async function rollSlots(log: string, options: AppendOptions): Promise<void> {
  const { layout, at } = options;
  const names = fs.readdirSync(slotFolder(layout, log)).filter((name) => /^\d{16}$/.test(name));
  const positions = names.map(Number).sort((a, b) => a - b);
  const last = positions.at(-1) ?? 0;
  const ranges = new Set(positions.map((position) => position - ((position - 1) % layout.segment)));
  for (const first of ranges) {
    const end = first + layout.segment - 1;
    if (end >= last) break;
    const segment = segmentPath(layout, log, first);
    if (!present(segment)) await publishSegment(segment, first);
    if (at) await at("after-roll-publish");
    await syncFolder(segmentFolder(layout, log));
    for (const position of positions.filter((position) => position >= first && position <= end)) {
      if (at && position % layout.segment === layout.segment >> 1) await at("mid-unlink");
      ifThere(() => fs.unlinkSync(slotPath(layout, log, position)));
      if (position % BREATH === 0) await setImmediate();
    }
  }
  sweepTemps(layout);

  async function publishSegment(segment: string, first: number): Promise<void> {
    try {
      await publish(segment, slotContents(layout, log, first), {
        ...options,
        at: undefined,
        temps: tempFolder(layout),
      });
    } catch (error) {
      // Another roller was faster, and has begun to take the slots away.
      if (!present(segment)) throw error;
    }
  }
}

function* slotContents(layout: Layout, log: string, first: number): Generator<Buffer> {
  for (let position = first; position < first + layout.segment; position++) {
    const file = fs.readFileSync(slotPath(layout, log, position));
    if (!decodeFrame(file, position)) throw new Error(`slot ${position} is damaged: left where it is`);
    yield file;
  }
}
