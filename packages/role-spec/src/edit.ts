// Changes to a text by offset: what mends a complaint that has exactly one answer.

/** Puts `text` in the place of the characters from `start` up to `end`. Offsets count UTF-16 units of the file's text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made. They may not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** The lines from the one of `start` to the one of `end`, with the line end of the last, taken away. */
export function dropLines(text: string, start: number, end: number): Edit {
  const feed = text[end - 1] === "\n" && end > start ? end - 1 : text.indexOf("\n", end);
  return { start: lineStart(text, start), end: feed === -1 ? text.length : feed + 1, text: "" };
}

/** Where the line of an offset starts. */
export const lineStart = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;

/** The line end that a text uses. */
export const lineEnd = (text: string): string => (/\r\n/.test(text) ? "\r\n" : "\n");
