import { relative, sep } from "node:path";
import type { PackComplaint } from "@teamwright/pack";
import { plainText } from "./plain-text.ts";

/** A complaint as people read it: where, what, and how to mend it. */
export const sayComplaint = ({ path, line, column, severity, code, message, fix, edits }: PackComplaint): string =>
  plainText(
    `${shown(path)}:${line}:${column}  ${severity}  ${code}  ${message}\n    fix: ${fix.replaceAll("\n", "\n         ")}${edits ? "  (--fix does it)" : ""}\n`,
  );

/** A path as one would write it here. */
export const shown = (path: string): string => {
  const way = relative("", path);
  return way.startsWith(`..${sep}`) || way === "" || !path.startsWith(sep) ? path : way;
};
