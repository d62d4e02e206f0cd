import type { PackComplaint } from "@teamwright/pack";
import { plainText } from "./plain-text.ts";

/** A complaint as people read it: where, what, and how to mend it. */
export const sayComplaint = ({ path, line, column, severity, code, message, fix }: PackComplaint): string =>
  plainText(`${path}:${line}:${column}  ${severity}  ${code}  ${message}\n    fix: ${fix}\n`);
