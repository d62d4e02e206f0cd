// The text of each generated module: data files as code, so that a program in one file has them too.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The fragments that come along, by name, as text. */
export function fragmentsModule(folder: string): string {
  const texts = globSync("*.yaml", { cwd: folder })
    .toSorted()
    .map((file) => `  ${basename(file, ".yaml")}: ${JSON.stringify(readFileSync(join(folder, file), "utf8"))},\n`);
  return `// Made by scripts/generate.ts from packages/pack/fragments/. Do not edit.\nexport const BUILT_IN: Readonly<Record<string, string>> = {\n${texts.join("")}};\n`;
}
