// What roles of a pack point to: references/NAME.md.
import { readFile } from "node:fs/promises";
import { TeamError } from "@teamwright/core";
import { packTexts } from "./pack-texts.ts";

/** Names of the references of a pack, sorted. `dirs`: its folder, and those of the packs it builds on. */
export const listReferences = async (dirs: readonly string[]): Promise<string[]> => [
  ...(await packTexts(dirs, "references", ".md")).keys(),
];

/** The text of a reference, named as it is or as roles write it: `references/NAME.md`. Throws INPUT_INVALID for one the pack does not have. */
export async function readReference(dirs: readonly string[], name: string): Promise<string> {
  const texts = await packTexts(dirs, "references", ".md");
  const wanted = name.replace(/^references\//, "").replace(/\.md$/, "");
  const path = texts.get(wanted);
  if (path !== undefined) return readFile(path, "utf8");
  const names = [...texts.keys()];
  throw new TeamError("INPUT_INVALID", {
    message: `The pack has no reference ${JSON.stringify(name.slice(0, 60))}.`,
    hint: names.length > 0 ? `Name one of ${names.join(", ")}.` : "Put one into references/NAME.md of the pack.",
    data: { issues: [{ field: "reference", problem: "unknown" }] },
  });
}
