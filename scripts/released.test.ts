import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { publishable, readManifest, releaseProblems, setHome } from "./released.ts";

const roots: string[] = [];
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })));

function repository(files: Record<string, object | string>): string {
  const root = mkdtempSync(join(tmpdir(), "teamwright-released-"));
  roots.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

const REPOSITORY = { type: "git", url: "git+https://github.com/a/b.git" };
const ready = {
  "packages/x/package.json": { name: "x", version: "1.0.0", repository: REPOSITORY },
  "packages/own/package.json": { name: "own", version: "0.0.0", private: true },
  "plugins/team-y/package.json": { name: "@s/team-y", version: "1.0.0", repository: REPOSITORY },
  "skills/y/package.json": { name: "@s/team-y", version: "1.0.0", private: true },
};

it("what is published is each package, and each built pack in place of its source", () => {
  const root = repository(ready);
  expect(publishable(root)).toEqual(["packages/x", "plugins/team-y"]);
  expect(releaseProblems(root, "a/b")).toEqual([]);
  expect(releaseProblems(root, undefined)).toEqual([]);
});

it("a release that would go wrong is refused, with what to run", () => {
  const said = (files: object) => releaseProblems(repository({ ...ready, ...files }), "a/b");
  expect(said({ "packages/x/package.json": { name: "x", version: "1.1.0", repository: REPOSITORY } })).toEqual([
    "versions differ (1.1.0, 1.0.0): run npm run release version",
  ]);
  expect(said({ ".changeset/one.md": "x" })).toEqual([expect.stringContaining("that no version has taken")]);
  expect(said({ "plugins/team-y/package.json": { name: "y", version: "1.0.0" } })).toEqual([
    "plugins/team-y/package.json names no repository, not a/b: run npm run release home a/b",
  ]);
  const fresh = { name: "x", version: "0.0.0", repository: REPOSITORY };
  expect(said({ "packages/x/package.json": fresh, "plugins/team-y/package.json": fresh })).toEqual([
    expect.stringContaining("still 0.0.0"),
  ]);
});

it("the repository's name is written once everywhere, with the name for the registry", () => {
  const root = repository(ready);
  expect(setHome(root, "me/mine")).toEqual(["packages/x/package.json", "skills/y/package.json"]);
  expect(setHome(root, "me/mine")).toEqual([]);
  expect(readManifest(join(root, "packages/x")).repository).toEqual({
    type: "git",
    url: "git+https://github.com/me/mine.git",
    directory: "packages/x",
  });
  expect(readManifest(join(root, "skills/y"))).toMatchObject({ private: true, mcpName: "io.github.me/team-y" });
});
