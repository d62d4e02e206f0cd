import { lineEnd } from "./edit.ts";
import type { Mendable, Report } from "./report.ts";

export interface SplitText {
  /** Null when the file has no frontmatter at all. */
  readonly block: { text: string; start: number; end: number } | null;
  readonly body: string;
  readonly bodyStart: number;
  /** Whether the block's fences are good enough to read what stands between them. */
  readonly readable: boolean;
}

const DASHES = /^[-\u2010-\u2015\u2212]{2,}$/;
const KEY_LINE = /^[A-Za-z_$][\w .-]{0,60}:(\s|$)/;
const BLOCK_LINE = /^(?:[A-Za-z_"'$][^:\n]{0,80}:(?:\s|$)|\s|#(?!#? )|-\s|[\]}]|\s*$)/;

/** Finds the frontmatter of a file as gray-matter would, and says what keeps it or other readers from finding it. */
export function splitFrontmatter(text: string, report: Report): SplitText {
  const top = text.startsWith("\uFEFF") ? 1 : 0;
  const start = firstText(text, top);
  const open = lineAt(text, start);
  const opening = open.line.trimEnd();
  const none: SplitText = { block: null, body: text.slice(top), bodyStart: top, readable: true };
  const language = /^---(?!-)\s*(\S.*)?$/.exec(opening);
  if (!language) {
    const dashed = DASHES.test(opening) && KEY_LINE.test(lineAt(text, firstText(text, open.next)).line);
    if (!dashed) return none;
    report.add("ROLE_FENCE_OPEN", fence(start, opening), { found: opening.slice(0, 20) });
  }
  // A line of three dashes with nothing like a key after it is a rule across the page, as in any markdown.
  else if (!language[1] && start > top && !looksLikeBlock(text, open.next)) return none;
  if (start > top && text.slice(top, start).trim() === "" && language)
    report.add("ROLE_LEADING_LINES", { at: start, edits: [{ start: top, end: start, text: "" }] });
  const engine = language?.[1];
  if (engine && !isYaml(engine)) {
    if (engine.startsWith("#")) {
      const below = `---${lineEnd(text)}${engine}`;
      report.add("ROLE_FENCE_TEXT", fence(start, opening, below), { found: opening.slice(0, 60) });
    } else if (/^[\w+.-]{1,40}$/.test(engine)) {
      report.add("ROLE_ENGINE", start, { language: engine });
      return { ...afterFence(text, open.next), readable: false };
    } else {
      report.add("ROLE_FENCE_OPEN", start, { found: opening.slice(0, 60) });
      return { ...afterFence(text, open.next), readable: false };
    }
  } else if (engine) report.add("ROLE_FENCE_TEXT", fence(start, opening), { found: opening });
  else if (language && open.line !== opening && open.line !== `${opening}\r`)
    report.add("ROLE_FENCE_SPACES", spaces(open));
  const close = closingFence(text, open.next);
  if (!close) return unclosed(text, { start, next: open.next }, report);
  const closing = close.line.trimEnd();
  if (closing !== "---")
    report.add("ROLE_FENCE_CLOSE", DASHES.test(closing) ? fence(close.start, closing) : close.start, {
      found: closing.slice(0, 60),
    });
  else if (close.line.replace(/\r$/, "") !== "---") report.add("ROLE_FENCE_SPACES", spaces(close));
  const second = lineAt(text, firstText(text, close.next));
  const again = /^---\s*$/.test(second.line) && KEY_LINE.test(lineAt(text, firstText(text, second.next)).line);
  if (again && closingFence(text, second.next)) report.add("ROLE_BODY_FRONTMATTER", second.start);
  return {
    block: { text: text.slice(open.next, close.start), start: open.next, end: close.start },
    body: text.slice(close.next),
    bodyStart: close.next,
    readable: true,
  };
}

/** A line of dashes that is to be a fence. */
const fence = (at: number, line: string, text = "---"): Mendable => ({
  at,
  edits: [{ start: at, end: at + line.length, text }],
});

/** What follows the three dashes of a fence. */
const spaces = ({ start, line }: Line): Mendable => ({
  at: start + 3,
  edits: [{ start: start + 3, end: start + line.replace(/\r$/, "").length, text: "" }],
});

const isYaml = (engine: string): boolean => /^(?:yaml|yml)$/i.test(engine);

interface Line {
  readonly start: number;
  /** Without its line feed. */
  readonly line: string;
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const end = text.indexOf("\n", start);
  return end === -1
    ? { start, line: text.slice(start), next: text.length }
    : { start, line: text.slice(start, end), next: end + 1 };
}

/** Start of the first line with something on it. */
function firstText(text: string, from: number): number {
  for (let at = from; at < text.length;) {
    const { line, next } = lineAt(text, at);
    if (line.trim() !== "") return at;
    at = next;
  }
  return from;
}

const looksLikeBlock = (text: string, from: number): boolean => {
  const { line } = lineAt(text, firstText(text, from));
  return KEY_LINE.test(line) || line.startsWith("---");
};

/** The first line that starts with three dashes ends the block: gray-matter's rule, so that no other tool sees another block. */
function closingFence(text: string, from: number): Line | null {
  const at = text.startsWith("---", from) ? from : text.indexOf("\n---", from - 1) + 1;
  return at === 0 && !text.startsWith("---", from) ? null : lineAt(text, at);
}

function afterFence(text: string, from: number): Pick<SplitText, "block" | "body" | "bodyStart"> {
  const close = closingFence(text, from);
  const end = close?.start ?? text.length;
  const bodyStart = close?.next ?? text.length;
  return { block: { text: text.slice(from, end), start: from, end }, body: text.slice(bodyStart), bodyStart };
}

/** Says where the missing fence belongs: before the first line that is not YAML, or at an indented fence. */
function unclosed(text: string, open: { start: number; next: number }, report: Report): SplitText {
  let at = open.next;
  let lastKey = open.next;
  while (at < text.length) {
    const { line, next } = lineAt(text, at);
    if (/^\s+---\s*$/.test(line)) {
      const outwards = [{ start: at, end: at + line.search(/-/), text: "" }];
      report.add(
        "ROLE_FENCE_UNCLOSED",
        { at, edits: outwards },
        {
          open: String(report.lineOf(open.start)),
          fix: "Start this `---` at the first column.",
        },
      );
      return {
        block: { text: text.slice(open.next, at), start: open.next, end: at },
        body: text.slice(next),
        bodyStart: next,
        readable: true,
      };
    }
    if (!BLOCK_LINE.test(line)) break;
    at = next;
    if (line.trim() !== "") lastKey = next;
  }
  report.add("ROLE_FENCE_UNCLOSED", lastKey, { open: String(report.lineOf(open.start)) });
  return {
    block: { text: text.slice(open.next, lastKey), start: open.next, end: lastKey },
    body: text.slice(lastKey),
    bodyStart: lastKey,
    readable: true,
  };
}
