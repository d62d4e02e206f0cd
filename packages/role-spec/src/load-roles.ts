import { stat } from "node:fs/promises";
import { basename, isAbsolute, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { makeComplaint, type Complaint } from "./complaint.ts";
import { rolePath, saysRole } from "./is-role-path.ts";
import { parseRole } from "./parse-role.ts";
import { complaintOf, readRoleFile } from "./read-role-file.ts";
import type { RoleSpec } from "./role-spec.ts";
import { walkFolder, type Found } from "./walk-folder.ts";

export interface LoadedRoles {
  /** In order of path; paths as they would be given from `cwd`, with forward slashes. */
  readonly roles: { path: string; role: RoleSpec }[];
  readonly complaints: Complaint[];
  /** How many files were taken for role files, good or bad. */
  readonly files: number;
}

export interface LoadOptions {
  /** What a relative path starts from; the process's own folder when missing. */
  readonly cwd?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Texts to read in the place of files, by absolute path. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

interface Search {
  readonly cwd: string;
  readonly texts?: ReadonlyMap<string, string> | undefined;
  readonly signal?: AbortSignal | undefined;
  show(path: string): string;
}

/**
 * Loads a role file, every role file of a folder (`rolePath` says which those are), or every `.md` file a glob matches.
 * Whatever is wrong with a file, a link or a folder is told in `complaints`; nothing is thrown.
 */
export async function loadRoles(pathOrGlob: string, options: LoadOptions = {}): Promise<LoadedRoles> {
  const cwd = resolve(options.cwd ?? ".");
  const search: Search = {
    cwd,
    signal: options.signal,
    texts: options.texts,
    show: (path) => showPath(path, { cwd, absolute: isAbsolute(pathOrGlob) }),
  };
  const path = resolve(cwd, pathOrGlob);
  if (pathOrGlob.includes("\0")) return nothing("ROLE_FILE_MISSING", pathOrGlob.replaceAll("\0", "?"));
  try {
    const info = await stat(path);
    if (info.isDirectory()) return await loadFolder(path, search);
    const parts = [basename(path)];
    return await loadFound(
      { found: [{ path, parts, kind: info.isFile() ? "file" : "other" }], complaints: [] },
      search,
    );
  } catch (cause) {
    const pattern = sep === "\\" ? pathOrGlob.replaceAll("\\", "/") : pathOrGlob;
    if (picomatch.scan(pattern).isGlob) return loadGlob(pattern, search);
    const complaint = complaintOf(cause as NodeJS.ErrnoException, { path: search.show(path), line: 1, column: 1 });
    return { roles: [], complaints: [complaint], files: 0 };
  }
}

function nothing(code: "ROLE_FILE_MISSING" | "ROLE_NO_FILES", path: string): LoadedRoles {
  return { roles: [], complaints: [makeComplaint(code, { path, line: 1, column: 1 }, { hint: "" })], files: 0 };
}

async function loadFolder(path: string, search: Search): Promise<LoadedRoles> {
  const above = path.split(/[\\/]/).filter(Boolean).slice(-2);
  const wanted = (parts: readonly string[]): boolean => rolePath([...above, ...parts], parts.length === 1) !== "no";
  const { found, complaints } = await walkFolder({ root: path, signal: search.signal, wanted, show: search.show });
  const asked = (file: Found): boolean => rolePath([...above, ...file.parts], file.parts.length === 1) === "ask";
  const withRoleFile = new Set(
    found.filter((f) => /^role\.md$/i.test(f.parts.at(-1)!)).map((f) => f.path.slice(0, -f.parts.at(-1)!.length)),
  );
  const kept = found.filter((f) => !(asked(f) && withRoleFile.has(f.path.slice(0, -f.parts.at(-1)!.length))));
  const loaded = await loadFound({ found: kept, complaints, ask: asked }, search);
  if (loaded.files > 0 || loaded.complaints.length > 0) return loaded;
  return nothing("ROLE_NO_FILES", search.show(path));
}

async function loadGlob(pattern: string, search: Search): Promise<LoadedRoles> {
  const { base, glob } = picomatch.scan(pattern);
  const matches = picomatch(glob, { dot: true });
  const wanted = (parts: readonly string[]): boolean => /\.md$/i.test(parts.at(-1)!) && matches(parts.join("/"));
  const root = resolve(search.cwd, base);
  const { found, complaints } = await walkFolder({ root, signal: search.signal, wanted, show: search.show });
  const loaded = await loadFound({ found, complaints }, search);
  if (loaded.files > 0 || loaded.complaints.length > 0) return loaded;
  return nothing("ROLE_NO_FILES", pattern);
}

async function loadFound(
  list: { found: readonly Found[]; complaints: readonly Complaint[]; ask?: (file: Found) => boolean },
  search: Search,
): Promise<LoadedRoles> {
  const roles: LoadedRoles["roles"] = [];
  const complaints = [...list.complaints];
  let files = 0;
  for (const file of list.found) {
    const shown = search.show(file.path);
    const ask = list.ask?.(file) ?? false;
    if (search.signal?.aborted) {
      complaints.push(makeComplaint("ROLE_SEARCH_STOPPED", { path: shown, line: 1, column: 1 }));
      break;
    }
    if (file.kind !== "file" && ask) continue;
    const text = search.texts?.get(file.path);
    const read = text === undefined ? await readRoleFile({ path: file.path, shown }) : { text };
    if ("complaint" in read) {
      if (!ask || read.complaint.code === "ROLE_FILE_UNREADABLE") {
        files++;
        complaints.push(read.complaint);
      }
      continue;
    }
    if (ask && !saysRole(read.text)) continue;
    files++;
    const parsed = parseRole(read.text, { path: file.path });
    complaints.push(...parsed.complaints.map((c) => ({ ...c, path: shown })));
    if (parsed.role) roles.push({ path: shown, role: parsed.role });
  }
  return { roles, complaints, files };
}

function showPath(path: string, from: { cwd: string; absolute: boolean }): string {
  const shown = from.absolute ? path : relative(from.cwd, path) || ".";
  return sep === "\\" ? shown.replaceAll("\\", "/") : shown;
}
