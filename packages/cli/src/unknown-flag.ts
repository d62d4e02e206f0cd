import { closest, type TeamError } from "@teamwright/core";
import { badInput } from "./bad-input.ts";
import { GLOBAL_FLAGS } from "./split-line.ts";

/** INPUT_INVALID for a flag that is not among `known`, with the one that was meant: of these, or of those that every command has. */
export function unknownFlag(name: string, known: readonly string[]): TeamError {
  const all = [...known, ...GLOBAL_FLAGS];
  const near = closest(name, all);
  const hint = near ? `Did you mean --${near}?` : `Known: ${all.map((k) => `--${k}`).join(" ")}`;
  return badInput(name.slice(0, 60), "unknown", { message: `--${name.slice(0, 60)} is not known here.`, hint });
}
