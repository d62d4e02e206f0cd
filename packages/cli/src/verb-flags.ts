import { badInput, unknownFlag } from "./bad-input.ts";
import type { Flag } from "./split-line.ts";

/** The flags of a verb by name. Throws INPUT_INVALID for one that is not in `known`; a name ending in `!` takes no value. */
export function verbFlags(flags: readonly Flag[], known: readonly string[]): Record<string, string | true | undefined> {
  const out: Record<string, string | true | undefined> = {};
  for (const { name, value } of flags) {
    const bare = known.includes(`${name}!`);
    const denied = name.startsWith("no-") && known.includes(`${name.slice(3)}!`);
    if (!bare && !denied && !known.includes(name)) {
      throw unknownFlag(
        name,
        known.map((k) => k.replace("!", "")),
      );
    }
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
