import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readSource, textOf } from "./read-source.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "teamwright-source-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("reads what a flag names, and takes any other value as it is", () => {
  const path = join(folder, "@odd name.json");
  writeFileSync(path, '{"a":"ä"}\n');
  expect([readSource("plan", path), textOf("data", `@${path}`)]).toEqual(['{"a":"ä"}\n', '{"a":"ä"}\n']);
  expect([textOf("data", path), textOf("data", "")]).toEqual([path, ""]);
});

it.each(["none", ".", "no\0thing"])("says which flag named what cannot be read: %s", (name) => {
  const path = `${folder}/${name}`;
  expect(() => textOf("merged_by", `@${path}`)).toThrow(
    expect.objectContaining({
      code: "INPUT_INVALID",
      message: `--merged-by: ${path} cannot be read.`,
      data: { issues: [{ field: "merged_by", problem: "cannot be read" }] },
      cause: expect.any(Error),
    }),
  );
  expect(() => readSource("redact", path, { hint: "One a line." })).toThrow(
    expect.objectContaining({ hint: "One a line." }),
  );
});
