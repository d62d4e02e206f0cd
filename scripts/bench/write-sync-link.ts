// The bare disk, as a baseline.
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The least that a store of plain files can do: content on the disk, then a name that only one writer gets. */
export function writeSyncLink(folder: string, i: number): void {
  const temp = join(folder, `t${i}`);
  const name = join(folder, randomBytes(8).toString("hex"));
  const fd = openSync(temp, "wx");
  writeSync(fd, randomBytes(400));
  fsyncSync(fd);
  closeSync(fd);
  linkSync(temp, name);
  unlinkSync(temp);
}
