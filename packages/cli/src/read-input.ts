// Turns words and flags into the input of a command, by the command's own schema.
import { readFileSync } from "node:fs";
import { type Command, TeamError } from "@teamwright/core";
import { closest } from "./closest.ts";
import type { Flag } from "./globals.ts";

interface Field {
  type: "string" | "number" | "boolean" | "array" | "json";
  items?: Field["type"];
}

/** The input object of `command`. What it holds is checked by the command itself; only shapes that a command line cannot say are checked here. */
export function readInput(
  command: Pick<Command, "input" | "positional">,
  words: readonly string[],
  flags: readonly Flag[],
): Record<string, unknown> {
  const fields = fieldsOf(command.input);
  const input: Record<string, unknown> = {};
  const places = command.positional ?? [];
  if (words.length > places.length && places.length === 0)
    throw invalid("", `unexpected word ${words[0]!.slice(0, 60)}`);
  for (const [i, place] of places.entries()) {
    if (words[i] === undefined) continue;
    const last = i === places.length - 1 && words.length > places.length;
    set(input, place, {
      field: fields[place] ?? { type: "string" },
      value: last ? words.slice(i).join(" ") : words[i],
    });
  }
  for (const { name, value } of flags) {
    const key = name.replaceAll("-", "_");
    const field = fields[key];
    if (field) set(input, key, { field, ...(value === undefined ? {} : { value }) });
    else if (key.startsWith("no_") && fields[key.slice(3)]?.type === "boolean") input[key.slice(3)] = false;
    else {
      const near = closest(key, Object.keys(fields));
      throw new TeamError("INPUT_INVALID", {
        message: `--${name.slice(0, 60)} is not known here.`,
        hint: near
          ? `Did you mean --${near.replaceAll("_", "-")}?`
          : `Known: ${Object.keys(fields)
              .map((f) => `--${f.replaceAll("_", "-")}`)
              .join(" ")}`,
        data: { issues: [{ field: name.slice(0, 60), problem: "unknown" }] },
      });
    }
  }
  return input;
}

function set(input: Record<string, unknown>, key: string, { field, value }: { field: Field; value?: string }): void {
  if (field.type === "boolean") {
    if (value !== undefined && value !== "true" && value !== "false") throw invalid(key, "is true or false");
    input[key] = value !== "false";
    return;
  }
  if (value === undefined) throw invalid(key, "needs a value");
  const text =
    value.startsWith("@") && (field.type === "json" || field.type === "array") ? readText(key, value.slice(1)) : value;
  if (field.type === "number") {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw invalid(key, "is not a number");
    input[key] = Number(text);
  } else if (field.type === "json") input[key] = parseJson(key, text);
  else if (field.type === "array") {
    const list =
      text.trimStart().startsWith("[") || field.items === "json"
        ? [parseJson(key, text)].flat()
        : text
            .split(",")
            .map((s) => s.trim())
            .filter(Boolean);
    input[key] = [...((input[key] as unknown[]) ?? []), ...list];
  } else input[key] = text;
}

function readText(key: string, path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (cause) {
    throw new TeamError("INPUT_INVALID", {
      message: `${key}: ${path.slice(0, 200)} cannot be read.`,
      data: { issues: [{ field: key, problem: "cannot be read" }] },
      cause,
    });
  }
}

function parseJson(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(key, "is not JSON; give JSON text or @file.json");
  }
}

const invalid = (key: string, problem: string): TeamError =>
  new TeamError("INPUT_INVALID", {
    message: `${key ? `--${key.replaceAll("_", "-")} ` : ""}${problem}.`,
    data: { issues: [{ field: key, problem }] },
  });

type Schema = {
  def?: { type?: string; innerType?: Schema; element?: Schema; in?: Schema; values?: unknown };
  shape?: Record<string, Schema>;
};

/** The fields of an object schema, as far as a command line must know them. */
export function fieldsOf(schema: unknown): Record<string, Field> {
  return Object.fromEntries(Object.entries((schema as Schema).shape ?? {}).map(([key, s]) => [key, fieldOf(s)]));
}

function fieldOf(schema: Schema): Field {
  const { def } = schema;
  const type = def?.type;
  if (type === "optional" || type === "default" || type === "nullable" || type === "prefault")
    return fieldOf(def!.innerType!);
  if (type === "pipe") return fieldOf(def!.in!);
  if (type === "string" || type === "enum" || type === "number" || type === "boolean")
    return { type: type === "enum" ? "string" : type };
  if (type === "literal") return { type: "boolean" };
  if (type === "array") return { type: "array", items: fieldOf(def!.element!).type };
  return { type: "json" };
}
