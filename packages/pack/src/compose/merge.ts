// One pack over another: maps by name down to single fields, everything else replaced, `null` takes away.
import type { PackComplaint } from "../complaint.ts";
import { type Entries, plain, type Sourced } from "./sourced.ts";

/** Maps that mean something only as a whole, so they are replaced like a list. */
const WHOLE: ReadonlySet<string> = new Set(["when", "until"]);

/** `base` with what `over` says. A `null` for what `base` does not have is told. */
export function merge(base: Sourced, over: Sourced, complaints: PackComplaint[]): Sourced {
  if (!(base.value instanceof Map) || !(over.value instanceof Map)) return over;
  const merged: Entries = new Map(base.value);
  for (const [key, wanted] of over.value) {
    const before = base.value.get(key);
    if (wanted.value === null && !before) complaints.push(nothingThere(key, wanted, base));
    else if (wanted.value === null) merged.delete(key);
    else merged.set(key, before && !WHOLE.has(key) ? merge(before, wanted, complaints) : wanted);
  }
  return { ...over, value: merged };
}

function nothingThere(key: string, { keyAt }: Sourced, base: Sourced): PackComplaint {
  const names = Object.keys(plain(base) as object);
  return {
    ...keyAt,
    code: "REMOVES_NOTHING",
    severity: "error",
    message: `${key}: null takes away what is not there.`,
    fix: names.length > 0 ? `Name one of ${names.join(", ")}, or remove the line.` : "Remove the line.",
  };
}
