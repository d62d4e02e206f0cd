import { detectHost, type HostId, HOSTS } from "@teamwright/hosts/capabilities";
import { badInput } from "./bad-input.ts";

/**
 * The program that runs the agent who calls: as given (`--host`), by TEAMWRIGHT_HOST, or by what its shell is known by. Undefined for
 * one that we do not know, and for `other`. Throws INPUT_INVALID.
 */
export function hostOf(given: string | undefined): HostId | undefined {
  const named = given ?? process.env.TEAMWRIGHT_HOST ?? "";
  if (named === "") return detectHost({ env: process.env });
  if (named === "other") return undefined;
  if (!Object.hasOwn(HOSTS, named))
    throw badInput("host", `is one of ${Object.keys(HOSTS).join(", ")}, other`, {
      hint: "Name the program that runs you, with --host or TEAMWRIGHT_HOST; for `other` the words hold everywhere.",
    });
  return named as HostId;
}
