export interface Heading {
  readonly level: number;
  /** Without marks of emphasis. */
  readonly text: string;
  readonly start: number;
  /** Start of the line after it. */
  readonly end: number;
}

export interface Headings {
  readonly headings: Heading[];
  /** A code fence that is never closed. */
  readonly openFence: { start: number; fence: string } | null;
}

/**
 * The headings of a markdown text (`#` and underlined), without those inside code fences and comments.
 * A fence that is never closed is passed over, once: a stray one must not hide the phases below it.
 */
export function findHeadings(text: string): Headings {
  const all = scan(text, 0);
  if (!all.openFence) return all;
  const before = all.headings.filter((h) => h.start < all.openFence!.start);
  const after = scan(text, text.indexOf("\n", all.openFence.start) + 1 || text.length);
  return { headings: [...before, ...after.headings], openFence: all.openFence };
}

function scan(text: string, from: number): Headings {
  const headings: Heading[] = [];
  let fence: { start: number; fence: string } | null = null;
  let comment = false;
  let above: { text: string; start: number } | null = null;
  for (let start = from; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed + 1;
    const line = text.slice(start, end).trimEnd();
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    let paragraph: { text: string; start: number } | null = null;
    if (fence) {
      if (mark && mark[1]!.startsWith(fence.fence) && mark[2]!.trim() === "") fence = null;
    } else if (comment) comment = !line.includes("-->");
    else if (mark && !(mark[1]!.startsWith("`") && mark[2]!.includes("`"))) fence = { start, fence: mark[1]! };
    else if (/^ {0,3}<!--/.test(line)) comment = !line.includes("-->");
    else {
      const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line);
      const rule = /^ {0,3}(=+|-+)$/.exec(line);
      if (atx) headings.push({ level: atx[1]!.length, text: clean(closed(atx[2] ?? "")), start, end });
      else if (rule && above)
        headings.push({ level: rule[1]!.startsWith("=") ? 1 : 2, text: clean(above.text), start: above.start, end });
      else if (/^ {0,3}[^\s>|*+#-]/.test(line)) paragraph = { text: line, start };
    }
    above = paragraph;
    start = end;
  }
  return { headings, openFence: fence };
}

const MAX_HEADING = 300;

const clean = (text: string): string =>
  text
    .slice(0, MAX_HEADING)
    .replace(/^[\s*_]+|[\s*_]+$/g, "")
    .replace(/\*\*/g, "");

/** Without the closing marks of `## Title ##`. The cut keeps the expressions here from being slow on purpose-made lines. */
const closed = (text: string): string => text.slice(0, MAX_HEADING).replace(/(?:^|[ \t]+)#+$/, "");
