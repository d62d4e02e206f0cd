import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { checkPlugins } from "./check-plugins.ts";

const root = join(import.meta.dirname, "..");
const copies: string[] = [];
afterEach(() => copies.splice(0).forEach((copy) => rmSync(copy, { recursive: true, force: true })));

/** What this repository offers as a marketplace, in a folder that may be changed. */
function copy(): string {
  const to = mkdtempSync(join(tmpdir(), "teamwright-offer-"));
  copies.push(to);
  for (const name of ["plugins", ".claude-plugin", ".agents"])
    cpSync(join(root, name), join(to, name), { recursive: true });
  return to;
}

it("what is offered is as it was built, and listed", async () => expect(await checkPlugins(copy())).toEqual([]));

it("an edited, a lost and an added file are named", async () => {
  const at = copy();
  writeFileSync(join(at, "plugins/team-issue/README.md"), "mine");
  rmSync(join(at, "plugins/team-issue/plugin.json"));
  writeFileSync(join(at, "plugins/team-issue/notes.txt"), "mine");
  expect(await checkPlugins(at)).toEqual([
    "plugins/team-issue/README.md:1  built  edited since it was built",
    "plugins/team-issue/plugin.json:1  built  missing since it was built",
    "plugins/team-issue/notes.txt:1  built  was not built",
  ]);
});

it("a list that lags behind is named", async () => {
  const at = copy();
  const path = join(at, ".claude-plugin/marketplace.json");
  writeFileSync(path, readFileSync(path, "utf8").replace(/"version": "[^"]*"/, '"version": "9.9.9"'));
  rmSync(join(at, ".agents"), { recursive: true });
  expect((await checkPlugins(at)).map((line) => line.split(":")[0])).toEqual([
    ".claude-plugin/marketplace.json",
    ".agents/plugins/marketplace.json",
  ]);
});
