import { ERRORS, type ErrorEntry, exitOf, type Rejection } from "@teamwright/core";
import type { PackComplaint } from "@teamwright/pack";
import { fieldText } from "./field-text.ts";
import { plainText } from "./plain-text.ts";
import { sayComplaint } from "./say-complaint.ts";

/** Characters of one field that a person is shown; `--json` has all. */
const MAX_TEXT = 300;

/** Prints a rejection: text on stderr, or the one JSON object on stdout. Returns its exit code, never 0. */
export function sayRejection(error: Rejection, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else {
    const said = `${error.code} ${error.message}\n  hint: ${error.hint}\n`;
    process.stderr.write(`${plainText(said)}${complaintsIn(error.data.issues) ?? plainText(dataText(error))}`);
  }
  return exitOf(error.code);
}

/** What is wrong with a file, a line for each; undefined when the issues are about something else. */
function complaintsIn(issues: unknown): string | undefined {
  if (!Array.isArray(issues) || !issues.every((i: { line?: unknown }) => typeof i.line === "number")) return undefined;
  return (issues as PackComplaint[]).map(sayComplaint).join("");
}

/** What the error carries, a line for each field, without what its two sentences say already. */
function dataText({ code, message, hint, data }: Rejection): string {
  const general = message === (ERRORS as Record<string, ErrorEntry>)[code]?.meaning;
  const rows = Object.entries(data).flatMap(([key, value]): [string, unknown][] => {
    if (key !== "issues" || !Array.isArray(value)) return [[key, value]];
    return general || value.length > 1 ? value.map(issueRow) : [];
  });
  return rows
    .map(([key, value]): [string, string] => [key, fieldText(key, Array.isArray(value) ? firstFew(value) : value)])
    .filter(([, text]) => text !== "" && text !== "null" && !(text.length > 2 && `${message} ${hint}`.includes(text)))
    .map(([key, text]) => `  ${key}: ${text.length > 2 * MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text}\n`)
    .join("");
}

const issueRow = (issue: unknown): [string, unknown] => {
  const { field, problem } = issue as { field?: string; problem?: string };
  return problem === undefined ? ["issue", issue] : [field || "input", problem];
};

/** As many of the list as a person is shown, and how many more there are. */
function firstFew(list: readonly unknown[]): unknown[] {
  let length = 0;
  const shown = list.findIndex((item) => (length += String(item).length + 2) > MAX_TEXT);
  return shown < 0 ? [...list] : [...list.slice(0, shown), `and ${list.length - shown} more`];
}
