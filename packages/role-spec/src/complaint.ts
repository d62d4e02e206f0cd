import { COMPLAINTS, type ComplaintCode, type Severity } from "./complaint-codes.ts";
import type { Edit } from "./edit.ts";

/** One thing a reader of a role file should know. `line` and `column` are 1-based, in the file; columns count UTF-16 units. */
export interface Complaint {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: ComplaintCode;
  /** Only an error keeps a role from being used. */
  readonly severity: Severity;
  readonly message: string;
  /** What to write instead. May have several lines. */
  readonly fix: string;
  /** The fix as changes to the text of the file, where it has exactly one answer. */
  readonly edits?: readonly Edit[];
}

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

const fill = (template: string, words: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? words[name]! : whole));

/** Makes a complaint from the table's words; `words` fill its `{blanks}`. A word `fix` replaces the table's fix. */
export function makeComplaint(
  code: ComplaintCode,
  place: Place,
  words: Readonly<Record<string, string>> = {},
): Complaint {
  const entry = COMPLAINTS[code];
  return {
    path: place.path,
    line: place.line,
    column: place.column,
    code,
    severity: entry.severity,
    message: fill(entry.meaning, words),
    fix: words["fix"] ?? fill(entry.fix, words),
  };
}
