import { TeamError } from "@teamwright/core";
import { closest } from "./closest.ts";

/** INPUT_INVALID for one field, with a sentence for people and, if there is one, better advice than the table's. */
export const badInput = (field: string, problem: string, words: { message?: string; hint?: string } = {}): TeamError =>
  new TeamError("INPUT_INVALID", {
    message: words.message ?? (field === "" ? `${problem}.` : `--${field.replaceAll("_", "-")} ${problem}.`),
    ...(words.hint === undefined ? {} : { hint: words.hint }),
    data: { issues: [{ field, problem }] },
  });

/** INPUT_INVALID for a flag that is not among `known`, with the nearest that is. */
export function unknownFlag(name: string, known: readonly string[]): TeamError {
  const near = closest(name, known);
  const hint = near ? `Did you mean --${near}?` : `Known: ${known.map((k) => `--${k}`).join(" ") || "none"}`;
  return badInput(name.slice(0, 60), "unknown", { message: `--${name.slice(0, 60)} is not known here.`, hint });
}
