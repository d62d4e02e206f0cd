import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeFolder, placeFile } from "../src/index.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "teamwright-place-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

it("makes what is missing, also when two make it at once", async () => {
  const file = (name: string) => join(folder, "a/b c/d", name);
  await Promise.all(["1", "2"].map((name) => placeFile(file(name), name, { field: "out" })));
  expect(await readFile(file("2"), "utf8")).toBe("2");
  await makeFolder(folder, "out");
});

it("says of the field what is in the way, and writes nothing", async () => {
  await writeFile(join(folder, "file"), "mine");
  const refused = { code: "INPUT_INVALID", data: { issues: [{ field: "out", problem: expect.any(String) }] } };
  for (const dir of ["file/x/z", "file"])
    await expect(placeFile(join(folder, dir, "y"), "y", { field: "out" })).rejects.toMatchObject({
      ...refused,
      message: `--out cannot be written (EEXIST): ${join(folder, "file")}.`,
    });
  await expect(placeFile(join(folder, "file"), "yours", { field: "out", isNew: true })).rejects.toMatchObject(refused);
  expect(await readFile(join(folder, "file"), "utf8")).toBe("mine");
});

it.runIf(existsSync("/proc/self"))("ends where a folder takes no new ones", async () => {
  await expect(placeFile("/proc/none/of/these", "x", { field: "dir" })).rejects.toThrow(
    "--dir cannot be written (ENOENT): /proc/none.",
  );
});
