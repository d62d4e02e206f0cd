import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkPackages } from "./check-packages.ts";

const GOOD = {
  version: "1.2.0",
  description: "Does something.",
  license: "MIT",
  type: "module",
  files: ["dist"],
  exports: { ".": { types: "./dist/index.d.ts", import: "./dist/index.js" }, "./package.json": "./package.json" },
  engines: { node: ">=20.19" },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "packages-"));
  write("packages/core", { name: "@teamwright/core", ...GOOD });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it("is content with a whole manifest", () => {
  write("packages/views", {
    name: "@teamwright/views",
    ...GOOD,
    dependencies: { "@teamwright/core": "1.2.0", zod: "^4" },
  });
  expect(checkPackages(root)).toEqual([]);
});

it("wants the exact version of a neighbour", () => {
  write("examples/one", { name: "one", private: true, dependencies: { "@teamwright/core": "^1.2.0" } });
  expect(checkPackages(root)).toEqual([
    "examples/one/package.json:1  internal-version  @teamwright/core is 1.2.0 here, not ^1.2.0",
  ]);
});

it("names what is missing", () => {
  write("packages/views", {
    name: "@teamwright/views",
    ...GOOD,
    license: "ISC",
    files: undefined,
    exports: { ".": "./x.js" },
  });
  expect(checkPackages(root).map((line) => line.split("  ").slice(1).join(": "))).toEqual([
    'manifest: "files" is missing',
    "manifest: the license of this repository is MIT",
    'exports: "." has no "types"',
  ]);
});

function write(folder: string, manifest: object): void {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(root, folder, "tsconfig.json"), "{}");
}
