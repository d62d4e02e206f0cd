// The plays that a pack ships: plays/*.yaml, one script each.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { PackComplaint } from "./complaint.ts";
import { PlayScript } from "./play-script.ts";
import type { Played } from "./play-team.ts";
import { readYaml } from "./yaml-file.ts";

/** Reads one script. Never throws on what the file says. */
export async function readPlay(path: string): Promise<{ script: PlayScript | null; complaints: PackComplaint[] }> {
  const file = readYaml(await readFile(path, "utf8"), path);
  if (file.data === null) return { script: null, complaints: file.complaints };
  const parsed = PlayScript.safeParse(file.data);
  if (parsed.success) return { script: parsed.data, complaints: [] };
  return {
    script: null,
    complaints: parsed.error.issues.slice(0, 20).map((issue) => ({
      path,
      ...file.at(issue.path as (string | number)[]),
      code: "PLAY_SCHEMA",
      severity: "error",
      message: `${issue.path.join(".") || "play"}: ${issue.message}.`,
      fix: "Correct or remove the field; docs/plays.md lists them.",
    })),
  };
}

/** All of a pack, by file name. */
export async function readPlays(dir: string): Promise<{ scripts: PlayScript[]; complaints: PackComplaint[] }> {
  const folder = join(dir, "plays");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).toSorted();
  const read = await Promise.all(names.map((name) => readPlay(join(folder, name))));
  return {
    scripts: read.flatMap(({ script }) => (script ? [script] : [])),
    complaints: read.flatMap(({ complaints }) => complaints),
  };
}

/** A script as text, with what happened as what is expected from now on. */
export function playText(script: PlayScript, { status, chain, asks }: Played): string {
  return stringify({ ...script, expect: { status, chain, ...(asks.length > 0 ? { asks } : {}) } });
}
