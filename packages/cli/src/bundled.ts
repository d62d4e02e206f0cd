import { fileURLToPath } from "node:url";

/** True when this runs from the checkout and not from the bundle. */
export const FROM_SOURCE: boolean = import.meta.url.endsWith(".ts");

/** The program of a generated server: one file, beside the bundle. */
export const SERVER: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../dist/server-main.js" : "./server-main.js", import.meta.url),
);

/** What `pack new` begins with. */
export const PACK_TEMPLATE: string = fileURLToPath(
  new URL(FROM_SOURCE ? "../../../templates/pack" : "./templates/pack", import.meta.url),
);

/** Where the packs lie that come with the product: beside the bundle, or in the checkout when run from source. */
export const BUNDLED: readonly string[] = [
  fileURLToPath(new URL(FROM_SOURCE ? "../../../skills" : "./packs", import.meta.url)),
];
