// Turns words and flags into the input of a command, by the command's own schema.
import { type Command, TeamError } from "@teamwright/core";
import { badInput } from "./bad-input.ts";
import { fieldsOf, type Field } from "./fields-of.ts";
import { textOf } from "./read-source.ts";
import type { Flag } from "./split-line.ts";
import { unknownFlag } from "./unknown-flag.ts";

/** The input object of `command`. What it holds is checked by the command itself; only shapes that a command line cannot say are checked here. */
export function readInput(
  command: Pick<Command, "input" | "positional">,
  words: readonly string[],
  flags: readonly Flag[],
): Record<string, unknown> {
  const fields = fieldsOf(command.input);
  const input: Record<string, unknown> = {};
  const places = command.positional ?? [];
  if (words.length > 0 && places.length === 0) throw badInput("", `unexpected word ${words[0]!.slice(0, 60)}`);
  for (const [i, place] of places.entries()) {
    if (words[i] === undefined) continue;
    // Words of a sentence that was not quoted.
    const last = i === places.length - 1 && words.length > places.length;
    set(input, place, { field: fields[place]!, value: last ? words.slice(i).join(" ") : words[i] });
  }
  for (const { name, value } of flags) {
    const key = name.replaceAll("-", "_");
    const denied = key.startsWith("no_") ? key.slice(3) : "";
    if (Object.hasOwn(fields, key)) set(input, key, { field: fields[key]!, ...(value === undefined ? {} : { value }) });
    else if (Object.hasOwn(fields, denied) && fields[denied]!.type === "boolean" && value === undefined)
      input[denied] = false;
    else
      throw unknownFlag(
        name,
        Object.keys(fields).map((f) => f.replaceAll("_", "-")),
      );
  }
  return input;
}

/** Throws INPUT_INVALID with the names of all fields that `command` needs and `input` lacks. */
export function needAll(command: Pick<Command, "name" | "input" | "positional">, input: Record<string, unknown>): void {
  const missing = Object.entries(fieldsOf(command.input)).filter(([k, f]) => f.required && input[k] === undefined);
  if (missing.length === 0) return;
  const names = missing.map(([k]) =>
    command.positional?.includes(k) ? k.toUpperCase() : `--${k.replaceAll("_", "-")}`,
  );
  throw new TeamError("INPUT_INVALID", {
    message: `${command.name.replace(".", " ")} needs ${names.join(", ")}.`,
    hint: `\`teamwright help ${command.name.replace(".", " ")}\` shows how.`,
    data: { issues: missing.map(([field]) => ({ field, problem: "missing" })) },
  });
}

function set(input: Record<string, unknown>, key: string, { field, value }: { field: Field; value?: string }): void {
  if (field.type === "boolean") {
    if (value !== undefined && value !== "true" && value !== "false") throw badInput(key, "is true or false");
    input[key] = value !== "false";
    return;
  }
  if (value === undefined)
    throw badInput(key, "needs a value", { hint: `A value that starts with -- is written --${key}=VALUE.` });
  // In a plain text `@` is just a sign: only `-` is read.
  const text = value === "-" || field.type === "json" || field.type === "array" ? textOf(key, value) : value;
  if (field.type === "number") {
    if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) throw badInput(key, "is not a number");
    input[key] = Number(text);
  } else if (field.type === "json") input[key] = parseJson(key, text);
  else if (field.type === "array") {
    const json = text.trimStart().startsWith("[") || field.items === "json";
    const list = json ? [parseJson(key, text)].flat() : text.split(",").map((s) => s.trim());
    input[key] = [...((input[key] as unknown[]) ?? []), ...list.filter((item) => item !== "")];
  } else input[key] = text;
}

function parseJson(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(key, "is not JSON", { hint: "Give JSON text, @file.json, or - for standard input." });
  }
}
