import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadPack } from "../src/index.ts";

const lifecycle = join(import.meta.dirname, "..", "..", "..", "skills", "lifecycle");
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-pack-"));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ["a misspelt name", "fact: input.frontend, eq: also", "fact: input.fronted, eq: also", "INPUT_UNKNOWN", "fronted"],
  ["a value it never has", "fact: input.spec, eq: only", "fact: input.spec, eq: onyl", "INPUT_VALUE", '"onyl"'],
  ["another type of value", "input.supervision, eq: true", 'input.supervision, eq: "true"', "INPUT_VALUE", '"true"'],
  ["a default it cannot have", "default: none", "default: nothing", "PACK_SCHEMA", "default"],
])("the linter finds %s", async (_, right, wrong, code, word) => {
  const pack = join(folder, wrong.replaceAll(/\W/g, ""));
  await cp(lifecycle, pack, { recursive: true });
  const path = join(pack, "team.yaml");
  const text = await readFile(path, "utf8");
  expect(text).toContain(right);
  await writeFile(path, text.replace(right, wrong));
  const line = text.slice(0, text.indexOf(right)).split("\n").length;
  const [first] = (await loadPack(pack)).complaints;
  expect(first).toMatchObject({ code, severity: "error", line });
  expect(first!.message).toContain(word);
});
