import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TeamError } from "@teamwright/core";

/** True when this runs from the checkout and not from the bundle. */
export const FROM_SOURCE: boolean = import.meta.url.endsWith(".ts");

/** The program of a generated server: one file, beside the bundle. */
export const SERVER: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../dist/server-main.js" : "./server-main.js", import.meta.url),
);

/** Server and command line in one file, which `pack build` puts into plugins. A plugin's own is what runs there. */
export const WHOLE: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../dist/teamwright.mjs" : "./teamwright.mjs", import.meta.url),
);

/** What the hooks of a plugin run. In a plugin it lies with its hooks. */
export const HOOK: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../dist/hook-main.js" : "./hook-main.js", import.meta.url),
);

/** What `pack new` begins with. */
export const PACK_TEMPLATE: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../../../templates/pack" : "./templates/pack", import.meta.url),
);

/** Where the packs lie that come with the product: in the checkout when run from source, else beside the bundle or in its plugin. */
export const BUNDLED: readonly string[] = (FROM_SOURCE ? ["../../../skills"] : ["./packs", "../../skills"]).map(
  (path) => fileURLToPath(new URL(path, import.meta.url)),
);

/** Throws INPUT_INVALID unless `path` is there: a checkout that was not built, and the program of a plugin, lack some. */
export function needPart(path: string): void {
  if (existsSync(path)) return;
  throw new TeamError("INPUT_INVALID", {
    message: "This needs a part that is not here.",
    hint: FROM_SOURCE
      ? "In a checkout run `npm run build`, then again."
      : "The teamwright of a plugin brings what its team needs and no more. Install all of it, or use a checkout.",
    data: { issues: [{ field: "", problem: "a part of the product is missing" }], path },
  });
}
