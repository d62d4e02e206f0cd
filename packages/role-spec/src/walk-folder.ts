import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { makeComplaint, type Complaint } from "./complaint.ts";
import { complaintOf } from "./read-role-file.ts";

/** Folders that hold other people's files, or none that anybody wrote. */
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn"]);
const MAX_DEPTH = 24;
const MAX_ENTRIES = 200_000;

export interface Found {
  readonly path: string;
  /** Names from the folder down, the file last. */
  readonly parts: readonly string[];
  readonly kind: "file" | "folder" | "other";
}

export interface Walk {
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  /** Whether an entry whose name looks like a role's is asked for; trouble with others is not told. */
  wanted(parts: readonly string[]): boolean;
  show(path: string): string;
}

/**
 * Every wanted entry below a folder, in order of name. Follows links that stay inside the folder, each real folder once;
 * says so when a link leads out, nowhere or round in a circle. Never throws.
 */
export async function walkFolder(walk: Walk): Promise<{ found: Found[]; complaints: Complaint[] }> {
  const found: Found[] = [];
  const complaints: Complaint[] = [];
  const complain = (complaint: Complaint): void => void complaints.push(complaint);
  const at = (path: string): { path: string; line: number; column: number } => ({
    path: walk.show(path),
    line: 1,
    column: 1,
  });
  let entries = 0;
  let root = walk.root;
  try {
    root = await realpath(walk.root);
  } catch (cause) {
    complain(complaintOf(cause as NodeJS.ErrnoException, at(walk.root)));
    return { found, complaints };
  }
  const seen = new Set([root]);

  async function visit(folder: string, parts: readonly string[], above: readonly string[]): Promise<boolean> {
    let names: Dirent[];
    try {
      names = await readdir(folder, { withFileTypes: true });
    } catch (cause) {
      complain(complaintOf(cause as NodeJS.ErrnoException, at(folder)));
      return true;
    }
    for (const entry of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (walk.signal?.aborted) {
        complain(makeComplaint("ROLE_SEARCH_STOPPED", at(walk.root)));
        return false;
      }
      if (++entries > MAX_ENTRIES || parts.length > MAX_DEPTH) {
        complain(makeComplaint("ROLE_FOLDER_LIMIT", at(folder), { what: parts.length > MAX_DEPTH ? "deep" : "large" }));
        return parts.length > MAX_DEPTH;
      }
      const path = join(folder, entry.name);
      const down = [...parts, entry.name];
      const target = entry.isSymbolicLink() ? await follow(path, down) : { real: path, kind: kindOf(entry) };
      if (target === null) continue;
      const wanted = walk.wanted(down);
      if (wanted) found.push({ path, parts: down, kind: target.kind });
      if (target.kind !== "folder" || SKIPPED.has(entry.name)) continue;
      const real = entry.isSymbolicLink() ? target.real : join(above.at(-1)!, entry.name);
      if (above.includes(real)) {
        complain(makeComplaint("ROLE_LINK_LOOP", at(path)));
        continue;
      }
      if (seen.has(real)) continue;
      seen.add(real);
      if (!(await visit(path, down, [...above, real]))) return false;
    }
    return true;
  }

  async function follow(path: string, parts: readonly string[]): Promise<{ real: string; kind: Found["kind"] } | null> {
    try {
      const real = await realpath(path);
      const kind = kindOf(await stat(real));
      const way = relative(root, real);
      if (way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:|^\//.test(way)))
        return { real, kind };
      if (kind === "folder" && root.startsWith(real.endsWith(sep) ? real : real + sep))
        complain(makeComplaint("ROLE_LINK_LOOP", at(path)));
      else if (kind === "folder" || walk.wanted(parts))
        complain(makeComplaint("ROLE_LINK_OUTSIDE", at(path), { target: real }));
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (!walk.wanted(parts)) return null;
      complain(
        code === "ENOENT" || code === "ENOTDIR"
          ? makeComplaint("ROLE_LINK_BROKEN", at(path))
          : complaintOf(cause as NodeJS.ErrnoException, at(path)),
      );
    }
    return null;
  }

  await visit(walk.root, [], [root]);
  return { found, complaints };
}

const kindOf = (entry: { isFile(): boolean; isDirectory(): boolean }): Found["kind"] =>
  entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other";
