// Text that a flag names instead of holding it.
import { readFileSync } from "node:fs";
import { badInput } from "./bad-input.ts";

/** The text of a file, of standard input for `-`. Throws INPUT_INVALID for the flag `field`. */
export function readSource(field: string, path: string, words: { hint?: string } = {}): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (cause) {
    const message = `--${field.replaceAll("_", "-")}: ${path.slice(0, 200)} cannot be read.`;
    throw badInput(field, "cannot be read", { ...words, message, cause });
  }
}

/** What `-` (standard input) or `@FILE` stands for; any other value is itself. */
export const textOf = (field: string, value: string): string =>
  value === "-" || value.startsWith("@") ? readSource(field, value === "-" ? "-" : value.slice(1)) : value;
