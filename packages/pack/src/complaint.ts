import type { Edit } from "@teamwright/role-spec";

/** Where something stands. `line` and `column` are 1-based, in the file. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a pack. */
export interface PackComplaint extends Place {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** The fix as changes to the text of the file, where it has exactly one answer. */
  readonly edits?: readonly Edit[];
}
