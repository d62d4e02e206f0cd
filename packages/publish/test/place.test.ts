import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import {
  applyBuild,
  CLAUDE_MARKET,
  CODEX_MARKET,
  editedFiles,
  marketFiles,
  planBuild,
  readRecord,
  recordOf,
  type Target,
  TARGETS,
  versionError,
} from "../src/index.ts";
import { build, folder, packWith } from "./kit.ts";

/** Builds the issue pack with `summary` as `version` into `out`, or says why not. */
async function place(out: string, version: string, summary: string, targets: readonly Target[] = TARGETS) {
  const dir = await packWith({
    "package.json": (t) => t.replace(/"version": "[^"]*"/, `"version": "${version}", "x": 1`),
    "team.yaml": (t) => t.replace(/^summary: .*$/m, `summary: ${summary}`),
  });
  const built = await build(dir, targets);
  const plan = await planBuild(out, built, recordOf(built, { name: "team-issue", version, targets }));
  const refused = versionError(plan, await readRecord(out));
  if (!refused) await applyBuild(plan, built);
  const count = (change: string) => plan.steps.filter((s) => s.change === change).length;
  return { refused, add: count("add"), change: count("change"), remove: count("remove"), same: count("same") };
}

describe("placing a build", () => {
  it("writes what is new, and nothing when nothing changed", async () => {
    const out = join(await folder(), "team issue");
    expect(await place(out, "1.0.0", "One.")).toMatchObject({ refused: null, same: 0, change: 0, remove: 0 });
    expect(await place(out, "1.0.0", "One.")).toMatchObject({ refused: null, add: 0, change: 0, remove: 0 });
    expect((await stat(join(out, "bin/teamwright"))).mode & 0o777).toBe(0o755);
  });

  it("refuses another content under the same version, and says which version to take", async () => {
    const out = join(await folder(), "x");
    await place(out, "1.0.9", "One.");
    const { refused } = await place(out, "1.0.9", "Two.");
    expect(refused).toBeInstanceOf(TeamError);
    expect(refused!.message).toMatch(/not that of 1\.0\.9.*skills\/team-issue\/team\.yaml/);
    expect(refused!.hint).toContain("1.0.10");
    expect(await readFile(join(out, "skills/team-issue/team.yaml"), "utf8")).toContain("One.");
    expect((await place(out, "1.0.10", "Two.")).refused).toBeNull();
  });

  it("refuses a version below the one built before, also with the same content, and leaves what is there", async () => {
    const out = join(await folder(), "x");
    await place(out, "1.0.10", "One.");
    for (const version of ["1.0.9", "1.0.10-rc.1", "0.0.0"]) {
      const { refused } = await place(out, version, "One.");
      expect(refused?.message).toBe(`The version ${version} is lower than 1.0.10, which was built before.`);
      expect(refused!.hint).toContain("raise it to 1.0.11 or higher");
    }
    expect(await readRecord(out)).toMatchObject({ version: "1.0.10" });
    expect((await place(out, "1.1.0", "One.")).refused).toBeNull();
  });

  it("says after a pre-release that its release is next", async () => {
    const out = join(await folder(), "x");
    await place(out, "1.1.0-rc.2", "One.");
    for (const version of ["1.1.0-rc.1", "1.1.0-beta"])
      expect((await place(out, version, "One.")).refused!.hint).toContain("raise it to 1.1.0 or higher");
    expect((await place(out, "1.1.0-rc.10", "Two.")).refused).toBeNull();
    expect((await place(out, "1.1.0", "Three.")).refused).toBeNull();
  });

  it("lets the content change while the version is 0.0.0, which nobody was given", async () => {
    const out = join(await folder(), "x");
    await place(out, "0.0.0", "One.");
    expect((await place(out, "0.0.0", "Two.")).refused).toBeNull();
  });

  it("takes more targets under the same version, and removes what is no longer built", async () => {
    const out = join(await folder(), "x");
    await place(out, "1.0.0", "One.", ["codex"]);
    expect(await place(out, "1.0.0", "One.")).toMatchObject({ refused: null, remove: 0 });
    expect(await place(out, "1.0.1", "One.", ["agent-skills"])).toMatchObject({ refused: null, add: 0 });
    await expect(stat(join(out, "server"))).rejects.toThrow("ENOENT");
  });

  it("does not write into a folder that holds something else", async () => {
    const out = await folder();
    await writeFile(join(out, "thesis.txt"), "years of work");
    await expect(place(out, "1.0.0", "One.")).rejects.toThrow(/was not made by/);
    expect(await readFile(join(out, "thesis.txt"), "utf8")).toBe("years of work");
  });

  it("removes nothing outside the folder, whatever its record says", async () => {
    const base = await folder();
    const out = join(base, "x");
    await place(out, "1.0.0", "One.");
    await writeFile(join(base, "mine.txt"), "mine");
    const record = (await readRecord(out))!;
    await writeFile(
      join(out, "teamwright.json"),
      JSON.stringify({ ...record, files: { ...record.files, "../mine.txt": "x" } }),
    );
    await place(out, "1.0.1", "Two.");
    expect(await readFile(join(base, "mine.txt"), "utf8")).toBe("mine");
  });

  it("sees files that were edited or lost after the build", async () => {
    const out = join(await folder(), "x");
    await place(out, "1.0.0", "One.");
    expect(await editedFiles(out, (await readRecord(out))!)).toEqual([]);
    await chmod(join(out, "README.md"), 0o644);
    await writeFile(join(out, "README.md"), "mine");
    const { rm } = await import("node:fs/promises");
    await rm(join(out, "plugin.json"));
    expect(await editedFiles(out, (await readRecord(out))!)).toEqual(["README.md: edited", "plugin.json: missing"]);
  });
});

describe("a marketplace", () => {
  const plugin = (name: string, version: string) => ({
    path: `plugins/${name}`,
    manifest: { name, version, description: "D." },
  });
  const facts = { name: "mine", owner: "Me", description: "Teams." };

  it("lists each plugin for Claude Code, Copilot CLI and Codex", async () => {
    const files = await marketFiles(await folder(), [plugin("team-a", "1.0.0")], facts);
    expect(JSON.parse(files[CLAUDE_MARKET]!)).toEqual({
      name: "mine",
      owner: { name: "Me" },
      description: "Teams.",
      plugins: [{ name: "team-a", source: "./plugins/team-a", description: "D.", version: "1.0.0" }],
    });
    expect(JSON.parse(files[CODEX_MARKET]!).plugins).toEqual([
      {
        name: "team-a",
        source: { source: "local", path: "./plugins/team-a" },
        policy: { installation: "AVAILABLE", authentication: "ON_INSTALL" },
        category: "Productivity",
      },
    ]);
  });

  it("keeps the entries of others in their places, and brings its own up to date", async () => {
    const root = await folder();
    const other = { name: "other", source: "./other", tags: ["x"] };
    await mkdir(join(root, ".claude-plugin"));
    const there = {
      name: "theirs",
      owner: { name: "T" },
      renames: {},
      plugins: [{ name: "team-a", version: "0.9.0" }, other],
    };
    await writeFile(join(root, CLAUDE_MARKET), JSON.stringify(there));
    const files = await marketFiles(root, [plugin("team-b", "1.0.0"), plugin("team-a", "1.0.0")], facts);
    const market = JSON.parse(files[CLAUDE_MARKET]!);
    expect(market).toMatchObject({ name: "theirs", renames: {} });
    expect(market.plugins.map((p: { name: string; version?: string }) => [p.name, p.version])).toEqual([
      ["team-a", "1.0.0"],
      ["other", undefined],
      ["team-b", "1.0.0"],
    ]);
    expect(market.plugins[1]).toEqual(other);
  });

  it("refuses a name that a vendor keeps, and a file that is no marketplace", async () => {
    const root = await folder();
    await expect(marketFiles(root, [], { ...facts, name: "claude-plugins-official" })).rejects.toThrow(
      /kept for the vendor/,
    );
    await mkdir(join(root, ".claude-plugin"));
    await writeFile(join(root, CLAUDE_MARKET), "[]");
    await expect(marketFiles(root, [], facts)).rejects.toThrow(/is not a marketplace/);
  });
});
