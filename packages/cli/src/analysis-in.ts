import { type Team, type TaskAnalysis, TeamError } from "@teamwright/core";
import { readAnalysis } from "@teamwright/pack";
import { badInput } from "./bad-input.ts";
import { readSource } from "./read-source.ts";
import { sayComplaint } from "./say-complaint.ts";

/** The analysis in a file, or in standard input for `-`, put onto a team; warnings are said. Throws ANALYSIS_INVALID with what is wrong where. */
export function analysisIn(
  source: string | true | undefined,
  onto: { team: Team; pipeline?: string },
): { analysis: TaskAnalysis; team: Team } {
  if (typeof source !== "string") throw badInput("analysis", "needs a file, or - for standard input");
  const path = source === "-" ? "standard input" : source;
  const { analysis, team, complaints } = readAnalysis(readSource("analysis", source), { ...onto, path });
  if (!analysis || !team) throw new TeamError("ANALYSIS_INVALID", { data: { issues: complaints.slice(0, 50) } });
  for (const complaint of complaints) process.stderr.write(sayComplaint(complaint));
  return { analysis, team };
}
