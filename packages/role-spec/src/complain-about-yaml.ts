import { isMap, isPair, type Document, type YAMLError } from "yaml";
import { dropLines, type Edit } from "./edit.ts";
import { quote, shorten } from "./quote.ts";
import type { Mendable, Report } from "./report.ts";

interface Source {
  readonly source: string;
  readonly shift: number;
}

/** Characters of a line that are looked at. */
const MAX_LINE = 1_000;

/** Errors that stand on their own; the parser's others, after the first, mostly follow from it. */
const OWN = new Set(["BLOCK_AS_IMPLICIT_KEY", "BAD_SCALAR_START", "TAB_AS_INDENT"]);

/** Puts the parser's errors and warnings in the words of a person. True when the block cannot be read. */
export function complainAboutYaml(document: Document, text: Source, report: Report): boolean {
  const directive = /^(?:\s*(?:#[^\n]*)?\n)*%/.exec(text.source);
  if (directive) {
    const at = directive[0].length - 1;
    report.add("ROLE_YAML_DIRECTIVE", {
      at: text.shift + at,
      edits: [moved(dropLines(text.source, at, at), text.shift)],
    });
    return true;
  }
  const end = /^\.\.\.(?=\s|$)/m.exec(text.source);
  if (end) {
    report.add("ROLE_YAML_DOCUMENTS", text.shift + end.index, { found: "..." });
    return true;
  }
  for (const warning of document.warnings) {
    const tag = text.source.slice(warning.pos[0], warning.pos[1]);
    const [start, end] = [text.shift + warning.pos[0], text.shift + warning.pos[1]];
    // A tag of nothing stands for a value: without it `{!mine, a: 1}` cannot be read.
    const hasValue = /^ [^\s,\]}#:?-]/.test(text.source.slice(warning.pos[1], warning.pos[1] + 2));
    const edits = hasValue ? [{ start, end: end + 1, text: "" }] : undefined;
    if (warning.code === "TAG_RESOLVE_FAILED") report.add("ROLE_YAML_TAG", { at: start, edits }, { tag: shorten(tag) });
  }
  const lines = new Set<number>();
  for (const [index, error] of document.errors.entries()) {
    const { line } = lineAround(text.source, error.pos[0]);
    if (lines.has(line) || (index > 0 && !OWN.has(error.code))) continue;
    lines.add(line);
    complain(document, { error, ...text }, report);
  }
  return document.errors.length > 0;
}

function complain(document: Document, at: Source & { error: YAMLError }, report: Report): void {
  const { error, source, shift } = at;
  const around = lineAround(source, error.pos[0]);
  const glued = gluedColon(source, error.pos[0]);
  const entry = /^(\s*(?:- )?)("[^"]*"|'[^']*'|[^\s:#"'[{][^:]*?)\s*:\s+(\S.*?)\s*$/.exec(around.text);
  const [, indent = "", key = "", value = ""] = entry ?? [];
  const quoted = `${indent.trimStart()}${key}: ${quote(value)}`;
  const valueAt = shift + around.line + around.text.indexOf(value, indent.length + key.length + 1);
  const instead = (text: string, from = valueAt): Mendable => ({
    at: from,
    // With ` #` in it nobody knows whether that is text or a comment.
    edits:
      value === "" || / #/.test(value) || around.cut
        ? undefined
        : [{ start: valueAt, end: valueAt + value.length, text }],
  });
  const bracket = /end with a ([\]}])/.exec(error.message)?.[1];
  const next = source.indexOf("\n", error.pos[0]) + 1;
  const indented = /^ +(?=[\w-]+:(?:\s|$))/.exec(source.slice(next, next + MAX_LINE));
  if (error.message.includes("call stack")) report.add("ROLE_YAML_DEPTH", shift + error.pos[0], { max: "100" });
  else if (glued) {
    const colon = shift + glued.at + glued.text.indexOf(":") + 1;
    report.add(
      "ROLE_YAML_SPACE",
      { at: shift + glued.at, edits: [{ start: colon, end: colon, text: " " }] },
      {
        found: shorten(glued.text),
        line: shorten(glued.text.replace(":", ": ")),
      },
    );
  } else if (error.code === "TAB_AS_INDENT" || /^ *\t+\s*[^\s#]/.test(around.text)) {
    report.add("ROLE_YAML_TAB", shift + around.line + Math.max(0, around.text.indexOf("\t")));
  } else if (error.code === "BLOCK_AS_IMPLICIT_KEY" && entry && /:\s|:$/.test(value)) {
    report.add("ROLE_YAML_COLON", instead(quote(value)), { key, line: quoted });
  } else if (error.code === "BLOCK_AS_IMPLICIT_KEY" && next > 0 && indented) {
    report.add("ROLE_YAML_INDENT", shift + next + indented[0].length);
  } else if (error.code === "BAD_SCALAR_START" && entry) {
    report.add("ROLE_YAML_START", instead(quote(value), shift + error.pos[0]), {
      found: source[error.pos[0]] ?? "",
      line: quoted,
    });
  } else if (/closing ["']quote/.test(error.message)) {
    const start = ownerOf(document, error.pos[0]);
    report.add("ROLE_YAML_QUOTE", shift + start, {
      reason: "A quote is opened and never closed",
      advice: "Close it, or leave the quotes out.",
    });
  } else if (bracket || error.message.startsWith("Flow ")) {
    const close = bracket ?? (source[ownerOf(document, error.pos[0])] === "{" ? "}" : "]");
    report.add("ROLE_YAML_BRACKET", shift + ownerOf(document, error.pos[0]), {
      open: close === "]" ? "[" : "{",
      close,
    });
  } else if (error.code === "MULTIPLE_DOCS") {
    report.add("ROLE_YAML_DOCUMENTS", shift + error.pos[0], { found: "---" });
  } else if (entry && /^["']/.test(value) && error.code === "UNEXPECTED_TOKEN") {
    const inner = /^"(.*)"$/.exec(value)?.[1];
    const whole = inner === undefined ? quote(value) : `'${inner.replaceAll("'", "''")}'`;
    report.add("ROLE_YAML_QUOTE", instead(whole), {
      reason: "Text follows a closing quote",
      advice: `Quote all of it: ${indent.trimStart()}${key}: ${whole}`,
    });
  } else if (entry && /^[[{].*[\]}]./.test(value) && error.code === "UNEXPECTED_TOKEN") {
    const advice = `Quote all of it: ${quoted}`;
    report.add("ROLE_YAML_QUOTE", instead(quote(value)), { reason: "Text follows a closing bracket", advice });
  } else if (/^[A-Za-z]/.test(around.text) && !around.text.includes(":")) {
    report.add("ROLE_YAML", shift + around.line, {
      reason: `\`${shorten(around.text)}\` has no \`key:\` before it`,
      fix: "Write `key: value`, or delete the line.",
    });
  } else if (
    /^[ ]/.test(around.text) ||
    error.code === "BAD_INDENT" ||
    error.code === "BLOCK_AS_IMPLICIT_KEY" ||
    misfit(source, around.line)
  ) {
    report.add("ROLE_YAML_INDENT", shift + around.line + around.text.search(/\S|$/));
  } else report.add("ROLE_YAML", shift + error.pos[0], { reason: error.message.replace(/[.\s]+$/, "") });
}

const misfit = (source: string, line: number): boolean =>
  line > 0 && /(?:^|\n) +[^\s][^\n]*\n$/.test(source.slice(0, line));

const moved = ({ start, end, text }: Edit, shift: number): Edit => ({ start: start + shift, end: end + shift, text });

function lineAround(source: string, offset: number): { line: number; text: string; cut: boolean } {
  const line = source.lastIndexOf("\n", Math.max(0, Math.min(offset, source.length) - 1)) + 1;
  const end = source.indexOf("\n", line);
  return {
    line,
    cut: (end === -1 ? source.length : end) - line > MAX_LINE,
    text: source.slice(line, Math.min(end === -1 ? source.length : end, line + MAX_LINE)).replace(/\r$/, ""),
  };
}

/** `role:planner`, on the line of the error or the one above. */
function gluedColon(source: string, offset: number): { at: number; text: string } | null {
  const here = lineAround(source, offset);
  for (const { line, text } of here.line > 0 ? [here, lineAround(source, here.line - 1)] : [here]) {
    if (/^[A-Za-z_][\w-]*:(?!\/\/)[^\s:]/.test(text)) return { at: line, text };
  }
  return null;
}

/** Where the value starts that the error at `offset` belongs to. */
function ownerOf(document: Document, offset: number): number {
  let start = 0;
  if (!isMap(document.contents)) return document.contents?.range?.[0] ?? offset;
  for (const item of document.contents.items) {
    const range = isPair(item) ? (item.value as { range?: [number, number, number] } | null)?.range : undefined;
    if (range && range[0] <= offset) start = range[0];
  }
  return start || offset;
}
