// Write aside, make it durable, then link it onto its name: the name appears with everything behind it, or not at all.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { writeAll, type Disk } from "./disk.ts";
import { errno } from "./store-error.ts";
import type { TestPoint } from "./open-file-store.ts";

/** After so many files in a row, others get a turn: a roll in one go stopped the process for 17 ms. */
export const BREATH = 32;

export interface PublishOptions {
  readonly disk: Disk;
  readonly temps: string;
  readonly at?: ((point: TestPoint) => void | Promise<void>) | undefined;
}

/**
 * True if `name` is now ours; false if it was taken already. Whatever happens, no temp stays behind (except after a kill).
 * The caller makes the folder of `name` durable.
 */
export async function publish(name: string, content: Iterable<Uint8Array>, options: PublishOptions): Promise<boolean> {
  const { disk, temps, at } = options;
  const temp = join(temps, randomBytes(8).toString("hex"));
  if (at) await at("before-temp");
  const fd = disk.create(temp);
  try {
    let parts = 0;
    for (const bytes of content) {
      writeAll(disk, fd, bytes);
      if (++parts % BREATH === 0) await setImmediate();
    }
    if (at) await at("after-temp");
    await disk.sync(fd);
    if (at) await at("after-sync");
    disk.link(temp, name);
    return true;
  } catch (error) {
    if (errno(error) !== "EEXIST") throw error;
    // A network file system may have made the link and lost the answer: only we could have linked this inode.
    return fs.fstatSync(fd).nlink > 1;
  } finally {
    fs.closeSync(fd);
    discard(temp);
  }
}

/** The name may be linked by now: a temp that cannot be removed must not look like a failed write. A later roll sweeps it. */
function discard(temp: string): void {
  try {
    fs.unlinkSync(temp);
  } catch {
    // See above.
  }
}
