import type { PackComplaint } from "@teamwright/pack";

/** Adds one complaint; `place` defaults to the start of the file. */
export type Say = (
  code: string,
  words: Pick<PackComplaint, "message" | "fix"> & {
    severity?: PackComplaint["severity"];
    edits?: PackComplaint["edits"] | undefined;
  },
  place?: { line: number; column: number },
) => void;

/** A `Say` for one file that adds to `into`. */
export const sayInto =
  (into: PackComplaint[], path: string): Say =>
  (code, { message, fix, severity = "error", edits }, place = { line: 1, column: 1 }) =>
    into.push({ path, ...place, code, severity, message, fix, ...(edits ? { edits } : {}) });
