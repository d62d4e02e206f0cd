import { TeamError } from "@teamwright/core";
import { type Drawing, drawPipeline, findPack, loadPack, playable } from "@teamwright/pack";
import { badInput } from "../bad-input.ts";
import { BUNDLED } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Options } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

/** `pack graph PACK [PIPELINE]`: pipelines as lines of text, or one as a mermaid flowchart or an SVG image. */
export async function packGraph({ globals, words, options }: Invocation): Promise<number> {
  const as = drawingOf(options);
  const found = await findPack(words[0] ?? ".", { bundled: BUNDLED });
  const pack = await loadPack(found, { bundled: BUNDLED });
  const { team, complaints } = pack;
  if (!team) throw new TeamError("PACK_INVALID", { data: { issues: complaints } });
  const { teams } = await playable(pack);
  const names = words[1] ? [words[1]] : [...teams.keys()];
  if (as !== "text" && names.length > 1 && !globals.json)
    throw badInput("pipeline", "missing", {
      message: `${team.name} has ${names.length} pipelines, and a picture shows one.`,
      hint: `Name one of ${names.join(", ")}.`,
    });
  const graphs = Object.fromEntries(names.map((name) => [name, drawPipeline(teams.get(name) ?? team, name, as)]));
  if (globals.json) sayResult(graphs);
  else process.stdout.write(`${names.map((n) => (as === "text" ? `${n}\n${graphs[n]}` : graphs[n])).join("\n\n")}\n`);
  return 0;
}

function drawingOf({ mermaid, svg }: Options): Drawing {
  if (mermaid && svg) throw badInput("svg", "goes not with --mermaid");
  return svg ? "svg" : mermaid ? "mermaid" : "text";
}
