import { join } from "node:path";
import { newStore } from "@teamwright/runtime";
import { badInput } from "./bad-input.ts";

/** Where bearer tokens lie: as given, else beside the store. Throws INPUT_INVALID when the store has no place beside it. */
export function tokenFolder(store: string | undefined, given: string | true | undefined): string {
  if (typeof given === "string") return given;
  const { root } = newStore(store);
  if (root === undefined)
    throw badInput("tokens", "is needed: this store has no folder", { hint: "Add --tokens DIR." });
  return join(root, "tokens");
}
