// Commit N+1 is a file linked onto the name N+1. link() lets exactly one writer win, and nothing is ever locked.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { checkRecord, TeamError } from "@teamwright/core/store";
import { makeFolder, syncFolder } from "./disk.ts";
import { encodeFrame } from "./frame.ts";
import { logFolder, segmentFolder, segmentPath, slotFolder, slotPath, tempFolder, type Layout } from "./layout.ts";
import { publish, type PublishOptions } from "./publish.ts";
import { readSegment } from "./read-segment.ts";
import { errno, present, storeError } from "./store-error.ts";

export type AppendOptions = Omit<PublishOptions, "temps"> & { readonly layout: Layout };

/**
 * Position of the record once it and its name are on the disk; null if `after` is not the last position.
 *
 * Durable needs two waits, one for the content before the link and one for the folder after it: 0.42 ms here. Without
 * the second (0.25 ms) a power cut may take back an acknowledged record; with only the second (0.18 ms) it may leave
 * a name without content.
 *
 * Rolling frees names, so a writer that slept since `after` was last may link onto a freed one. Its range then has a
 * published segment (published before any name of it is freed), which is why the segment is looked for after the link.
 */
export async function appendRecord(
  log: string,
  after: number,
  record: Uint8Array,
  options: AppendOptions,
): Promise<number | null> {
  checkRecord(record);
  const { layout, at } = options;
  const position = after + 1;
  const slot = slotPath(layout, log, position);
  const segment = segmentPath(layout, log, position);
  if (!Number.isSafeInteger(after) || after < 0) return null;
  const tag = randomBytes(8).toString("hex");
  const frame = encodeFrame({ position, tag, bytes: record });
  try {
    // Slots vanish only after their segment appeared, so this order never misses a record that is there.
    if (after > 0 && !present(slotPath(layout, log, after)) && !present(segmentPath(layout, log, after))) return null;
    if (present(slot) || present(segment)) return null;
    if (!(await link())) return null;
  } catch (error) {
    throw storeError(error, layout.root);
  }
  try {
    if (at) await at("after-link");
    if (present(segment) && !(await rolled())) return null;
    await syncFolder(slotFolder(layout, log));
    if (at) await at("after-folder-sync");
    return position;
  } catch (cause) {
    throw TeamError.is(cause) ? cause : new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log }, cause });
  }

  async function link(): Promise<boolean> {
    const aside = { ...options, temps: tempFolder(layout) };
    try {
      if (after === 0) await makeFolders(layout, log);
      return await publish(slot, [frame], aside);
    } catch (error) {
      // Our temp was swept while we slept for an hour, or a folder is gone: once more from the start.
      if (errno(error) !== "ENOENT") throw error;
      makeFolder(tempFolder(layout));
      await makeFolders(layout, log);
      return publish(slot, [frame], aside);
    }
  }

  /** Did our record make it into the segment before the roll, or is our link a ghost on a freed name? */
  async function rolled(): Promise<boolean> {
    for await (const found of readSegment(segment, { log, layout, from: position, through: position })) {
      if (found.tag === tag) return true;
      fs.rmSync(slot, { force: true });
      return false;
    }
    throw new TeamError("STORE_UNKNOWN_OUTCOME", {
      data: { log },
      message: "The log was trimmed while the record was added.",
    });
  }
}

async function makeFolders(layout: Layout, log: string): Promise<void> {
  for (const folder of [slotFolder(layout, log), segmentFolder(layout, log)]) makeFolder(folder);
  await syncFolder(logFolder(layout, log));
  await syncFolder(`${layout.root}/logs`);
}
