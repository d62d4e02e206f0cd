// The plays that a pack ships: plays/*.yaml, one script each.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { PackComplaint } from "./complaint.ts";
import { schemaComplaints } from "./compose/schema-complaints.ts";
import { sourcedFile } from "./compose/sourced.ts";
import { PlayScript } from "./play-script.ts";
import type { Played } from "./play-team.ts";
import { readYaml } from "./yaml-file.ts";

/** Reads one script. Never throws on what the file says. */
export async function readPlay(
  path: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<{ script: PlayScript | null; complaints: PackComplaint[] }> {
  const file = readYaml(texts.get(path) ?? (await readFile(path, "utf8")), path, "name: what happens");
  if (file.data === null) return { script: null, complaints: file.complaints };
  const parsed = PlayScript.safeParse(file.data);
  if (parsed.success) return { script: parsed.data, complaints: [] };
  const codes = { value: "PLAY_SCHEMA", field: "PLAY_SCHEMA" };
  const told = { schema: PlayScript, name: "play", codes };
  return { script: null, complaints: schemaComplaints(parsed.error, sourcedFile(file, path), told) };
}

/** All of a pack, by file name. */
export async function readPlays(
  dir: string,
  texts?: ReadonlyMap<string, string>,
): Promise<{ scripts: PlayScript[]; complaints: PackComplaint[] }> {
  const folder = join(dir, "plays");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".yaml")).toSorted();
  const read = await Promise.all(names.map((name) => readPlay(join(folder, name), texts)));
  return {
    scripts: read.flatMap(({ script }) => (script ? [script] : [])),
    complaints: read.flatMap(({ complaints }) => complaints),
  };
}

/** A script as text, with what happened as what is expected from now on. */
export function playText(script: PlayScript, { status, chain, asks }: Played): string {
  return stringify({ ...script, expect: { status, chain, ...(asks.length > 0 ? { asks } : {}) } });
}
