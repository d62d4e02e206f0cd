// Names that are looked up, and what to say of one that is not there.
import { closest } from "@teamwright/core";

/** The name that was probably meant, else all of them. */
export function nameOne(given: string, names: readonly string[], verb = "Name"): string {
  const meant = closest(given, names);
  return meant === null ? `${verb} one of ${names.join(", ")}` : `Write \`${meant}\``;
}

/** Never a name that every object has, like `constructor`. */
export const ownValue = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
