import { type Team, TeamError } from "@teamwright/core";
import { drawMermaid } from "./draw-mermaid.ts";
import { drawSvg } from "./draw-svg.ts";
import { drawText } from "./draw-text.ts";
import { pipelineSteps } from "./pipeline-steps.ts";

export type Drawing = "text" | "mermaid" | "svg";

const DRAW = { text: drawText, mermaid: drawMermaid, svg: drawSvg } as const;

/** A pipeline as lines for a terminal, as a mermaid flowchart, or as an SVG image. Whatever names and texts it holds, it stays a picture. Throws PIPELINE_UNKNOWN. */
export function drawPipeline(team: Team, pipeline: string, as: Drawing = "text"): string {
  if (!Object.hasOwn(team.pipelines, pipeline))
    throw new TeamError("PIPELINE_UNKNOWN", { data: { pipeline, pipelines: Object.keys(team.pipelines) } });
  return DRAW[as](pipelineSteps(team, pipeline), pipeline);
}
