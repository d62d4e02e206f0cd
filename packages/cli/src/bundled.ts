import { fileURLToPath } from "node:url";

/** Where the packs lie that come with the product: beside the bundle, or in the checkout when run from source. */
export const BUNDLED: readonly string[] = [
  fileURLToPath(new URL("./packs", import.meta.url)),
  fileURLToPath(new URL("../../../skills", import.meta.url)),
];
