import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesBelow, isInstalled } from "../src/index.ts";

it("names every file below a folder, sorted, and neither folders nor links", async () => {
  const dir = await mkdtemp(join(tmpdir(), "teamwright-below-"));
  await mkdir(join(dir, "b", "node_modules", "x"), { recursive: true });
  for (const path of ["z.md", "b/a.md", "b/node_modules/x/i.js", "B.md"]) await writeFile(join(dir, path), "");
  await symlink(join(dir, "z.md"), join(dir, "link.md"));
  const paths = await filesBelow(dir);
  expect(paths).toEqual(["B.md", "b/a.md", "b/node_modules/x/i.js", "z.md"]);
  expect(paths.filter(isInstalled)).toEqual(["b/node_modules/x/i.js"]);
  await rm(dir, { recursive: true });
  await expect(filesBelow(dir)).rejects.toThrow("ENOENT");
});
