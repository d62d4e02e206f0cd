// Lets a built program take Node's own modules as they are. Imported, each first becomes a copy of all that it exports: 3 ms for
// node:fs and 3 ms for node:util, in a call that may take 55.
import { readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import type { Options } from "tsup";

/** One import as it stands at the start of a file that tsup has written: a default, names, both or none, and from where. */
const IMPORT = /import\s*([\w$]+)?\s*,?\s*(\{[^}]*\})?\s*(?:from)?\s*(["'])([^"']+)\3;?\n?/y;
/** How CommonJS that was bundled reaches Node. A Node without the function is only told that it is too old. */
const REQUIRE = `const require=process.getBuiltinModule?.("node:module").createRequire(import.meta.url);`;

export const builtins: NonNullable<Options["plugins"]>[number] = {
  name: "builtins",
  buildEnd({ writtenFiles }) {
    for (const { name } of writtenFiles) writeFileSync(name, withoutImports(readFileSync(name, "utf8")));
  },
};

/** `import{join as a}from'path'` becomes `const{join:a}=process.getBuiltinModule("path")`. */
function withoutImports(code: string): string {
  let kept = /^#!.*\n/.exec(code)?.[0] ?? "";
  let taken = /typeof require\b/.test(code) ? REQUIRE : "";
  let rest = kept.length;
  for (;;) {
    IMPORT.lastIndex = rest;
    const [whole, all, names, , from = ""] = IMPORT.exec(code) ?? [];
    if (whole === undefined) return kept + taken + code.slice(rest);
    rest += whole.length;
    if (!isBuiltin(from)) kept += whole;
    else if (all) taken += `const ${all}=process.getBuiltinModule("${from}");`;
    if (isBuiltin(from) && names)
      taken += `const${names.replaceAll(" as ", ":")}=${all ?? `process.getBuiltinModule("${from}")`};`;
  }
}
