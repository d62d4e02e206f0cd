import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A new pack `p` in a folder of its own, with one text of it changed. */
async function packWith(file: string, change: (text: string) => string): Promise<{ cwd: string; path: string }> {
  const cwd = await mkdtemp(join(tmpdir(), "teamwright-check-"));
  folders.push(cwd);
  expect(call(["pack", "new", "p"], { cwd }).code).toBe(0);
  const path = join(cwd, "p", file);
  await writeFile(path, change(await readFile(path, "utf8")));
  return { cwd, path };
}

const wrong = (text: string) =>
  text
    .replace("prefix: MAKE\n", "task_prefix: make # the main one\n")
    .replace('summary: "Makes', "summary: Makes: ")
    .replace('it."', "it.");

it("says which findings --fix mends, shows what it would do, does it, and has nothing to do then", async () => {
  const { cwd, path } = await packWith("roles/maker.md", wrong);
  const before = await readFile(path, "utf8");
  const first = call(["pack", "check", "p"], { cwd });
  expect(first.code).toBe(7);
  expect(first.out).toContain("p/roles/maker.md:3:10  error  ROLE_YAML_COLON");
  expect(first.out).toMatch(/fix: Quote it: summary: "Makes: .*" {2}\(--fix does it\)/);
  const plan = call(["pack", "check", "p", "--fix", "--dry-run"], { cwd });
  expect(await readFile(path, "utf8")).toBe(before);
  expect(plan.out).toContain("  - task_prefix: make # the main one\n  + prefix: make # the main one\n");
  expect(plan.out).toContain("would mend 3 findings in 1 file\n");
  const done = call(["pack", "check", "p", "--fix"], { cwd });
  expect([done.code, done.out]).toEqual([0, plan.out.replace("would mend", "mended")]);
  expect(await readFile(path, "utf8")).toContain("\nprefix: MAKE # the main one\n");
  expect(callJson(["pack", "check", "p", "--fix"], { cwd }).result).toMatchObject({
    mended: [],
    kept: [],
    complaints: [],
  });
});

it("mends what is only a note, and the name of a skill", async () => {
  const { cwd, path } = await packWith("SKILL.md", (text) => text.replace("name: team-p", "name: p"));
  await writeFile(
    join(cwd, "p", "roles", "maker.md"),
    `\uFEFF${await readFile(join(cwd, "p", "roles", "maker.md"), "utf8")}`,
  );
  expect(call(["pack", "check", "p"], { cwd }).out).toContain("--fix mends 2 findings, notes among them");
  expect(call(["pack", "check", "p", "--fix"], { cwd }).out).toContain("  - \\uFEFF---\n  + ---\n");
  expect(await readFile(path, "utf8")).toContain('name: "team-p"\n');
});

it("takes away a version that package.json says otherwise", async () => {
  const { cwd, path } = await packWith("team.yaml", (text) => `version: 1.10 # old\n${text}`);
  const good = (await readFile(path, "utf8")).replace("version: 1.10 # old\n", "");
  expect(call(["pack", "check", "p", "--fix"], { cwd }).code).toBe(0);
  expect(await readFile(path, "utf8")).toBe(good);
});

it("does not write what is installed, built, another pack's, or behind a link that leads out", async () => {
  const { cwd, path } = await packWith("team.yaml", (text) => text.replace("max_rounds: 2", "max_rounds: '2'"));
  const text = await readFile(path, "utf8");
  await mkdir(join(cwd, "node_modules"));
  await symlink(join(cwd, "p"), join(cwd, "node_modules", "q"));
  await mkdir(join(cwd, "linked", "roles"), { recursive: true });
  await symlink(path, join(cwd, "linked", "team.yaml"));
  const linked = call(["pack", "check", "./linked", "--fix"], { cwd });
  expect(linked.out).toContain("linked/team.yaml  not mended: it is no text of this pack\n");
  await mkdir(join(cwd, "above"));
  await writeFile(join(cwd, "above", "team.yaml"), "extends: ../p\nname: above\n");
  const above = call(["pack", "check", "./above", "--fix"], { cwd });
  expect([above.code, above.out]).toEqual([
    7,
    expect.stringContaining("p/team.yaml  not mended: it is no text of this pack\n"),
  ]);
  await rm(join(cwd, "node_modules"), { recursive: true });
  await mkdir(join(cwd, "node_modules", "q"), { recursive: true });
  await writeFile(join(cwd, "node_modules", "q", "team.yaml"), text);
  const installed = callJson(["pack", "check", "./node_modules/q", "--fix"], { cwd });
  expect(installed.error).toMatchObject({ code: "INPUT_INVALID", hint: expect.stringContaining("--from PACK") });
  expect(await readFile(path, "utf8")).toBe(text);
  expect(callJson(["pack", "check", "p", "--dry-run"], { cwd }).error.message).toBe("--dry-run goes with --fix.");
});

it.skipIf(process.getuid?.() === 0)("says which file it may not write", async () => {
  const { cwd, path } = await packWith("roles/maker.md", wrong);
  await chmod(path, 0o444);
  expect(callJson(["pack", "check", "p", "--fix"], { cwd }).error.message).toContain("cannot be written (EACCES)");
});

it("finds what is wrong with plays", async () => {
  const { cwd } = await packWith("plays/rejected-once.yaml", (text) => text.replace("pipeline:", "pipline:"));
  expect(call(["pack", "check", "p"], { cwd }).out).toMatch(
    /rejected-once\.yaml:3:1 .*PLAY_SCHEMA .*\n +fix: Write `pipeline`/,
  );
});
