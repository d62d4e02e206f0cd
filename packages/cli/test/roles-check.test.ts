// `roles check`: what a person reads of role files, whatever they are called.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-roles-"));
  mkdirSync(join(folder, "roles"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const check = () => call(["roles", "check", "roles"], { cwd: folder });

it("says where, what, and how to mend it, in lines that an editor can jump to", () => {
  writeFileSync(join(folder, "roles", "sweeper.md"), "# Sweeper\n\n- **Task Prefix**: `SWEEP-*`\n");
  const { code, out } = check();
  expect(code).toBe(7);
  expect(out).toMatch(/^roles\/sweeper\.md:1:1 {2}error {2}ROLE_FRONTMATTER_MISSING {2}The role has no frontmatter/);
  expect(out).toContain("    fix: Put this at the top of the file:\n         ---\n         role: sweeper\n");
  expect(out).toMatch(/1 file, 0 roles, 1 error, \d+ warnings and notes\n$/);
  expect(callJson(["roles", "check", "roles"], { cwd: folder }).error.code).toBe("ROLE_SPEC_INVALID");
});

it("prints no character that moves the cursor, also not from the name of a file", () => {
  writeFileSync(join(folder, "roles", "a\u001b[31m\u202e.md"), "# A\n");
  const { out } = check();
  expect(out).toContain("ROLE_");
  for (const sign of ["\u001b", "\u202e"]) expect(out).not.toContain(sign);
});
