// What was thrown, as those are told who called.
import type { Rejection } from "./draft.ts";
import { type ErrorEntry, ERRORS } from "./errors.ts";
import { TeamError } from "./team-error.ts";

/** The refusal that whatever was thrown amounts to. What nobody foresaw is INTERNAL, with at most 300 characters of what it said. */
export function rejectionOf(error: unknown): Rejection {
  if (TeamError.is(error))
    return { code: error.code, message: error.message, hint: error.hint, data: { ...error.data } };
  const { meaning, hint } = ERRORS.INTERNAL;
  const message = String((error as Error | undefined)?.message ?? error).slice(0, 300);
  return { code: "INTERNAL", message: `${meaning} ${message}`, hint, data: { message } };
}

/** The exit code of a refusal: that of the table, 1 for a code that is not ours; never 0. */
export const exitOf = (code: string): number =>
  Object.hasOwn(ERRORS, code) ? (ERRORS as Record<string, ErrorEntry>)[code]!.exit : 1;
