import { TeamError } from "@teamwright/core";
import { closest } from "./closest.ts";
import type { Flag } from "./globals.ts";

/** The flags of a verb by name. Throws INPUT_INVALID for one that is not in `known`; a name ending in `!` takes no value. */
export function verbFlags(flags: readonly Flag[], known: readonly string[]): Record<string, string | true | undefined> {
  const out: Record<string, string | true | undefined> = {};
  for (const { name, value } of flags) {
    const bare = known.includes(`${name}!`);
    if (!bare && !known.includes(name)) {
      const near = closest(
        name,
        known.map((k) => k.replace("!", "")),
      );
      throw new TeamError("INPUT_INVALID", {
        message: `--${name.slice(0, 60)} is not known here.`,
        hint: near ? `Did you mean --${near}?` : `Known: ${known.map((k) => `--${k.replace("!", "")}`).join(" ")}`,
        data: { issues: [{ field: name.slice(0, 60), problem: "unknown" }] },
      });
    }
    if (!bare && value === undefined)
      throw new TeamError("INPUT_INVALID", {
        message: `--${name} needs a value.`,
        data: { issues: [{ field: name, problem: "needs a value" }] },
      });
    out[name] = bare ? (value === "false" ? undefined : true) : value;
  }
  return out;
}

/** A whole number of a flag. Throws INPUT_INVALID. */
export function wholeNumber(name: string, value: string | true | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value === true || !/^\d{1,15}$/.test(value))
    throw new TeamError("INPUT_INVALID", {
      message: `--${name} is a whole number.`,
      data: { issues: [{ field: name, problem: "not a whole number" }] },
    });
  return Number(value);
}
