import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMPLAINTS } from "./complaint-codes.ts";
import { closest } from "./closest.ts";
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

test("a slip of the hand is found, another word is not", () => {
  expect(closest("prefxi", KNOWN_KEYS.keys())).toBe("prefix");
  expect(closest("modle", KNOWN_KEYS.keys())).toBe("model");
  expect(closest("owner", KNOWN_KEYS.keys())).toBeNull();
  expect(closest("role", KNOWN_KEYS.keys())).toBeNull();
});
