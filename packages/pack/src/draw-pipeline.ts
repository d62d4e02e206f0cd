import { needsOf, type Team, TeamError } from "@teamwright/core";

/** A pipeline as a mermaid graph or as lines of text. Throws PIPELINE_UNKNOWN. */
export function drawPipeline(team: Team, pipeline: string, as: "mermaid" | "text" = "text"): string {
  const nodes = team.pipelines[pipeline]?.nodes;
  if (!nodes) throw new TeamError("PIPELINE_UNKNOWN", { data: { pipeline, pipelines: Object.keys(team.pipelines) } });
  const notes = (name: string) => {
    const n = nodes[name]!;
    const prefix = n.prefix ?? team.roles[n.role ?? ""]?.prefixes[0] ?? (n.ask ? "a person" : "?");
    return [
      prefix,
      n.for_each && `for each of ${[n.for_each].flat().map(String).join(", ")}`,
      n.follows && `one behind each ${n.follows}`,
      n.max_parallel && `at most ${n.max_parallel}`,
      n.gate && `gate, ${n.gate.max_rounds} rounds, then ${n.gate.when_exhausted}`,
      n.when && "if its condition holds",
    ]
      .filter(Boolean)
      .join(", ");
  };
  const width = Math.max(...Object.keys(nodes).map((name) => name.length));
  if (as === "text")
    return Object.keys(nodes)
      .map(
        (name) =>
          `${name.padEnd(width)} ${notes(name)}${needsOf(nodes[name]!).length > 0 ? `  <- ${needsOf(nodes[name]!).join(", ")}` : ""}`,
      )
      .join("\n");
  const lines = ["flowchart LR"];
  for (const [name, node] of Object.entries(nodes)) {
    const [open, close] = node.ask ? ["{{", "}}"] : node.gate ? ["{", "}"] : ["[", "]"];
    lines.push(`  ${name}${open}"${name}<br/>${notes(name)}"${close}`);
    for (const need of needsOf(node)) lines.push(`  ${need} --> ${name}`);
    if (node.gate)
      lines.push(
        `  ${name} -. rejected .-> ${name}_fix["${[node.gate.revise]
          .flat()
          .map((r) => r.prefix ?? r.role)
          .join(", then ")}"]`,
        `  ${name}_fix -. review again .-> ${name}`,
      );
  }
  return lines.join("\n");
}
