import fs from "node:fs";
import { promisify } from "node:util";
import { TeamError } from "@teamwright/core/store";
import { decodeFrame, FRAME_HEADER, frameLength, type Frame } from "./frame.ts";
import type { Layout } from "./layout.ts";

/** What a segment holds after its records were trimmed. Its name stays: it proves that the range is closed. */
export const TOMBSTONE = "TW1 trimmed\n";

const CHUNK = 256 * 1024;
const read = promisify(fs.read);

export interface SegmentRange {
  readonly log: string;
  readonly layout: Layout;
  readonly from: number;
  readonly through: number;
}

/** The records `from` to `through` of one segment; none if it is trimmed. Throws STORE_CORRUPT at the first that is not whole. */
export async function* readSegment(path: string, { log, layout, from, through }: SegmentRange): AsyncGenerator<Frame> {
  const fd = fs.openSync(path, "r");
  let chunk = Buffer.alloc(0);
  let start = 0;
  try {
    let offset = 0;
    for (let position = from - ((from - 1) % layout.segment); position <= through; position++) {
      const header = await bytes(offset, FRAME_HEADER);
      if (offset === 0 && header.toString("latin1", 0, TOMBSTONE.length) === TOMBSTONE) return;
      const length = frameLength(header, position);
      if (length === null) throw corrupt(position);
      if (position >= from) {
        const frame = decodeFrame(await bytes(offset, FRAME_HEADER + length), position);
        if (!frame) throw corrupt(position);
        yield frame;
      }
      offset += FRAME_HEADER + length;
    }
  } finally {
    fs.closeSync(fd);
  }

  async function bytes(offset: number, length: number): Promise<Buffer> {
    if (offset < start || offset + length > start + chunk.length) {
      const next = Buffer.allocUnsafe(Math.max(length, CHUNK));
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await read(fd, next, filled, next.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      chunk = next.subarray(0, filled);
      start = offset;
    }
    return chunk.subarray(offset - start, offset - start + length);
  }

  function corrupt(position: number): TeamError {
    return new TeamError("STORE_CORRUPT", { data: { log, position, path } });
  }
}
