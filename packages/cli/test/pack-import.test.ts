// `pack import ccw` as a person calls it: a folder in, a pack that can be played out, and nothing of the folder that reaches the terminal raw.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

/** A file whose name would colour a terminal and begin a line of its own. */
const ODD = process.platform === "win32" ? "odd" : "\u001b[31modd\nbread: all is well";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "teamwright-pack-import-"));
  for (const [name, prefix] of [
    ["baker", "BAKE"],
    ["taster", "TASTE"],
  ] as const) {
    mkdirSync(join(cwd, "old", "roles", name), { recursive: true });
    const phases = "## Phase 2: Context\n\nRead.\n\n## Phase 3: Work\n\nDo it.\n\n## Phase 4: Validate\n\nLook.\n";
    writeFileSync(
      join(cwd, "old", "roles", name, "role.md"),
      `---\nrole: ${name}\nprefix: ${prefix}\n---\n# ${name}\n\n${phases}`,
    );
  }
  writeFileSync(join(cwd, "old", "SKILL.md"), '---\nname: team-bread\ndescription: "Bakes."\n"\\e[31mred": 1\n---\n');
  writeFileSync(join(cwd, "old", ODD), "");
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

it("makes a pack that is checked and passes its plays, and tells what it did not carry", () => {
  const done = call(["pack", "import", "ccw", "old"], { cwd });
  expect(done).toMatchObject({ code: 0, err: "" });
  expect(done.out).toMatch(/old\/SKILL\.md:\d+ {2}warning {2}IMPORT_LINEAR {2}/);
  expect(done.out).toContain("bread: 2 roles and 1 pipeline are in ./bread.");
  expect(done.out).not.toContain("\u001b");
  expect(done.out).not.toMatch(/^bread: all/m);
  expect(done.out).toMatch(/odd.* {2}IMPORT_FILE {2}/);
  expect(call(["pack", "check", "./bread"], { cwd })).toMatchObject({ code: 0 });
  expect(call(["pack", "test", "./bread"], { cwd })).toMatchObject({ code: 0 });
}, 60_000);

it("answers with data, and refuses what is there already or is not named", () => {
  const { ok, result } = callJson(["pack", "import", "ccw", "old", "--out", "new"], { cwd });
  expect(ok).toBe(true);
  expect(result).toMatchObject({ name: "bread", loadable: true, roles: ["baker", "taster"], pipelines: ["main"] });
  expect(callJson(["pack", "import", "ccw", "old", "--out", "new"], { cwd }).error.message).toContain(
    "is there already",
  );
  expect(call(["pack", "import", "old"], { cwd }).code).toBe(2);
  expect(callJson(["pack", "import", "ccw", "gone"], { cwd }).error.code).toBe("INPUT_INVALID");
}, 60_000);
