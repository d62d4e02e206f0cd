import { exitOf, type Rejection } from "@teamwright/core";
import type { PackComplaint } from "@teamwright/pack";
import { plainText } from "./plain-text.ts";
import { sayComplaint } from "./say-complaint.ts";

/** Prints a rejection: text on stderr, or the one JSON object on stdout. Returns its exit code, never 0. */
export function sayRejection(error: Rejection, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else {
    const places = complaintsIn(error.data.issues);
    const data = Object.keys(error.data).length > 0 ? `  ${JSON.stringify(error.data).slice(0, 600)}\n` : "";
    process.stderr.write(
      `${plainText(`${error.code} ${error.message}\n  hint: ${error.hint}\n`)}${places ?? plainText(data)}`,
    );
  }
  return exitOf(error.code);
}

/** What is wrong with a file, a line for each; undefined when the issues are about something else. */
function complaintsIn(issues: unknown): string | undefined {
  if (!Array.isArray(issues) || !issues.every((i: { line?: unknown }) => typeof i.line === "number")) return undefined;
  return (issues as PackComplaint[]).map(sayComplaint).join("");
}
