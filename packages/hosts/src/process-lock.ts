// A lock among the processes of one machine. It ends with its process, however that ends: no stale lock is ever removed by hand.
import { randomBytes } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { identityOf, isAlive, type ProcessIdentity } from "./process-identity.ts";

/**
 * Takes the lock called `path`, whose folder must be there; its files are `PATH-1.lock` and so on. Resolves how to give it back.
 * Rejects with what `held` makes of the pid and the file while another process that lives has it, and with the errors of the disk.
 * The lock is the highest of numbered files. The file of a dead process stays, and its heir is whoever makes the next number:
 * moving a stale lock away instead let three of twenty win, when one of them moved a fresh one.
 */
export async function lockAlone(
  path: string,
  held: (pid: number, file: string) => Error,
): Promise<() => Promise<void>> {
  const slot = (number: number) => `${path}-${number}.lock`;
  const mine = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  await writeFile(mine, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    for (let i = 0; i < 100; i++) {
      const top = await highest(path);
      const text = top === 0 ? "null" : await readFile(slot(top), "utf8").catch(() => null);
      if (text === null) continue;
      const other = parse(text);
      if (other && isAlive(other)) throw held(other.pid, slot(top));
      if (await took(mine, slot(top + 1))) return () => rm(slot(top + 1), { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
  throw new Error("too many ask for it at once");
}

async function highest(path: string): Promise<number> {
  const name = `${basename(path)}-`;
  const numbers = (await readdir(dirname(path)))
    .filter((file) => file.startsWith(name))
    .map((file) => Number(/^(\d{1,9})\.lock$/.exec(file.slice(name.length))?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** A link appears with its content, so a lock is never seen half written. False when someone was first. */
async function took(file: string, path: string): Promise<boolean> {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function parse(text: string): ProcessIdentity | null {
  try {
    return JSON.parse(text) as ProcessIdentity | null;
  } catch {
    return null;
  }
}
