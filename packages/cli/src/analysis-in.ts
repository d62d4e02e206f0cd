import { readFileSync } from "node:fs";
import { type Team, type TaskAnalysis, TeamError } from "@teamwright/core";
import { readAnalysis } from "@teamwright/pack";
import { badInput } from "./bad-input.ts";
import { sayComplaint } from "./say-complaint.ts";

/** The analysis in a file, or in standard input for `-`, put onto a team; warnings are said. Throws ANALYSIS_INVALID with what is wrong where. */
export function analysisIn(
  source: string | true | undefined,
  onto: { team: Team; pipeline?: string },
): { analysis: TaskAnalysis; team: Team } {
  if (typeof source !== "string") throw badInput("analysis", "needs a file, or - for standard input");
  const path = source === "-" ? "standard input" : source;
  let text: string;
  try {
    text = readFileSync(source === "-" ? 0 : source, "utf8");
  } catch (cause) {
    throw new TeamError("INPUT_INVALID", {
      message: `--analysis: ${source.slice(0, 200)} cannot be read.`,
      data: { issues: [{ field: "analysis", problem: "cannot be read" }] },
      cause,
    });
  }
  const { analysis, team, complaints } = readAnalysis(text, { ...onto, path });
  if (!analysis || !team) throw new TeamError("ANALYSIS_INVALID", { data: { issues: complaints.slice(0, 50) } });
  for (const complaint of complaints) process.stderr.write(sayComplaint(complaint));
  return { analysis, team };
}
