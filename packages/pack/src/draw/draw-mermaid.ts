// A pipeline as a mermaid flowchart. Ids are numbers: a node may be called `end`, which is a word of mermaid's own.
import type { Step } from "./pipeline-steps.ts";

const SHAPE = { work: ["[", "]"], gate: ["{", "}"], ask: ["{{", "}}"] } as const;

export function drawMermaid(steps: readonly Step[]): string {
  const ids = new Map(steps.map(({ name }, i) => [name, `n${i + 1}`]));
  const lines = ["flowchart LR"];
  for (const { name, kind, seat, notes, needs, loop } of steps) {
    const id = ids.get(name)!;
    const [open, close] = SHAPE[kind];
    lines.push(`  ${id}${open}"${[name, seat, ...notes].map(escape).join("<br/>")}"${close}`);
    for (const need of needs) lines.push(`  ${ids.get(need)!} --> ${id}`);
    if (loop !== undefined)
      lines.push(`  ${id}r["${escape(loop)}"]`, `  ${id} -. rejected .-> ${id}r`, `  ${id}r -. review again .-> ${id}`);
  }
  return lines.join("\n");
}

/** Everything that could end a label or begin something else, as mermaid's own character codes. */
const escape = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:>+_-]|--/gu, (all) => [...all].map(code).join(""));
const code = (character: string): string => `#${character.codePointAt(0)};`;
