// Puts the values of parameters into a fragment: `$name` alone is the value itself, `${name}` in a text is its text, `<<: $name` lays a map under the fields beside it.
import type { Place } from "../complaint.ts";
import { type Entries, entriesOf, type Sourced, within } from "./sourced.ts";

const WHOLE = /^\$([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)$/;
const INSIDE = /\$\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}/g;

/** The parameters that a tree names, with where it does. */
export function namedParameters(tree: Sourced): { name: string; at: Place }[] {
  const { value, at } = tree;
  if (typeof value === "string") {
    const whole = WHOLE.exec(value)?.[1];
    const names = whole === undefined ? [...value.matchAll(INSIDE)].map((match) => match[1]!) : [whole];
    return names.map((name) => ({ name: name.split(".")[0]!, at }));
  }
  return [...(Array.isArray(value) ? value : entriesOf(tree).values())].flatMap(namedParameters);
}

/** The tree with the values of `given`, everything of the fragment itself at the place `at`. Undefined when it stands for a value that is not given. */
export function fillParameters(tree: Sourced, given: Entries, at: Place): Sourced | undefined {
  const fill = (part: Sourced): Sourced | undefined => {
    const { value } = part;
    if (typeof value === "string") return fillText(value, given, at);
    if (Array.isArray(value)) return { at, keyAt: at, value: value.flatMap((item) => fill(item) ?? []) };
    if (!(value instanceof Map)) return { at, keyAt: at, value };
    const entries: Entries = new Map();
    for (const [key, inner] of value) {
      const filled = fill(inner);
      if (key === "<<") for (const [name, field] of entriesOf(filled)) entries.set(name, field);
      else if (filled) entries.set(key, filled);
    }
    return { at, keyAt: at, value: entries };
  };
  return fill(tree);
}

function fillText(text: string, given: Entries, at: Place): Sourced | undefined {
  const whole = WHOLE.exec(text)?.[1];
  if (whole !== undefined) return lookUp(given, whole);
  const filled = text.replace(INSIDE, (_, path: string) => {
    const found = lookUp(given, path)?.value;
    return typeof found === "object" || found === undefined ? "" : String(found);
  });
  return { at, keyAt: at, value: filled };
}

function lookUp(given: Entries, path: string): Sourced | undefined {
  const [name, ...fields] = path.split(".");
  const value = given.get(name!);
  return value && within(value, fields);
}
