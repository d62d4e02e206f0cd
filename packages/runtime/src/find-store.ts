import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TeamError } from "@teamwright/core";

export interface StorePlace {
  url: string;
  /** Folder of views and runs; only beside a file store. */
  root?: string;
}

/** The store of this call: as given, else `.teamwright/store` found upward, also from inside a git worktree. Throws STORE_NOT_FOUND. */
export function findStore(given: string | undefined, from: string = process.cwd()): StorePlace {
  if (given !== undefined) {
    const place = placeOf(given);
    const [, scheme, path = ""] = /^(file|sqlite):([^?]*)/s.exec(place.url) ?? [];
    const there = scheme === "sqlite" ? existsSync(path) : isFolder(path);
    if (scheme !== undefined && !path.includes("\0") && !there)
      throw new TeamError("STORE_NOT_FOUND", { data: { searched: [path] } });
    return place;
  }
  const searched: string[] = [];
  for (const dir of upward(from)) {
    const path = join(dir, ".teamwright", "store");
    if (isFolder(path)) return { url: `file:${path}`, root: join(dir, ".teamwright") };
    searched.push(path);
  }
  throw new TeamError("STORE_NOT_FOUND", { data: { searched: searched.slice(0, 6) } });
}

/** Where a new store goes: as given, else the one that is found, else at the root of the repository, else here. */
export function newStore(given: string | undefined, from: string = process.cwd()): StorePlace {
  if (given !== undefined) return placeOf(given);
  try {
    return findStore(undefined, from);
  } catch (error) {
    if (!TeamError.is(error, "STORE_NOT_FOUND")) throw error;
  }
  const repository = [...upward(from)].find((dir) => statSync(join(dir, ".git"), { throwIfNoEntry: false }));
  const root = repository === undefined ? resolve(from) : (mainWorktree(repository) ?? repository);
  return { url: `file:${join(root, ".teamwright", "store")}`, root: join(root, ".teamwright") };
}

/** With an absolute path: workers call from other folders. */
function placeOf(url: string): StorePlace {
  const scheme = /^([a-z][a-z0-9+-]+):/.exec(url)?.[1] ?? "file";
  if (scheme !== "file" && scheme !== "sqlite") return { url };
  const [, rest = "", query = ""] =
    /^([^?]*)(\?.*)?$/s.exec(scheme === "sqlite" ? url.slice("sqlite:".length) : url) ?? [];
  const path = resolve(pathOf(scheme === "sqlite" ? rest : url));
  const beside = dirname(path);
  return {
    url: scheme === "sqlite" ? `sqlite:${path}${query}` : `file:${path}`,
    root: basename(beside) === ".teamwright" ? beside : join(beside, ".teamwright"),
  };
}

function pathOf(url: string): string {
  if (!/^(file:)?\/\//.test(url)) {
    const path = url.startsWith("file:") ? url.slice(5) : url;
    if (path.trim() !== "") return path;
    throw new TeamError("STORE_URL", { data: { url } });
  }
  try {
    return fileURLToPath(url.startsWith("file:") ? url : `file:${url}`);
  } catch (cause) {
    throw new TeamError("STORE_URL", { data: { url: url.slice(0, 200) }, cause });
  }
}

const isFolder = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
};

/** The folder and all above it. Above the root of a git worktree comes its main worktree: that is where the team lives. */
function* upward(from: string): Generator<string> {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    yield dir;
    const main = mainWorktree(dir);
    if (main !== undefined) yield* upward(main);
    if (dirname(dir) === dir) return;
  }
}

/** The main working tree, if `dir` is the root of another one: `.git` there is a file that names its git folder. */
function mainWorktree(dir: string): string | undefined {
  try {
    const git = join(dir, ".git");
    if (!statSync(git, { throwIfNoEntry: false })?.isFile()) return undefined;
    const gitdir = resolve(dir, /^gitdir: (.+)$/m.exec(readFileSync(git, "utf8"))![1]!.trim());
    const common = resolve(gitdir, readFileSync(join(gitdir, "commondir"), "utf8").trim());
    // A folder, not a file: so the main worktree is no other one's, and there is no circle.
    return basename(common) === ".git" && isFolder(common) ? dirname(common) : undefined;
  } catch {
    // A submodule has no `commondir`; a broken link leads nowhere.
    return undefined;
  }
}
