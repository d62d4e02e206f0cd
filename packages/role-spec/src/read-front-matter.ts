// The frontmatter of any markdown file that hosts read (skills, agents): its values as YAML means them, and where each stands.
import { parseDocument } from "yaml";
import type { Complaint } from "./complaint.ts";
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
}

/** Reads the text of one file. Pure; never throws, and never runs any of it. */
export function readFrontMatter(text: string, path: string): FrontMatter {
  const report = startReport(path, text);
  const clean = text.replaceAll("\r\n", "\n");
  const split = splitFrontmatter(clean, report);
  const bodyLine = clean.slice(0, split.bodyStart).split("\n").length;
  const example = 'name: some-name\ndescription: "When to use it."';
  const yaml = split.block && split.readable ? readYaml(split.block, report, example) : null;
  const complaints = report.list();
  const start = { line: 1, column: 1 };
  const none = { data: null, body: split.body, bodyLine, complaints, at: () => start };
  if (!split.block || yaml === null || yaml === "empty" || complaints.some((c) => c.severity === "error")) return none;
  const first = clean.slice(0, split.block.start).split("\n").length;
  const lines = split.block.text.split("\n");
  const data = parseDocument(split.block.text).toJS({ maxAliasCount: 20 }) as Record<string, unknown>;
  const at = (key: string) => {
    const line = lines.findIndex((text) => text.startsWith(`${key}:`) || text.startsWith(`"${key}":`));
    return line < 0 ? start : { line: first + line, column: 1 };
  };
  return { data, body: split.body, bodyLine, complaints, at };
}
