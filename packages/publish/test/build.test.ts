import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildPack, editionsOf, parseTargets, readPackSource, type Target, TARGETS } from "../src/index.ts";
import { build, json, packWith, PARTS, skills, text } from "./kit.ts";

const withVersion = (version: string) => (manifest: string) =>
  manifest.replace('"version": "0.0.0"', `"version": "${version}"`);

describe("a built pack", () => {
  it("has the same bytes when the same pack lies in another folder", async () => {
    const [a, b] = [await build(await packWith()), await build(await packWith())];
    expect([...a.keys()]).toEqual([...b.keys()]);
    for (const [path, { bytes }] of a) expect(Buffer.from(bytes).equals(b.get(path)!.bytes), path).toBe(true);
  });

  it("says the same name and version to every client", async () => {
    const built = await build(await packWith({ "package.json": withVersion("1.2.3") }));
    const manifests = [
      ".claude-plugin/plugin.json",
      ".codex-plugin/plugin.json",
      "gemini-extension.json",
      "plugin.json",
      "manifest.json",
    ];
    for (const path of manifests)
      expect(json(built, path), path).toMatchObject({ name: "team-issue", version: "1.2.3" });
    expect(json(built, "package.json")).toMatchObject({ name: "@teamwright/team-issue", version: "1.2.3" });
    expect(json(built, "server.json").packages[0]).toMatchObject({
      identifier: "@teamwright/team-issue",
      version: "1.2.3",
    });
    expect(json(built, "server.json").name).toBe(json(built, "package.json").mcpName);
    expect(json(built, "server/package.json").version).toBe("1.0.0");
  });

  it("says in its README how each client installs it, with the marketplace where the client asks for it", async () => {
    const readme = text(await build(await packWith()), "README.md");
    for (const line of [
      "`/plugin install team-issue --marketplace <owner>/<repo>`",
      "`codex plugin add team-issue@<marketplace>`",
      "`copilot plugin install team-issue@<marketplace>`",
    ])
      expect(readme).toContain(line);
    expect(readme).toContain("`<marketplace>` is the `name` in its `.claude-plugin/marketplace.json`");
  });

  it("holds for one target the same files as for all of them", async () => {
    const dir = await packWith();
    const all = await build(dir);
    for (const target of TARGETS.filter((t) => t !== "npm"))
      for (const [path, { bytes }] of await build(dir, [target]))
        expect(Buffer.from(bytes).equals(all.get(path)?.bytes ?? Buffer.of()), `${target}: ${path}`).toBe(true);
  });

  it.each<[Target, string[]]>([
    ["claude", [".claude-plugin/plugin.json", "agents/issue-worker.md", "bin/teamwright"]],
    ["codex", [".codex-plugin/plugin.json", ".codex-plugin/mcp.json", "com.openai.codex/agents/issue_worker.toml"]],
    ["gemini", ["gemini-extension.json", "commands/team-issue.toml", "agents/issue-worker.md"]],
    ["copilot", ["plugin.json", "mcp.json", "com.github.copilot/agents/issue-worker.agent.md"]],
    ["cursor", ["plugin.json", "mcp.json"]],
    ["agent-plugins", ["plugin.json", "mcp.json", "server/start.cjs"]],
    ["mcpb", ["manifest.json", ".mcpbignore", "server/bundle/teamwright.mjs"]],
    ["npm", ["package.json", "server.json", "index.js", "index.d.ts"]],
    ["agent-skills", ["skills/team-issue/SKILL.md", "skills/team-issue/team.yaml"]],
  ])("for %s brings what that client reads", async (target, paths) => {
    const built = await build(await packWith(), [target]);
    for (const path of paths) expect([...built.keys()]).toContain(path);
    expect(built.has("server/start.cjs")).toBe(target !== "agent-skills");
    if (target !== "claude") expect([...built.keys()].filter((p) => p.startsWith(".claude"))).toEqual([]);
  });

  it("gives Codex a folder of its own beside those that read plugin.json, which would switch its hooks off", async () => {
    expect(editionsOf(TARGETS)).toEqual([
      { folder: ".", targets: TARGETS.filter((target) => target !== "codex") },
      { folder: "codex", targets: ["codex"] },
    ]);
    expect(editionsOf(["claude", "codex", "gemini"])).toEqual([
      { folder: ".", targets: ["claude", "codex", "gemini"] },
    ]);
    expect((await build(await packWith(), ["codex"])).has("plugin.json")).toBe(false);
  });

  it("names the hooks in the manifests of the two clients that run them, and puts none where others look", async () => {
    const fileFor = (client: string, names: object) => ({ client, ...names });
    const { source } = await readPackSource(await packWith());
    const built = buildPack(source!, TARGETS, { ...PARTS, hooks: { program: Buffer.from("program"), fileFor } });
    for (const client of ["claude", "codex"]) {
      expect(json(built, `.${client}-plugin/plugin.json`).hooks).toBe(`./.${client}-plugin/hooks.json`);
      expect(json(built, `.${client}-plugin/hooks.json`)).toEqual({ client, pack: "team-issue", server: "issue" });
    }
    expect(text(built, "hooks/hook.mjs")).toBe("program");
    expect(built.has("hooks/hooks.json")).toBe(false);
    expect(
      [...buildPack(source!, ["gemini"], { ...PARTS, hooks: { program: Buffer.of(), fileFor } }).keys()].filter(
        (path) => path.includes("hook"),
      ),
    ).toEqual([]);
  });

  it("starts the server with each client's own word for its folder", async () => {
    const built = await build(await packWith());
    const args = (path: string) => json(built, path).mcpServers.issue.args[0];
    expect(json(built, ".claude-plugin/plugin.json").mcpServers.issue.args).toEqual([
      "${CLAUDE_PLUGIN_ROOT}/server/start.cjs",
      "mcp",
      "serve",
      "--tools",
      "all",
    ]);
    expect(args("mcp.json")).toBe("${PLUGIN_ROOT}/server/start.cjs");
    expect(args("gemini-extension.json")).toBe("${extensionPath}/server/start.cjs");
    expect(json(built, ".codex-plugin/mcp.json").mcpServers.issue).toMatchObject({ cwd: ".", command: "node" });
    expect(args(".codex-plugin/mcp.json")).toBe("./server/start.cjs");
  });
});

const skill = (front: string) => (before: string) => before.replace(/^---\n[^]*?\n---/, `---\n${front}\n---`);
const path = "skills/team-issue/SKILL.md";

describe("a skill", () => {
  it("is quoted, so that a colon harms nobody", async () => {
    const dir = await packWith({ "SKILL.md": skill("name: team-issue\ndescription: 'Use when: it # breaks'") });
    expect(text(await build(dir), path)).toContain('description: "Use when: it # breaks"\n');
  });

  it("keeps what only Claude Code knows for Claude Code alone", async () => {
    const front = 'name: team-issue\ndescription: "Fixes."\nargument-hint: "[issue]"\nmodel: opus';
    const dir = await packWith({ "SKILL.md": skill(front) });
    expect(text(await build(dir, ["claude"]), path)).toMatch(/argument-hint: "\[issue\]"\nmodel: "opus"/);
    for (const targets of [TARGETS, ["claude", "codex"], ["agent-skills"]] as Target[][])
      expect(text(await build(dir, targets), path), targets.join()).not.toMatch(/argument-hint|model:/);
  });

  it("says how to call each of its commands with the server, and how without", async () => {
    const built = text(await build(await packWith()), path);
    expect(built).toContain("| `beat` | teamwright tool beat |");
    expect(built).toContain("| `task break` | teamwright tool task.break |");
    expect(built).not.toContain("| `session report`");
    expect(built).toContain("`npx teamwright`");
    expect(built).toContain("need Node.js 20.19 or newer as `node` on the PATH");
    expect(built).not.toMatch(/mcp__/);
  });

  it("has the part about calls where its author marks the place", async () => {
    const dir = await packWith({
      "SKILL.md": (t) => t.replace("## Without a model", "<!-- calls -->\n## Without a model"),
    });
    const built = text(await build(dir), path);
    expect(built.indexOf("## Calls")).toBeLessThan(built.indexOf("## Without a model"));
    expect(built).not.toContain("<!--");
  });
});

it("has a picture where a manifest takes one, its own or the pack's", async () => {
  const built = await build(await packWith());
  const icon = built.get("assets/icon.png")!.bytes;
  expect(json(built, ".claude-plugin/plugin.json").icon).toBe("./assets/icon.png");
  expect(json(built, ".codex-plugin/plugin.json").interface).toMatchObject({ logo: "./assets/icon.png" });
  expect(json(built, "manifest.json").icon).toBe("assets/icon.png");
  expect((await build(await packWith(), ["gemini"])).has("assets/icon.png")).toBe(false);
  // Pixels as any reader of PNG finds them: 512 rows of 256 bytes behind a byte each, whole.
  const chunks = new Map<string, Buffer>();
  for (let at = 8, bytes = Buffer.from(icon); at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const [length, data] = [bytes.readUInt32BE(at), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at))];
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(bytes.subarray(at + 4, at + 8 + length)));
    chunks.set(bytes.toString("latin1", at + 4, at + 8), data);
  }
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "IDAT", "IEND"]);
  expect(inflateSync(chunks.get("IDAT")!)).toHaveLength(512 * 257);
  expect(chunks.get("PLTE")!.subarray(-3)).toEqual(Buffer.from([255, 255, 255]));

  const dir = await packWith();
  await mkdir(`${dir}/assets`);
  await writeFile(`${dir}/assets/icon.png`, "mine");
  expect(text(await build(dir), "assets/icon.png")).toBe("mine");
});

it("agents of the pack take the place of the made one", async () => {
  const front = '---\nname: x\ndescription: "Looks: twice."\nmaxTurns: 5\n---\nLook "twice".\n';
  const dir = await packWith();
  await mkdir(`${dir}/agents`);
  await writeFile(`${dir}/agents/looker.md`, front);
  const built = await build(dir);
  expect([...built.keys()].filter((p) => p.startsWith("agents/"))).toEqual(["agents/looker.md"]);
  expect(text(built, "agents/looker.md")).toBe(
    '---\nname: "looker"\ndescription: "Looks: twice."\n---\n\nLook "twice".\n',
  );
  expect(text(built, "com.openai.codex/agents/looker.toml")).toContain('developer_instructions = "Look \\"twice\\"."');
  expect(text(await build(dir, ["claude"]), "agents/looker.md")).toContain("maxTurns: 5\n");
});

it("a pack that two versions disagree about is refused, with the place", async () => {
  const dir = await packWith({
    "package.json": withVersion("1.2.3"),
    "team.yaml": (t) => t.replace("name: issue", "name: issue\nversion: 1.2.4"),
  });
  const { source, complaints } = await readPackSource(dir);
  expect(source).toBeNull();
  expect(complaints).toMatchObject(
    [{ code: "VERSION_DIFFERS", severity: "error", message: /1\.2\.3.*1\.2\.4/ }].map((c) => ({
      ...c,
      message: expect.stringMatching(c.message),
    })),
  );
});

it("facts of package.json come in npm's short forms too", async () => {
  const dir = await packWith({
    "package.json": (t) =>
      t.replace(
        '"author": "Teamwright contributors"',
        '"author": "A B <a@b.example> (https://b.example)", "repository": "github:a/b"',
      ),
  });
  const { source } = await readPackSource(dir);
  expect(source!.facts).toMatchObject({
    author: { name: "A B", email: "a@b.example", url: "https://b.example" },
    repository: "https://github.com/a/b",
    mcpName: "io.github.teamwright/team-issue",
  });
  const bare = buildPack(
    { ...source!, facts: { ...source!.facts, mcpName: "io.github.a/team-issue" } },
    ["npm"],
    PARTS,
  );
  expect(json(bare, "package.json").repository).toEqual({ type: "git", url: "git+https://github.com/a/b.git" });
});

it("targets are a list, each once", () => {
  expect(parseTargets("codex, claude,codex")).toEqual(["claude", "codex"]);
  expect(parseTargets("all")).toEqual([...TARGETS]);
  expect(parseTargets("claud")).toBeNull();
});

it("a pack with a board brings the board's tools and its shell", async () => {
  const built = await build(join(skills, "tracking"));
  for (const path of ["mcp.json", ".codex-plugin/mcp.json", "gemini-extension.json"])
    expect(json(built, path).mcpServers.tracking.args.slice(-2)).toEqual(["--tools", "board"]);
  expect(built.get("bin/team-tracking")).toMatchObject({ executable: true });
  expect(text(built, "bin/team-tracking")).toMatch(/start\.cjs" tracking "\$@"\n$/);
  expect((await build(join(skills, "issue"))).has("bin/team-tracking")).toBe(false);
});
