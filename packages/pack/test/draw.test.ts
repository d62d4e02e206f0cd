import { join } from "node:path";
import { Team } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import { layOut } from "../src/draw/lay-out.ts";
import { pipelineSteps } from "../src/draw/pipeline-steps.ts";
import { drawPipeline, loadPack } from "../src/index.ts";

const skill = async (name: string) => (await loadPack(join(import.meta.dirname, "../../../skills", name))).team!;

const made = (nodes: Record<string, object>): Team =>
  Team.parse({
    name: "drawn",
    session_prefix: "D",
    roles: { maker: { name: "maker", prefixes: ["MAKE"] } },
    pipelines: { main: { nodes } },
  });

/** What an XML parser would refuse: tags that do not match, attributes without quotes, bare `<` and `&`, control characters. */
function faults(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const rest = xml.replace(
    /<(\/?)([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>/g,
    (_, close, name, _attributes, own) => {
      if (close && open.pop() !== name) wrong.push(`</${name}>`);
      if (!close && !own) open.push(name);
      return "";
    },
  );
  if (/<|[^\n\P{C}]/u.test(rest)) wrong.push("text");
  if (/&(?!(amp|lt|gt|quot|#39);)/.test(xml)) wrong.push("&");
  return [...wrong, ...open];
}

describe("a drawing as text", () => {
  it("shows paths as they part and meet, gates and what they do", async () => {
    const text = drawPipeline(await skill("issue"), "full");
    expect(text).toBe(
      [
        "●  explore  EXPLORE",
        "●  solve    SOLVE",
        "◆  audit    AUDIT, rejected: SOLVE-fix, 2 times, then proceed",
        "●  marshal  MARSHAL",
        "●  build    BUILD",
      ].join("\n"),
    );
  });

  it("leads from each node to those that need it", () => {
    const node = (...needs: string[]) => ({ role: "maker", needs });
    const team = made({ a: node(), b: node("a"), c: node("a"), d: node("b", "c"), e: node("a", "d") });
    expect(drawPipeline(team, "main")).toBe(
      [
        "●      a  MAKE",
        "├─┬─╮",
        "● │ │  b  MAKE",
        "│ ● │  c  MAKE",
        "├─╯ │",
        "●   │  d  MAKE",
        "╰───┤",
        "    ●  e  MAKE",
      ].join("\n"),
    );
  });
});

describe("a drawing", () => {
  const hostile = `</text><script>alert(1)</script> & "x" 'y' ]]> --> \u001b[31m \u202e end;`;
  const team = made({
    end: { role: "maker", for_each: hostile },
    class: { role: "maker", needs: ["end"], when: { fact: hostile, eq: `${"😀".repeat(60)}` } },
    ask: { ask: { question: hostile }, needs: ["class"] },
  });

  it("of anything stays well-formed XML without anything that runs", () => {
    const svg = drawPipeline(team, "main", "svg");
    expect(faults(svg)).toEqual([]);
    expect(svg).not.toMatch(/<script|\son\w+=|href/);
    expect(svg).toContain("&lt;/text&gt;&lt;script&gt;");
    expect(faults(svg.replace("&lt;", "<"))).not.toEqual([]);
  });

  it("of anything stays one mermaid flowchart, whatever nodes are called", () => {
    const lines = drawPipeline(team, "main", "mermaid").split("\n");
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}n\d+(\[".*"\]|\{".*"\}|\{\{".*"\}\}| --> n\d+)$/);
    for (const label of lines.join("\n").matchAll(/"(.*)"/g))
      expect(label[1]!.replaceAll("<br/>", "")).not.toMatch(/[<"[\](){}`]|--/);
  });

  it("has no control characters, and cuts what is long without breaking a letter", () => {
    for (const as of ["text", "mermaid", "svg"] as const) {
      const drawn = drawPipeline(team, "main", as);
      expect(drawn.replaceAll("\n", "")).not.toMatch(/\p{C}/u);
    }
  });

  it("of every pipeline of the lifecycle team shows all its nodes, none over another", async () => {
    const lifecycle = await skill("lifecycle");
    for (const [name, { nodes }] of Object.entries(lifecycle.pipelines)) {
      const svg = drawPipeline(lifecycle, name, "svg");
      expect(faults(svg)).toEqual([]);
      const boxes = [...svg.matchAll(/<rect [^>]*x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
        (match) => match.slice(1).map(Number),
      );
      expect(boxes).toHaveLength(Object.keys(nodes).length);
      for (const [i, [x, y, w, h]] of boxes.entries())
        for (const [x2, y2, w2, h2] of boxes.slice(i + 1))
          expect(x! + w! <= x2! || x2! + w2! <= x! || y! + h! <= y2! || y2! + h2! <= y!).toBe(true);
    }
  });

  it("leads its paths past the nodes between", async () => {
    const lifecycle = await skill("lifecycle");
    for (const name of Object.keys(lifecycle.pipelines)) {
      const steps = pipelineSteps(lifecycle, name);
      const size = { width: 120, height: 60 };
      const boxes = new Map(
        steps.map((step) => [step.name, step.loop === undefined ? size : { width: 300, height: 90 }]),
      );
      const { places, paths } = layOut(steps, boxes);
      for (const path of paths)
        for (const [i, to] of path.entries()) {
          const from = path[i - 1];
          if (from?.y !== to.y) continue;
          for (const [box, { width, height }] of boxes) {
            const { x, y } = places.get(box)!;
            expect(from.x < x + width && to.x > x && to.y > y && to.y < y + height).toBe(false);
          }
        }
    }
  });

  it("of a pipeline without nodes is empty, and of one that is not there is refused", () => {
    expect(drawPipeline(made({}), "main")).toBe("");
    expect(drawPipeline(made({}), "main", "svg")).not.toMatch(/NaN|Infinity/);
    for (const name of ["other", "constructor"]) expect(() => drawPipeline(made({}), name)).toThrow(/no such pipeline/);
  });
});
