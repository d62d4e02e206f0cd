/** One thing that is wrong with a pack. `line` and `column` are 1-based, in the file. */
export interface PackComplaint {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}
