import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyBuild, lintBuilt, planBuild, recordOf, registryProblems, TARGETS } from "../src/index.ts";
import { build, folder, json, packWith } from "./kit.ts";

const GOOD = {
  $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  name: "io.github.somebody/team-docs",
  description: "Writes docs.",
  version: "1.2.3",
  packages: [{ registryType: "npm", identifier: "team-docs", version: "1.2.3", transport: { type: "stdio" } }],
};
const MANIFEST = { name: "team-docs", version: "1.2.3", mcpName: "io.github.somebody/team-docs" };
const packaged = (more: object) => ({ packages: [{ ...GOOD.packages[0], ...more }] });
const where = (change: object, manifest: object = MANIFEST) =>
  registryProblems({ ...GOOD, ...change }, manifest as Record<string, unknown>).map(({ keys }) => keys.join("."));

describe("an entry for the MCP registry", () => {
  it("is without complaint when it is as the registry asks", () => expect(where({})).toEqual([]));

  it.each<[string, object, string]>([
    ["a schema of its own", { $schema: "https://modelcontextprotocol.io/x.json" }, "$schema"],
    ["a name without a namespace", { name: "team-docs" }, "name"],
    ["two slashes", { name: "io.github.somebody/team/docs" }, "name"],
    ["a long name", { name: `io.github.somebody/${"a".repeat(182)}` }, "name"],
    ["no description", { description: "" }, "description"],
    ["a long description", { description: "a".repeat(101) }, "description"],
    ["no version", { version: undefined }, "version"],
    ["a range", { version: "^1.2.3" }, "version"],
    ["a version with a star", { version: "1.x" }, "version"],
    ["a repository that is only an address", { repository: { url: "https://github.com/a/b" } }, "repository.source"],
    ["packages that are no list", { packages: {} }, "packages"],
    ["a package without a registry", packaged({ registryType: undefined }), "packages.0.registryType"],
    ["a package without a name", packaged({ identifier: "" }), "packages.0.identifier"],
    ["the latest package", packaged({ version: "latest" }), "packages.0.version"],
    ["another version than the package", packaged({ version: "1.2.4" }), "packages.0.version"],
    ["no transport", packaged({ transport: undefined }), "packages.0.transport"],
    ["HTTP without an address", packaged({ transport: { type: "streamable-http" } }), "packages.0.transport"],
    ["an argument without a value", packaged({ packageArguments: [{ type: "positional" }] }), "packages.0.packageArguments.0"],
  ])("may not have %s", (_, change, place) => expect(where(change)).toContain(place)); // prettier-ignore

  it("may have packages of other kinds, and the longest name and description", () => {
    const oci = { registryType: "oci", identifier: "ghcr.io/a/b:1", version: undefined };
    expect(where(packaged(oci))).toEqual([]);
    expect(where(packaged({ transport: { type: "sse", url: "https://example.com" } }))).toEqual([]);
    const name = `io.github.somebody/${"a".repeat(181)}`;
    expect(where({ name, description: "a".repeat(100) }, { ...MANIFEST, mcpName: name })).toEqual([]);
    expect(where({ version: "1.2.3-beta.1" })).toEqual([]);
  });

  it("must be owned to by its package", () => {
    expect(where({}, { ...MANIFEST, mcpName: "io.github.other/team-docs" })).toEqual(["name"]);
    expect(where({}, { ...MANIFEST, name: "something-else" })).toEqual([]);
  });
});

it("a built pack has a good one, and `pack check` says where a changed one is wrong", async () => {
  const built = await build(await packWith());
  expect(registryProblems(json(built, "server.json"), json(built, "package.json"))).toEqual([]);
  const dir = join(await folder(), "team-issue");
  await applyBuild(
    await planBuild(dir, built, recordOf(built, { name: "team-issue", version: "0.0.0", targets: TARGETS })),
    built,
  );
  const path = join(dir, "server.json");
  await writeFile(path, (await readFile(path, "utf8")).replace('"stdio"', '"pipe"'));
  const complaints = (await lintBuilt(dir, []))!.filter(({ code }) => code === "REGISTRY_ENTRY");
  expect(complaints).toMatchObject([{ path, message: expect.stringContaining("transport") }]);
  expect(complaints[0]!.line).toBeGreaterThan(1);
});
