import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { TeamError } from "@teamwright/core";

export interface StorePlace {
  url: string;
  /** Folder of views and runs; only beside a file store. */
  root?: string;
}

/** The store of this call: as given, else `.teamwright/store` found upward, also from inside a git worktree. Throws STORE_NOT_FOUND. */
export function findStore(given: string | undefined, from: string = process.cwd()): StorePlace {
  if (given !== undefined) return placeOf(given);
  const searched: string[] = [];
  for (const start of [from, mainWorktree(from)]) {
    for (let dir = start && resolve(start); dir; dir = dirname(dir) === dir ? "" : dirname(dir)) {
      const path = join(dir, ".teamwright", "store");
      searched.push(path);
      if (isFolder(path)) return { url: `file:${path}`, root: join(dir, ".teamwright") };
    }
  }
  throw new TeamError("STORE_NOT_FOUND", { data: { searched: searched.slice(0, 6) } });
}

/** Where a new store goes: the one that is found, else beside the repository's root, else here. */
export function newStore(given: string | undefined, from: string = process.cwd()): StorePlace {
  try {
    return findStore(given, from);
  } catch (error) {
    if (!TeamError.is(error, "STORE_NOT_FOUND")) throw error;
  }
  let root = resolve(from);
  for (let dir = root; ; dir = dirname(dir)) {
    if (statSync(join(dir, ".git"), { throwIfNoEntry: false })) root = mainWorktree(dir) ?? dir;
    if (dirname(dir) === dir) break;
  }
  return { url: `file:${join(root, ".teamwright", "store")}`, root: join(root, ".teamwright") };
}

function placeOf(url: string): StorePlace {
  if (url.trim() === "") throw new TeamError("STORE_URL", { data: { url } });
  const path = url.startsWith("file:") ? url.slice(5) : /^[a-z][a-z0-9+-]+:/.test(url) ? undefined : url;
  return path === undefined ? { url } : { url: `file:${resolve(path)}`, root: dirname(resolve(path)) };
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The main working tree of the worktree that `from` lies in, if it lies in one. */
function mainWorktree(from: string): string | undefined {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    const git = join(dir, ".git");
    if (statSync(git, { throwIfNoEntry: false })?.isFile()) {
      const gitdir = /^gitdir: (.+)$/m.exec(readFileSync(git, "utf8"))?.[1];
      const common = gitdir && /^(.*)[\\/]worktrees[\\/][^\\/]+[\\/]?$/.exec(resolve(dir, gitdir))?.[1];
      return common ? dirname(common) : undefined;
    }
    if (dirname(dir) === dir) return undefined;
  }
}
