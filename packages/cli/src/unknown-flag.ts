import { closest, type TeamError } from "@teamwright/core";
import { badInput } from "./bad-input.ts";
import { GLOBAL_FLAGS } from "./split-line.ts";

/** INPUT_INVALID for a flag that is not among `known`, with the one that was meant: of these, or of those that every command has. */
export function unknownFlag(name: string, known: readonly string[]): TeamError {
  const near = closest(name, [...known, ...GLOBAL_FLAGS]);
  const hint = near ? `Did you mean --${near}?` : `Known: ${known.map((k) => `--${k}`).join(" ") || "none"}`;
  return badInput(name.slice(0, 60), "unknown", { message: `--${name.slice(0, 60)} is not known here.`, hint });
}
