// One build shape for every library: ESM for Node 20 and newer, declarations from tsc (tsup's own crash with TypeScript 7).
import { defineConfig, type Options } from "tsup";

export const library = (entry: string[], extra: Options = {}) =>
  defineConfig({
    entry,
    format: "esm",
    target: "node20.19",
    platform: "node",
    // By default tsup drops `node:`, without which there is no node:sqlite.
    removeNodeProtocol: false,
    clean: true,
    dts: false,
    sourcemap: false,
    splitting: true,
    treeshake: true,
    onSuccess: "tsc -p tsconfig.json",
    ...extra,
  });
