// The delegation lock's table: what a coordinator may do with the tools that edit, read and run.
import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { judgeShell } from "./judge-shell.ts";

/** What a tool does to the project. */
export type Work = "edit" | "read" | "shell";

export interface Doing {
  work: Work;
  input: Readonly<Record<string, unknown>>;
  cwd: string;
}

/**
 * Why this is a worker's job, in words that follow "you coordinate: "; undefined when the coordinator may do it. Allowed is what
 * concerns the session alone: files of the store's folder, the folders `own` (instructions), and what lies outside the project.
 */
export function judgeWork({ work, input, cwd }: Doing, own: readonly string[] = []): string | undefined {
  if (work === "shell") {
    const command = input["command"] ?? input["cmd"];
    return judgeShell(Array.isArray(command) ? command.join(" ") : String(command ?? ""));
  }
  const project = projectOf(cwd);
  const foreign = pathsOf(input, cwd).find((path) => {
    if (inside(path, join(project, ".teamwright"))) return false;
    return work === "edit" || (inside(path, project) && !own.some((folder) => inside(path, folder)));
  });
  if (foreign === undefined) return undefined;
  const shown = relative(cwd, foreign) || ".";
  return work === "edit" ? `a worker edits ${shown}` : `a worker reads the project (${shown}) and reports`;
}

/** The folder with the store, or the one we stand in. */
function projectOf(cwd: string): string {
  const real = realOf(cwd);
  for (let dir = real; ; dir = dirname(dir)) {
    if (isThere(join(dir, ".teamwright"))) return dir;
    if (dir === dirname(dir)) return real;
  }
}

/** Every path that the arguments name: a field, or the headings of a patch. Without any it is about the folder we stand in. */
function pathsOf(input: Readonly<Record<string, unknown>>, cwd: string): string[] {
  const named = ["file_path", "notebook_path", "path"].flatMap((field) =>
    typeof input[field] === "string" ? [input[field]] : [],
  );
  const patch = [input["command"], input["input"], input["patch"]].find((value) => typeof value === "string");
  const heads = /^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm;
  const patched = [...(patch ?? "").matchAll(heads)].map((match) => match[1]!.trim());
  const paths = [...named, ...patched];
  return (paths.length === 0 ? ["."] : paths).map((path) => realOf(resolve(cwd, path)));
}

/** With links followed as far as the path exists, so that no link leads around the lock. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path === dirname(path) ? path : join(realOf(dirname(path)), basename(path));
  }
}

function isThere(path: string): boolean {
  try {
    return realpathSync(path) !== "";
  } catch {
    return false;
  }
}

const inside = (path: string, folder: string): boolean => {
  const way = relative(realOf(folder), path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(way) !== way);
};
