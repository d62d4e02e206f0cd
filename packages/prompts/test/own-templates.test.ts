import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownTemplates } from "../src/index.ts";

it("a project's own templates are found by their names", () => {
  const root = mkdtempSync(join(tmpdir(), "teamwright-prompts-"));
  expect(ownTemplates(root)).toEqual({});
  mkdirSync(join(root, "prompts"));
  writeFileSync(join(root, "prompts/orders.hbs"), "Use {{tool}}.");
  writeFileSync(join(root, "prompts/other.hbs"), "x");
  expect(ownTemplates(root)).toEqual({ orders: "Use {{tool}}." });
  expect(ownTemplates(undefined)).toEqual({});
  rmSync(root, { recursive: true });
});
