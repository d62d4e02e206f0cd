// What mends a value that a schema does not take, where that has exactly one answer.
import type * as z from "zod";
import type { Mend } from "../yaml-file.ts";

type Issue = z.core.$ZodIssue;

const TRUE = /^(?:true|yes|on)$/i;
const FALSE = /^(?:false|no|off)$/i;
const NAMES = /^[A-Za-z][\w.-]*(?: *, *[A-Za-z][\w.-]*)*$/;

/** Quotes around a text that YAML takes for a number, none around a number, a word for true or false, capitals, a list of one. */
export function mendOf(issue: Issue, value: unknown): { how: Mend; value: unknown } | undefined {
  if (issue.code === "invalid_union") {
    const found = issue.errors.flatMap((issues) => {
      const [only] = issues;
      return issues.length === 1 && only!.path.length === 0 ? (mendOf(only!, value) ?? []) : [];
    });
    return found.length === 1 ? found[0] : undefined;
  }
  const write = (wanted: unknown) => ({ how: { write: wanted }, value: wanted });
  if (issue.code === "invalid_type") {
    const { expected } = issue;
    if (expected === "string" && (typeof value === "number" || typeof value === "boolean"))
      return { how: "quote", value: String(value) };
    if (typeof value !== "string") return undefined;
    if (expected === "boolean") return TRUE.test(value) ? write(true) : FALSE.test(value) ? write(false) : undefined;
    if (expected === "number" || expected === "int")
      return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(value) ? write(Number(value)) : undefined;
    if (expected === "array" && NAMES.test(value)) return write(value.split(/ *, */));
  }
  if (issue.code === "invalid_value" && typeof value === "string") {
    const meant = issue.values.filter((one) => String(one) === value.trim().toLowerCase());
    if (meant.length === 1) return write(meant[0]);
  }
  return undefined;
}
