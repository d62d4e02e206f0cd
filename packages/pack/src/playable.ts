// What of a pack can be played: its pipelines, and those that its sample analyses (analyses/*.yaml) make.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Team } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import { readAnalysis } from "./read-analysis.ts";

/** The team to each pipeline's name. A sample analysis makes a pipeline of its file's name. */
export async function playable({
  dir,
  team,
  texts = new Map(),
}: {
  dir: string;
  team: Team;
  /** Texts to read in the place of files, by path. */
  texts?: ReadonlyMap<string, string>;
}): Promise<{ teams: ReadonlyMap<string, Team>; complaints: PackComplaint[] }> {
  const teams = new Map(Object.keys(team.pipelines).map((name) => [name, team]));
  const complaints: PackComplaint[] = [];
  const files = (await readdir(join(dir, "analyses")).catch(() => [])).filter((name) => /\.(ya?ml|json)$/.test(name));
  for (const file of files.toSorted()) {
    const path = join(dir, "analyses", file);
    const read = readAnalysis(texts.get(path) ?? (await readFile(path, "utf8")), { team, path });
    complaints.push(...read.complaints);
    if (!read.team) continue;
    const name = file.replace(/\.\w+$/, "");
    teams.set(name, { ...read.team, pipelines: { [name]: Object.values(read.team.pipelines)[0]! } });
  }
  return { teams, complaints };
}
