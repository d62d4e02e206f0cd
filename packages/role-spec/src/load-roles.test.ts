import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { loadRoles } from "./load-roles.ts";

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/teams");
const ROLE = "---\nrole: planner\nprefix: PLAN\n---\n\n# P\n\n## Phase 2\n\na\n\n## Phase 3\n\nb\n\n## Phase 4\n\nc\n";
const made: string[] = [];
let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "role-spec-"));
  made.push(cwd);
});
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function write(path: string, text: string | Uint8Array = ROLE): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}
const load = (path: string) => loadRoles(path, { cwd });
const told = (loaded: Awaited<ReturnType<typeof loadRoles>>) => loaded.complaints.map((c) => `${c.path} ${c.code}`);
const errors = (loaded: Awaited<ReturnType<typeof loadRoles>>) =>
  loaded.complaints.filter((c) => c.severity === "error").map((c) => `${c.path} ${c.code}`);

test("a repository as they are found in the wild: its roles, nothing else, one bad one", async () => {
  const loaded = await loadRoles("bakery", { cwd: FIXTURES });
  expect(loaded.files).toBe(8);
  expect(loaded.roles.map(({ path, role }) => `${path.split("/skills/")[1]} ${role.name} ${role.prefixes}`)).toEqual([
    "team-bakery/roles/baker/role.md baker BAKE,BAKE-fix,KNEAD",
    "team-bakery/roles/coordinator/role.md coordinator ",
    "team-bakery/roles/miller/role.md miller MILL",
    "team-bakery/roles/taster/role.md taster T4STE",
    "team-bakery-old/role-specs/seller.md seller SELL-UP",
    "team-bakery-old/roles/coordinator.md coordinator ",
    "team-bakery-old/roles/specialists/yeast-expert.role.md yeast-expert YEAST",
  ]);
  expect(errors(loaded)).toEqual(["bakery/.codex/skills/team-bakery-old/roles/sweeper.md ROLE_FRONTMATTER_MISSING"]);
});

describe("a folder", () => {
  test("may be the roles folder, a role's folder, or hold loose roles", async () => {
    write("team/roles/planner.md");
    write("team/roles/builder/role.md", ROLE.replace("planner", "builder"));
    write("team/roles/README.md");
    write("team/roles/_draft.md");
    write("team/roles/role-template.md");
    write("team/roles/builder/notes.md");
    write("loose/planner.md");
    write("loose/guide.md", "# Guide\n");
    write("loose/deep/other.md");
    expect((await load("team")).roles.map((r) => r.path)).toEqual([
      "team/roles/builder/role.md",
      "team/roles/planner.md",
    ]);
    expect((await load("team/roles")).files).toBe(2);
    expect((await load("team/roles/builder")).roles.map((r) => r.path)).toEqual(["team/roles/builder/role.md"]);
    expect((await load("loose")).roles.map((r) => r.path)).toEqual(["loose/planner.md"]);
    expect((await load(join(cwd, "loose"))).roles.map((r) => r.path)).toEqual([join(cwd, "loose/planner.md")]);
  });

  test("without roles says so, and skips other people's folders", async () => {
    write("empty/node_modules/x/roles/planner.md");
    write("empty/.git/roles/planner.md");
    const loaded = await load("empty");
    expect(loaded).toMatchObject({ roles: [], files: 0 });
    expect(told(loaded)).toEqual(["empty ROLE_NO_FILES"]);
  });

  test("gives the role its name even when it is the current one", async () => {
    write("planner/role.md", ROLE.replace("role: planner\n", ""));
    const loaded = await loadRoles(".", { cwd: join(cwd, "planner") });
    expect(loaded.roles.map((r) => `${r.path} ${r.role.name}`)).toEqual(["role.md planner"]);
  });

  test("that cannot be read, and files that are none, are complaints", async () => {
    write("team/roles/good.md", ROLE.replace("planner", "good"));
    write("team/roles/big.md", "x".repeat(300_000));
    write("team/roles/nul.md", "---\nrole: nul\n\0---\n");
    write(
      "team/roles/latin.md",
      Buffer.concat([Buffer.from("---\nrole: l\n"), Buffer.from([0xe9]), Buffer.from("\n")]),
    );
    write("team/roles/wide.md", Buffer.from("\uFEFFrole", "utf16le"));
    mkdirSync(join(cwd, "team/roles/folder.md"));
    symlinkSync("nowhere.md", join(cwd, "team/roles/broken.md"));
    symlinkSync("self.md", join(cwd, "team/roles/self.md"));
    symlinkSync("..", join(cwd, "team/roles/up"));
    symlinkSync("/etc/hostname", join(cwd, "team/roles/out.md"));
    if (process.platform !== "win32") execFileSync("mkfifo", [join(cwd, "team/roles/pipe.md")]);
    const loaded = await load("team");
    expect(loaded.roles.map((r) => r.path)).toEqual(["team/roles/good.md"]);
    expect(errors(loaded).toSorted()).toEqual([
      "team/roles/big.md ROLE_FILE_LARGE",
      "team/roles/broken.md ROLE_LINK_BROKEN",
      "team/roles/folder.md ROLE_FILE_KIND",
      "team/roles/latin.md ROLE_FILE_BINARY",
      "team/roles/nul.md ROLE_FILE_BINARY",
      "team/roles/out.md ROLE_LINK_OUTSIDE",
      "team/roles/pipe.md ROLE_FILE_KIND",
      "team/roles/self.md ROLE_LINK_LOOP",
      "team/roles/up ROLE_LINK_LOOP",
      "team/roles/wide.md ROLE_FILE_BINARY",
    ]);
    expect(loaded.complaints.find((c) => c.path.endsWith("latin.md"))).toMatchObject({ line: 3, column: 1 });
  });

  test.skipIf(process.getuid?.() === 0)("without the right to read is a complaint", async () => {
    write("team/roles/planner.md");
    chmodSync(join(cwd, "team/roles/planner.md"), 0);
    expect(told(await load("team"))).toEqual(["team/roles/planner.md ROLE_FILE_UNREADABLE"]);
  });

  test("reached by two links is loaded once", async () => {
    write("team/roles/planner.md");
    mkdirSync(join(cwd, "team/copies"));
    symlinkSync("../roles", join(cwd, "team/copies/roles"));
    const loaded = await load("team");
    expect(loaded.files).toBe(1);
    expect(loaded.complaints).toEqual([]);
  });
});

describe("a file or a glob", () => {
  test("is taken as it is, whatever its name", async () => {
    write("README.md");
    expect((await load("README.md")).roles.map((r) => `${r.path} ${r.role.name}`)).toEqual(["README.md planner"]);
    expect(told(await load("missing.md"))).toEqual(["missing.md ROLE_FILE_MISSING"]);
    expect(told(await load("README.md/x.md"))).toEqual(["README.md/x.md ROLE_FILE_MISSING"]);
    expect(told(await load("a\0b"))).toEqual(["a?b ROLE_FILE_MISSING"]);
  });

  test("finds files by pattern", async () => {
    cpSync(FIXTURES, join(cwd, "teams"), { recursive: true });
    expect((await load("teams/**/roles/*/role.md")).files).toBe(4);
    expect((await load("teams/bakery/.claude/**/{miller,baker}/role.md")).roles.map((r) => r.role.name)).toEqual([
      "baker",
      "miller",
    ]);
    expect(told(await load("teams/**/nobody.md"))).toEqual(["teams/**/nobody.md ROLE_NO_FILES"]);
    expect(told(await load("nowhere/**/*.md"))).toEqual(["nowhere ROLE_FILE_MISSING"]);
  });

  test("whose name has the marks of a glob is still that file", async () => {
    write("roles/[planner].md");
    expect((await load("roles/[planner].md")).files).toBe(1);
  });
});

test("stops when it is told to", async () => {
  write("team/roles/planner.md");
  const loaded = await loadRoles("team", { cwd, signal: AbortSignal.abort() });
  expect(told(loaded)).toEqual(["team ROLE_SEARCH_STOPPED"]);
});
