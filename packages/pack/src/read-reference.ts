// What roles of a pack point to: references/NAME.md.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";

/** Names of the references of the pack in `dir`, sorted. */
export async function listReferences(dir: string): Promise<string[]> {
  const names = await readdir(join(dir, "references")).catch(() => []);
  return names
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .toSorted();
}

/** The text of a reference, named as it is or as roles write it: `references/NAME.md`. Throws INPUT_INVALID for one the pack does not have. */
export async function readReference(dir: string, name: string): Promise<string> {
  const names = await listReferences(dir);
  const wanted = name.replace(/^references\//, "").replace(/\.md$/, "");
  if (names.includes(wanted)) return readFile(join(dir, "references", `${wanted}.md`), "utf8");
  throw new TeamError("INPUT_INVALID", {
    message: `The pack has no reference ${JSON.stringify(name.slice(0, 60))}.`,
    hint: names.length > 0 ? `Name one of ${names.join(", ")}.` : "Put one into references/NAME.md of the pack.",
    data: { issues: [{ field: "reference", problem: "unknown" }] },
  });
}
