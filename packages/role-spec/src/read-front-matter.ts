// The frontmatter of any markdown file that hosts read (skills, agents): its values as YAML means them, and where each stands.
import { isMap, isScalar, type Pair, parseDocument } from "yaml";
import type { Complaint } from "./complaint.ts";
import type { Edit } from "./edit.ts";
import { addPair, rewrite } from "./edit-yaml.ts";
import { quote } from "./quote.ts";
import { readYaml } from "./read-yaml.ts";
import { startReport } from "./report.ts";
import { splitFrontmatter } from "./split-frontmatter.ts";

export interface FrontMatter {
  /** Null when there is none, or when it cannot be read: then `complaints` says why. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly body: string;
  /** Of the body's first line, 1-based, in the file. */
  readonly bodyLine: number;
  readonly complaints: Complaint[];
  /** Where a key stands; the start of the file when it is not there. */
  at(key: string): { line: number; column: number };
  /** What puts `value` in the place of a key's value, or the key at the top where it is not there. */
  write(key: string, value: string): readonly Edit[] | undefined;
}

/** Reads the text of one file. Pure; never throws, and never runs any of it. */
export function readFrontMatter(text: string, path: string): FrontMatter {
  const report = startReport(path, text);
  const clean = text.replaceAll("\r\n", "\n");
  const split = splitFrontmatter(clean, report);
  const bodyLine = clean.slice(0, split.bodyStart).split("\n").length;
  const example = 'name: some-name\ndescription: "When to use it."';
  const yaml = split.block && split.readable ? readYaml(split.block, report, example) : null;
  const complaints = report.list().map((c) => (c.edits ? { ...c, edits: inFile(c.edits, text) } : c));
  const start = { line: 1, column: 1 };
  const none = { data: null, body: split.body, bodyLine, complaints, at: () => start, write: () => undefined };
  if (!split.block || yaml === null || yaml === "empty" || complaints.some((c) => c.severity === "error")) return none;
  const first = clean.slice(0, split.block.start).split("\n").length;
  const lines = split.block.text.split("\n");
  const document = parseDocument(split.block.text);
  const data = document.toJS({ maxAliasCount: 20 }) as Record<string, unknown>;
  const at = (key: string) => {
    const line = lines.findIndex((text) => text.startsWith(`${key}:`) || text.startsWith(`"${key}":`));
    return line < 0 ? start : { line: first + line, column: 1 };
  };
  const { block } = split;
  const write = (key: string, value: string) => {
    const pairs = isMap(document.contents) ? (document.contents.items as Pair[]) : [];
    const pair = pairs.find((p) => isScalar(p.key) && p.key.value === key);
    const edits = pair
      ? rewrite(pair.value, quote(value), { text: clean, shift: block.start })
      : addPair(`${key}: ${quote(value)}`, block, clean);
    return edits && inFile(edits, text);
  };
  return { data, body: split.body, bodyLine, complaints, at, write };
}

/** Edits of a text that was read with LF line ends, in the text as it is. */
function inFile(edits: readonly Edit[], text: string): readonly Edit[] {
  if (!text.includes("\r\n")) return edits;
  const whole = (offset: number): number => {
    let at = 0;
    for (let left = offset; left > 0; left--) at += text.startsWith("\r\n", at) ? 2 : 1;
    return at;
  };
  return edits.map(({ start, end, text: put }) => ({
    start: whole(start),
    end: whole(end),
    text: put.replaceAll("\n", "\r\n"),
  }));
}
