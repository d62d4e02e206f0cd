// Plays and sample analyses of a pack: its own files, and those of the packs it extends, by name.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { PackComplaint } from "../complaint.ts";
import { child, entriesOf, type Sourced } from "./sourced.ts";

export interface PackFile {
  /** Without its ending. */
  readonly name: string;
  readonly path: string;
  /** Folder of the pack that it comes from. */
  readonly from: string;
}

/** One pack of those that extend each other, with what it leaves out: `plays: { NAME: null }` in its team.yaml. */
export interface Heir {
  readonly dir: string;
  readonly own: Sourced;
}

export type Part = "plays" | "analyses";
const ENDINGS = { plays: /\.yaml$/, analyses: /\.(ya?ml|json)$/ };
export const PARTS: readonly Part[] = ["plays", "analyses"];

/** What is said of a file where a folder is meant. */
export const noFolder = (path: string): PackComplaint => ({
  ...{ path, line: 1, column: 1, code: "PACK_FILE", severity: "error" },
  message: "This is a file, and the pack keeps a folder here.",
  fix: "Rename it.",
});

/** The files that hold for the first of `line`, which each extend the next. What leaves out nothing is told. */
export async function inheritedFiles(
  line: readonly Heir[],
  part: Part,
  complaints: PackComplaint[],
): Promise<PackFile[]> {
  const found = new Map<string, PackFile>();
  for (const { dir, own } of line.toReversed()) {
    for (const [name, { keyAt, value }] of entriesOf(child(own, part))) {
      if (value === null && found.delete(name)) continue;
      complaints.push({
        ...keyAt,
        code: "REMOVES_NOTHING",
        severity: "error",
        message:
          value === null ? `${part}.${name}: null leaves out what is not there.` : `${part}.${name} is not null.`,
        fix:
          found.size > 0
            ? `Leave out one of ${[...found.keys()].join(", ")} (\`NAME: null\`), or remove the line.`
            : `Remove the line: files lie in ${part}/.`,
      });
    }
    const folder = join(dir, part);
    const all = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTDIR") complaints.push(noFolder(folder));
      return [];
    });
    const files = all.filter((file) => ENDINGS[part].test(file)).toSorted();
    for (const file of files) {
      const name = file.replace(/\.\w+$/, "");
      found.set(name, { name, path: join(folder, file), from: dir });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
