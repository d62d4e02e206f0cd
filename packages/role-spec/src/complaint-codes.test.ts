import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMPLAINTS } from "./complaint-codes.ts";
import { closest } from "@teamwright/core";
import { IGNORED_KEYS, KNOWN_KEYS, RENAMED_KEYS } from "./known-keys.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && !name.includes(".test.") && name !== "complaint-codes.ts")
  .map((name) => readFileSync(join(folder, name), "utf8"))
  .join("\n");

test("every complaint is made somewhere, and says what to do", () => {
  for (const [code, { meaning, fix }] of Object.entries(COMPLAINTS)) {
    expect(sources, code).toContain(`"${code}"`);
    expect(meaning).toMatch(/[.]$/);
    expect(fix).not.toBe("");
  }
});

test("every old key leads to one of today's, and no key has two meanings", () => {
  for (const [old, key] of RENAMED_KEYS) {
    expect(KNOWN_KEYS.has(key)).toBe(true);
    expect(KNOWN_KEYS.has(old) || IGNORED_KEYS.has(old)).toBe(false);
  }
});

test.each([
  ["prefxi", "prefix"],
  ["modle", "model"],
  ["rolle", "role"],
  ["tool", "tools"],
  ["inner_lop", "inner_loop"],
  ["innerloop", "inner_loop"],
  ["aditional_prefixs", "additional_prefixes"],
  ["discusion_rounds", null],
  ["owner", null],
  ["color", null],
  ["title", null],
  ["tags", null],
  ["version", null],
])("the key %s was meant as %s", (key, meant) => {
  expect(closest(key, [...KNOWN_KEYS.keys(), ...RENAMED_KEYS.keys()])).toBe(meant);
});
