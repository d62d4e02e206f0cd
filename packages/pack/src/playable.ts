// What of a pack can be played: its pipelines, and those that its sample analyses (analyses/*.yaml) make.
import type { Team } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import type { LoadedPack } from "./load-pack.ts";
import { readText } from "./read-text.ts";
import { readAnalysis } from "./read-analysis.ts";

/** The team to each pipeline's name. A sample analysis makes a pipeline of its file's name. `texts` are read in the place of files. */
export async function playable(
  { team, analyses }: Pick<LoadedPack, "team" | "analyses">,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<{ teams: ReadonlyMap<string, Team>; complaints: PackComplaint[] }> {
  const teams = new Map<string, Team>();
  const complaints: PackComplaint[] = [];
  if (!team) return { teams, complaints };
  for (const name of Object.keys(team.pipelines)) teams.set(name, team);
  for (const { name, path } of analyses) {
    const file = await readText(path, texts);
    if ("complaint" in file) {
      complaints.push(file.complaint);
      continue;
    }
    const read = readAnalysis(file.text, { team, path });
    complaints.push(...read.complaints);
    if (read.team) teams.set(name, { ...read.team, pipelines: { [name]: Object.values(read.team.pipelines)[0]! } });
  }
  return { teams, complaints };
}
