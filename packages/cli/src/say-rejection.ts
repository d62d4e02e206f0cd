import { ERRORS, type ErrorEntry, type Rejection } from "@teamwright/core";
import { plainText } from "./plain-text.ts";

/** Prints a rejection: text on stderr, or the one JSON object on stdout. Returns its exit code, never 0. */
export function sayRejection(error: Rejection, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else {
    const data = Object.keys(error.data).length > 0 ? `  ${JSON.stringify(error.data).slice(0, 600)}\n` : "";
    process.stderr.write(plainText(`${error.code} ${error.message}\n  hint: ${error.hint}\n${data}`));
  }
  return (ERRORS as Record<string, ErrorEntry>)[error.code]?.exit ?? 1;
}
