// Makes the folder ready for the first write, and refuses a place where link() does not decide races.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { dirname, join } from "node:path";
import { TeamError } from "@teamwright/core/store";
import { makeFolder, realDisk, syncFolder, type Disk } from "./disk.ts";
import { errno, ifThere } from "./store-error.ts";

const FORMAT = 1;

interface Format {
  readonly format: number;
  readonly segment: number;
  /** Device and inode of the root that was probed: a moved or copied store is probed again. */
  readonly probed: string;
}

/** What `format.json` says, or null if the store was never written. Throws RECORD_NEWER for a later format. */
export function readFormat(root: string): Format | null {
  const path = join(root, "format.json");
  const text = ifThere(() => fs.readFileSync(path, "utf8"));
  if (text === undefined) return null;
  let found: Partial<Format> = {};
  try {
    found = JSON.parse(text) as Partial<Format>;
  } catch {
    // Reported below.
  }
  if (typeof found.format === "number" && found.format > FORMAT) {
    throw new TeamError("RECORD_NEWER", { data: { version: found.format, supported: FORMAT } });
  }
  if (found.format !== FORMAT || !Number.isSafeInteger(found.segment) || found.segment! < 1) {
    throw new TeamError("STORE_CORRUPT", { data: { path }, message: "format.json of the store cannot be read." });
  }
  return found as Format;
}

/** Creates what is missing, probes once per place, and answers with the segment size every writer of this store uses. */
export async function prepareRoot(root: string, segment: number, disk: Disk = realDisk): Promise<number> {
  const known = readFormat(root);
  if (known && known.probed === identity(root)) return known.segment;
  makeFolder(root);
  for (const folder of ["tmp", "logs"]) makeFolder(join(root, folder));
  if (!fs.existsSync(join(root, ".gitignore"))) fs.writeFileSync(join(root, ".gitignore"), "*\n", { mode: 0o600 });

  const format: Format = { format: FORMAT, segment: known?.segment ?? segment, probed: identity(root)! };
  const temp = join(root, "tmp", randomBytes(8).toString("hex"));
  try {
    const fd = disk.create(temp);
    try {
      fs.writeSync(fd, `${JSON.stringify(format)}\n`);
      await disk.sync(fd);
    } finally {
      fs.closeSync(fd);
    }
    probe(disk, root, temp);
    // The link decides between two first writers with different ideas of the segment size.
    if (known) fs.renameSync(temp, join(root, "format.json"));
    else linked(disk, temp, join(root, "format.json"));
  } finally {
    fs.rmSync(temp, { force: true });
  }
  await syncFolder(root);
  // A parent that we may not open was there before us.
  await syncFolder(dirname(root)).catch(() => {});
  return readFormat(root)!.segment;
}

function probe(disk: Disk, root: string, temp: string): void {
  const slot = `${temp}.probe`;
  const refuse = (probe: string, cause?: unknown) => {
    const hint =
      "Use a folder on a local disk that has hard links (not FAT, some network and phone mounts), or another store.";
    return new TeamError("STORE_UNSUPPORTED", { data: { path: root, probe }, hint, cause });
  };
  try {
    if (!linked(disk, temp, slot)) throw refuse("a new name was taken");
    if (linked(disk, temp, slot)) throw refuse("link() onto an existing name did not fail");
    if (fs.statSync(slot).ino !== fs.statSync(temp).ino) throw refuse("link() made a copy");
    try {
      fs.closeSync(disk.create(slot));
    } catch (error) {
      if (errno(error) === "EEXIST") return;
      throw error;
    }
    throw refuse("exclusive create opened an existing file");
  } catch (error) {
    const full = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EMFILE", "ENFILE", "EIO"].includes(errno(error) ?? "");
    throw TeamError.is(error) || full ? error : refuse("hard links do not work here", error);
  } finally {
    fs.rmSync(slot, { force: true });
  }
}

function linked(disk: Disk, from: string, to: string): boolean {
  try {
    disk.link(from, to);
    return true;
  } catch (error) {
    if (errno(error) === "EEXIST") return false;
    throw error;
  }
}

function identity(root: string): string | undefined {
  const stat = ifThere(() => fs.statSync(root, { bigint: true }));
  return stat && `${stat.dev}:${stat.ino}`;
}
