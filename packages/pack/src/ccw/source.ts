// The folder of an older team skill: what lies in it, read as text. No link is followed out of it, and nothing of it is run.
import { constants } from "node:fs";
import { open, readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { LIMITS } from "@teamwright/core";
import type { PackComplaint } from "../complaint.ts";

const MAX_FILES = 5_000;
const MAX_DEPTH = 8;

export interface Source {
  readonly dir: string;
  readonly complaints: PackComplaint[];
  /** Adds one complaint about `path`, a path below `dir` with forward slashes. Its message stays on one line, whatever it quotes. */
  say(path: string, code: string, told: Told): void;
}

export interface Told {
  message: string;
  fix: string;
  line?: number;
  column?: number;
  severity?: PackComplaint["severity"];
}

export function openSource(dir: string): Source {
  const complaints: PackComplaint[] = [];
  return {
    dir,
    complaints,
    say(path, code, { message, fix, line = 1, column = 1, severity = "note" }) {
      const told = message.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ");
      complaints.push({ path: join(dir, path), line, column, code, severity, message: told, fix });
    },
  };
}

/** The text of a file below the folder; null when there is none, or none that can be used: then it is told. */
export async function readText({ dir, say }: Source, path: string): Promise<string | null> {
  const refuse = (problem: string) => {
    say(path, "IMPORT_UNREADABLE", {
      severity: "warning",
      message: `The file was left out: ${problem}.`,
      fix: `Put plain UTF-8 text of at most ${LIMITS.roleFile} bytes there.`,
    });
    return null;
  };
  try {
    const [root, real] = await Promise.all([realpath(dir), realpath(join(dir, path))]);
    if (!real.startsWith(root + sep)) return refuse("a link leads out of the folder");
    await using file = await open(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const info = await file.stat();
    if (!info.isFile()) return refuse("it is no file");
    if (info.size > LIMITS.roleFile) return refuse(`it has ${info.size} bytes`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.readFile());
    return text.includes("\0") ? refuse("it holds a NUL byte") : text.replaceAll("\r\n", "\n");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    return refuse(error instanceof TypeError ? "it is not UTF-8" : String(code ?? "it cannot be read"));
  }
}

/** Paths of the files below the folder, sorted, with forward slashes. Links are left out. */
export async function listFiles(source: Source): Promise<string[]> {
  const files: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(source.dir, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (files.length >= MAX_FILES || entry.name === "node_modules" || entry.name === ".git") continue;
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && depth < MAX_DEPTH) await visit(path, depth + 1);
    }
  };
  await visit("", 1);
  return files.toSorted();
}
