// The one seam to the operating system: every call that writes goes through `Disk`, so a test can make one fail.
import fs from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { errno } from "./store-error.ts";

/** Short calls are synchronous: a write takes 5 us, its promise 60. */
export interface Disk {
  /** Opens for reading and appending, and makes the file if it is not there. */
  create(path: string): number;
  /** The same for a file that is there; else ENOENT. */
  open(path: string): number;
  /** Behind the end of the file, in one call. Answers how many bytes were taken. */
  write(fd: number, bytes: Uint8Array): number;
  sync(fd: number): Promise<void>;
}

const { O_APPEND, O_CREAT, O_RDWR } = fs.constants;

export const realDisk: Disk = {
  create: (path) => fs.openSync(path, O_RDWR | O_APPEND | O_CREAT, 0o600),
  open: (path) => fs.openSync(path, O_RDWR | O_APPEND),
  write: (fd, bytes) => fs.writeSync(fd, bytes),
  sync: (fd) => wait(fd, fdatasync, fs.fdatasyncSync),
};

const fsync = promisify(fs.fsync);
const fdatasync = promisify(fs.fdatasync);

/** Up to so many milliseconds a wait for the disk stops nobody. */
const SHORT_MS = 1;
let lately = Infinity;

/**
 * Waits for a disk that has lately been quick in this thread, since the way to another one and back takes as long as it does (two waits
 * of 130 us made an append of 660 us). For a slow one in another, or the whole process would stand still.
 */
async function wait(fd: number, elsewhere: (fd: number) => Promise<void>, here: (fd: number) => void): Promise<void> {
  const from = performance.now();
  try {
    if (lately < SHORT_MS) here(fd);
    else await elsewhere(fd);
  } finally {
    lately = performance.now() - from;
  }
}

/** Makes the names in `folder` outlive a power cut. Windows cannot open a folder, and keeps names without it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const fd = fs.openSync(folder, "r");
  try {
    await wait(fd, fsync, fs.fsyncSync);
  } finally {
    fs.closeSync(fd);
  }
}

/** Makes `folder` and what is missing above it, for this user only. Not `recursive`: that turns EROFS into ENOENT. */
export function makeFolder(folder: string): void {
  if (made(folder) || dirname(folder) === folder) return;
  makeFolder(dirname(folder));
  // Another process may have been here in between: that is as good as ours.
  made(folder);
}

/** False if the parent is missing. */
function made(folder: string): boolean {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (errno(error) === "ENOENT") return false;
    if (errno(error) !== "EEXIST") throw error;
    return true;
  }
}
