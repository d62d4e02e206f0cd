// A pipeline as an SVG image: no script, no font of its own, light and dark.
import { type Box, layOut } from "./lay-out.ts";
import type { Step } from "./pipeline-steps.ts";

const LINE = 17;
const EDGE = 16;
/** Width of a character of the 12 point monospaced font, rounded up. */
const CHARACTER = 7.4;
const LOOP = 40;

const STYLE = `
text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: #1f2328 }
.name { font-weight: 600 }
.note { fill: #59636e }
.box { fill: #f6f8fa; stroke: #818b98 }
.gate { fill: #fff8c5; stroke: #9a6700 }
.ask { fill: #ddf4ff; stroke: #0969da }
.path { fill: none; stroke: #818b98; stroke-width: 1.5 }
.loop { stroke-dasharray: 4 3; stroke: #9a6700 }
.tip { fill: #818b98 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .note { fill: #9198a1 }
.box { fill: #151b23; stroke: #656c76 } .gate { fill: #272115; stroke: #d29922 } .ask { fill: #0c2d6b; stroke: #4493f8 }
.path { stroke: #656c76 } .loop { stroke: #d29922 } .tip { fill: #656c76 }
}`;

/** `name` is what the image is called for those who do not see it. */
export function drawSvg(steps: readonly Step[], name: string): string {
  const boxes = new Map(steps.map((step) => [step.name, sizeOf(step)]));
  const { places, paths, width, height } = layOut(steps, boxes);
  const body = [
    ...paths.map((points) => `<path class="path" marker-end="url(#tip)" d="${curve(points)}"/>`),
    ...steps.map((step) => drawStep(step, places.get(step.name)!, boxes.get(step.name)!)),
  ];
  const [w, h] = [Math.ceil(width + 2 * EDGE), Math.ceil(height + 2 * EDGE)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-EDGE} ${-EDGE} ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${escape(name)}">
<style>${STYLE}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
${body.join("\n")}
</svg>`;
}

const linesOf = ({ name, seat, notes }: Step): string[] => [name, seat, ...notes];

function sizeOf(step: Step): Box {
  const texts = [...linesOf(step), ...(step.loop === undefined ? [] : [step.loop])];
  const longest = Math.max(...texts.map(columns));
  return {
    width: Math.max(90, Math.ceil(longest * CHARACTER) + 24),
    height: linesOf(step).length * LINE + 16 + (step.loop === undefined ? 0 : LOOP),
  };
}

/** Places of the monospaced font: letters of East Asia, and what lies beyond the first 65,536, take two. */
const columns = (line: string): number =>
  [...line].reduce((sum, c) => sum + (/[\u1100-\u{10ffff}]/u.test(c) ? 2 : 1), 0);

function drawStep(step: Step, { x, y }: { x: number; y: number }, { width, height }: Box): string {
  const tall = step.loop === undefined ? height : height - LOOP;
  const middle = x + width / 2;
  const lines = linesOf(step).map(
    (line, i) =>
      `<text class="${i === 0 ? "name" : "note"}" x="${middle}" y="${y + 8 + LINE * i + 13}" text-anchor="middle">${escape(line)}</text>`,
  );
  const box = `<rect class="box ${step.kind}" x="${x}" y="${y}" width="${width}" height="${tall}" rx="${step.kind === "ask" ? 18 : 6}"/>`;
  if (step.loop === undefined) return [box, ...lines].join("");
  const [left, right, bottom] = [x + width * 0.25, x + width * 0.75, y + tall];
  const loop = `<path class="path loop" marker-end="url(#tip)" d="M${right} ${bottom}c0 26 ${left - right} 26 ${left - right} 0"/>`;
  const said = `<text class="note" x="${middle}" y="${bottom + 33}" text-anchor="middle">${escape(step.loop)}</text>`;
  return [box, ...lines, loop, said].join("");
}

/** Through all points, level at each. */
const curve = (points: readonly { x: number; y: number }[]): string =>
  points
    .map(({ x, y }, i) => {
      const last = points[i - 1];
      const half = last && (x - last.x) / 2;
      return last && half !== undefined ? `C${last.x + half} ${last.y} ${x - half} ${y} ${x} ${y}` : `M${x} ${y}`;
    })
    .join("");

const NAMES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => NAMES[c]!);
