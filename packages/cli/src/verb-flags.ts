import { badInput } from "./bad-input.ts";
import type { Flag } from "./split-line.ts";
import { unknownFlag } from "./unknown-flag.ts";

export type Options = Readonly<Record<string, string | true | undefined>>;

/** The flags that a usage names, and whether each takes a value: `--to X` does, `--follow` does not. */
export function flagsOfUsage(usage: string): Readonly<Record<string, { bare: boolean; value?: string }>> {
  const flags = [...usage.matchAll(/--([a-z][a-z-]*)(?<value> [^\s\]-][^\s\]]*)?/g)];
  return Object.fromEntries(
    flags.map((m) => {
      const value = m.groups?.value?.trim();
      return [m[1], value === undefined ? { bare: true } : { bare: false, value }];
    }),
  );
}

/** The flags of a call by name. Throws INPUT_INVALID for one that `usage` does not have. */
export function verbFlags(flags: readonly Flag[], usage: string): Options {
  const known = flagsOfUsage(usage);
  const isKnown = (name: string) => Object.hasOwn(known, name);
  const out: Record<string, string | true | undefined> = {};
  for (const { name, value } of flags) {
    const bare = isKnown(name) && known[name]!.bare;
    const denied = name.startsWith("no-") && isKnown(name.slice(3)) && known[name.slice(3)]!.bare;
    if (!denied && !isKnown(name)) throw unknownFlag(name, Object.keys(known));
    if (denied) out[name.slice(3)] = undefined;
    else if (bare) {
      if (value !== undefined && value !== "true" && value !== "false") throw badInput(name, "is true or false");
      out[name] = value === "false" ? undefined : true;
    } else {
      if (value === undefined)
        throw badInput(name, "needs a value", { hint: `Write --${name} VALUE or --${name}=VALUE.` });
      out[name] = value;
    }
  }
  return out;
}

/** A whole number of a flag. Throws INPUT_INVALID. */
export function wholeNumber(name: string, value: string | true | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value === true || !/^\d{1,15}$/.test(value)) throw badInput(name, "is a whole number, 0 or more");
  return Number(value);
}
