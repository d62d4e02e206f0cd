import { makeComplaint, type Complaint } from "./complaint.ts";
import type { ComplaintCode } from "./complaint-codes.ts";
import type { Edit } from "./edit.ts";
import { lineIndex } from "./line-index.ts";

/** A place, and what mends it there if that has exactly one answer. */
export interface Mendable {
  readonly at: number;
  readonly edits: readonly Edit[] | undefined;
}

/** Collects the complaints about one file. Offsets are offsets of the file's text. */
export interface Report {
  readonly path: string;
  add(code: ComplaintCode, at: number | Mendable, words?: Readonly<Record<string, string>>): void;
  lineOf(offset: number): number;
  readonly failed: boolean;
  /** In the order of the file; the same thing is said once. */
  list(): Complaint[];
}

export function startReport(path: string, text: string): Report {
  const place = lineIndex(text);
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  return {
    path,
    add(code, where, words) {
      const { at, edits } = typeof where === "number" ? { at: where, edits: undefined } : where;
      const made = makeComplaint(code, { path, ...place(at) }, words);
      const complaint = edits ? { ...made, edits } : made;
      const key = `${code}:${complaint.line}:${complaint.column}:${complaint.message}`;
      if (seen.has(key)) return;
      seen.add(key);
      complaints.push(complaint);
    },
    lineOf: (offset) => place(offset).line,
    get failed() {
      return complaints.some((c) => c.severity === "error");
    },
    list: () => complaints.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}
