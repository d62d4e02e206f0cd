import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyBuild, lintBuilt, planBuild, recordOf, TARGETS } from "../src/index.ts";
import { build, folder, packWith } from "./kit.ts";

async function plugin(): Promise<string> {
  const dir = join(await folder(), "team-issue");
  const built = await build(await packWith());
  const record = recordOf(built, { name: "team-issue", version: "0.0.0", targets: TARGETS });
  await applyBuild(await planBuild(dir, built, record), built);
  return dir;
}

/** A plugin that nobody built with us: only what `files` says. */
async function foreign(files: Record<string, string | object>): Promise<string> {
  const dir = join(await folder(), "p");
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), typeof text === "string" ? text : JSON.stringify(text, null, 2));
  }
  return dir;
}

const shown = async (dir: string) =>
  (await lintBuilt(dir, []))?.map((c) => [c.path.slice(dir.length + 1), c.code, c.line]);
const server = (...args: string[]) => ({ s: { command: "node", args } });

describe("a built plugin", () => {
  it("is without complaint", async () => expect(await shown(await plugin())).toEqual([]));

  it("is no plugin without a manifest", async () => expect(await lintBuilt(await folder(), [])).toBeNull());

  it("may not lack the server that its manifests start", async () => {
    const dir = await plugin();
    await rm(join(dir, "server/start.cjs"));
    const codes = (await shown(dir))!.filter(([, code]) => code === "SERVER_MISSING").map(([path]) => path);
    expect(codes).toEqual([
      ".claude-plugin/plugin.json",
      ".codex-plugin/mcp.json",
      "gemini-extension.json",
      "mcp.json",
      "manifest.json",
    ]);
  });

  it("may not be edited by hand", async () => {
    const dir = await plugin();
    await writeFile(join(dir, "README.md"), "mine");
    expect(await shown(dir)).toEqual([["README.md", "EDITED", 1]]);
  });

  it("lies in a folder of its own name", async () => {
    const dir = await plugin();
    await rename(dir, `${dir}-2`);
    expect(await shown(`${dir}-2`)).toEqual([["teamwright.json", "NAME_FOLDER", 1]]);
  });

  it("says one version and one name", async () => {
    const dir = await plugin();
    await rm(join(dir, "teamwright.json"));
    const path = join(dir, "gemini-extension.json");
    await writeFile(
      path,
      (await readFile(path, "utf8")).replace('"0.0.0"', '"0.0.1"').replace('"team-issue"', '"team-x"'),
    );
    expect(await shown(dir)).toEqual([
      ["gemini-extension.json", "VERSION_DIFFERS", 3],
      ["gemini-extension.json", "NAME_DIFFERS", 2],
    ]);
  });
});

describe("anybody's plugin", () => {
  const claude = ".claude-plugin/plugin.json";
  const skill = (front: string) => `---\n${front}\n---\n# A\n`;
  const cases: [string, [string, string, number][], Record<string, string | object>][] = [
    ["a manifest that is not JSON", [[claude, "MANIFEST_JSON", 1]], { [claude]: "{" }],
    ["a server from the project's folder", [[claude, "SERVER_PATH", 4]], { [claude]: { name: "p", mcpServers: server("./server.js") }, "server.js": "" }],
    ["another client's placeholder", [[claude, "SERVER_PATH", 4]], { [claude]: { name: "p", mcpServers: server("${PLUGIN_ROOT}/s.js") }, "s.js": "" }],
    ["a placeholder that Codex leaves", [[".codex-plugin/plugin.json", "SERVER_PATH", 4]], { ".codex-plugin/plugin.json": { name: "p", mcpServers: server("${CLAUDE_PLUGIN_ROOT}/s.js") }, "s.js": "" }],
    ["a server of Codex without cwd", [[".codex-plugin/plugin.json", "SERVER_PATH", 4]], { ".codex-plugin/plugin.json": { name: "p", mcpServers: server("./s.js") }, "s.js": "" }],
    ["a command with a placeholder", [["mcp.json", "SERVER_PATH", 3]], { "plugin.json": { name: "p" }, "mcp.json": { mcpServers: { s: { type: "stdio", command: "${PLUGIN_ROOT}/s" } } }, s: "" }],
    ["a file of servers that is not there", [[claude, "SERVER_MISSING", 3]], { [claude]: { name: "p", mcpServers: "./servers.json" } }],
    ["a skill named otherwise than its folder", [["skills/a/SKILL.md", "SKILL_NAME", 2]], { [claude]: { name: "p" }, "skills/a/SKILL.md": skill('name: b\ndescription: "D."') }],
    ["keys of one client where others read too", [["skills/a/SKILL.md", "SKILL_KEY", 4]], { [claude]: { name: "p" }, "plugin.json": { name: "p" }, "skills/a/SKILL.md": skill('name: a\ndescription: "D."\nmodel: opus') }],
    ["hooks without their program", [["hooks/hooks.json", "HOOK_MISSING", 5]], { [claude]: { name: "p" }, "hooks/hooks.json": { hooks: { Stop: [{ command: 'node "${CLAUDE_PLUGIN_ROOT}/h.mjs"' }] } } }],
    ["hooks that Codex never runs", [["plugin.json", "HOOKS_OFF", 1]], { "plugin.json": { name: "p" }, ".codex-plugin/plugin.json": { name: "p" }, "hooks/hooks.json": "{}" }],
    ["an agent's bad field", [["agents/a.md", "AGENT_FIELD", 4]], { [claude]: { name: "p" }, "agents/a.md": skill('name: a\ndescription: "D."\nbackground: "yes"') }],
  ]; // prettier-ignore
  it.each(cases)("may not have %s", async (_, want, files) => {
    const dir = await foreign(files);
    expect(await shown(dir)).toEqual(want);
  });

  it("may have Claude's keys where only Claude Code reads", async () => {
    const files = { [claude]: { name: "p" }, "skills/a/SKILL.md": skill('name: a\ndescription: "D."\nmodel: opus') };
    expect(await shown(await foreign(files))).toEqual([]);
  });
});
