// A folder for every client: a pack's files and facts in, the bytes of each file out. The same input gives the same bytes.
import { agentText, codexAgent, workerText } from "./agent-text.ts";
import { ICON, iconFor } from "./icon.ts";
import { shellLauncher, START_FILE } from "./launcher.ts";
import {
  agentPlugin,
  agentPluginServers,
  claudeManifest,
  codexManifest,
  codexServers,
  geminiCommand,
  geminiManifest,
  START,
} from "./manifests.ts";
import { BUNDLE_IGNORE, bundleManifest, npmManifest, npmModule, npmTypes, registryServer } from "./npm-files.ts";
import type { PackSource } from "./pack-source.ts";
import { readmeText } from "./readme-text.ts";
import { jsonText } from "./front-matter.ts";
import { type Serving, servingOf } from "./serving.ts";
import { type Calls, skillText } from "./skill-text.ts";
import { ROOT_MANIFEST, type Target, WITH_SERVER } from "./target.ts";

export interface BuiltFile {
  readonly bytes: Uint8Array;
  readonly executable?: true;
}

/** Files by path with slashes, sorted. */
export type Built = ReadonlyMap<string, BuiltFile>;

export interface BuildParts {
  /** The one file that is server and command line, and the version of the product it is. */
  server: { bytes: Uint8Array; version: string };
  /** What the server calls a command of a program: of `teamwright` those of the table. Undefined when only a shell has it. */
  say: Calls["say"];
  /** The program that hooks run, and the hooks file of a client, for the names of a plugin. */
  hooks?: { program: Uint8Array; fileFor(client: "claude" | "codex", names: { pack: string; server: string }): object };
}

type Texts = Record<string, string | Uint8Array>;

/** All files of the plugin for `targets`. */
export function buildPack(source: PackSource, targets: readonly Target[], parts: BuildParts): Built {
  const { team, facts, licence } = source;
  const given = (path: string) => source.files.get(path);
  const server = targets.some((target) => WITH_SERVER.has(target));
  // Where no other client reads the folder, what only that one knows may stand in it.
  const extras = targets.every((target) => target === "claude");
  const serving = servingOf(team);
  const names = agentNames(source, serving);
  const calls: Calls = { serving, plugin: facts.plugin, agents: names, say: parts.say };
  const agents = Object.fromEntries(
    names.map((name) => [`agents/${name}.md`, agentFile(source, name, { calls, extras })]),
  );
  const texts: Texts = {
    "README.md": given("README.md") ?? readmeText(team, facts),
    ...(licence === undefined ? {} : { LICENSE: licence }),
    ...skillFiles(source, calls, extras),
  };
  const icon = () => ({ [ICON]: given(ICON) ?? iconFor(facts.plugin) });
  const add = (wanted: readonly Target[], files: () => Texts) => {
    if (wanted.some((target) => targets.includes(target))) Object.assign(texts, files());
  };
  if (server)
    Object.assign(texts, {
      [START]: START_FILE,
      "server/package.json": jsonText({ name: "teamwright", version: parts.server.version, license: "MIT" }),
      "server/bundle/teamwright.mjs": parts.server.bytes,
      "bin/teamwright": shellLauncher("teamwright"),
      ...Object.fromEntries(serving.bins.map((name) => [`bin/${name}`, shellLauncher(name)])),
    });
  add(["claude", "gemini", "copilot"], () => agents);
  // Only these two clients: others that look for hooks/hooks.json complain about what they find there.
  const hooksOf = (client: "claude" | "codex"): Texts =>
    parts.hooks === undefined
      ? {}
      : {
          [`.${client}-plugin/hooks.json`]: jsonText(
            parts.hooks.fileFor(client, { pack: facts.plugin, server: team.name }),
          ),
          "hooks/hook.mjs": parts.hooks.program,
        };
  add(["claude", "codex", "mcpb"], icon);
  add(["claude"], () => ({
    ".claude-plugin/plugin.json": claudeManifest(facts, { serving, hooks: parts.hooks !== undefined }),
    ...hooksOf("claude"),
  }));
  add(["codex"], () => ({
    ".codex-plugin/plugin.json": codexManifest(facts, { hooks: parts.hooks !== undefined }),
    ...hooksOf("codex"),
    ".codex-plugin/mcp.json": codexServers(serving),
    ...Object.fromEntries(
      Object.entries(agents).map(([path, text]) => [
        path.replace(
          /^agents\/(.*)\.md$/,
          (_, name: string) => `com.openai.codex/agents/${name.replaceAll("-", "_")}.toml`,
        ),
        codexAgent(String(text)),
      ]),
    ),
  }));
  add(["gemini"], () => ({
    "gemini-extension.json": geminiManifest(facts, serving),
    [`commands/${facts.plugin}.toml`]: geminiCommand(facts),
  }));
  add(ROOT_MANIFEST, () => ({
    "plugin.json": agentPlugin(facts),
    "mcp.json": agentPluginServers(serving),
  }));
  // Beside that manifest it looks for agents here, and not in agents/.
  add(["copilot"], () =>
    Object.fromEntries(
      Object.entries(agents).map(([path, text]) => [
        path.replace(/^agents\/(.*)\.md$/, "com.github.copilot/agents/$1.agent.md"),
        text,
      ]),
    ),
  );
  add(["mcpb"], () => ({ "manifest.json": bundleManifest(facts, serving), ".mcpbignore": BUNDLE_IGNORE }));
  if (targets.includes("npm")) {
    Object.assign(texts, {
      "index.js": npmModule(team),
      "index.d.ts": npmTypes(team),
      "server.json": registryServer(facts, serving),
      "package.json": "",
    });
    const entries = [...new Set(Object.keys(texts).map((path) => path.split("/")[0]!))];
    texts["package.json"] = npmManifest(facts, [...entries, "teamwright.json"].toSorted());
  }
  return new Map(
    Object.entries(texts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => [path, fileOf(path, text)]),
  );
}

const fileOf = (path: string, text: string | Uint8Array): BuiltFile => ({
  bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
  ...(path.startsWith("bin/") || path === START ? { executable: true as const } : {}),
});

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The entry skill is the pack itself, so that whoever installs only skills has the whole team. Other skills lie beside it. */
function skillFiles({ files, facts }: PackSource, calls: Calls, extras: boolean): Texts {
  const license = facts.license === undefined ? {} : { license: facts.license };
  const out: Texts = {};
  for (const [path, bytes] of files) {
    const other = /^skills\/([^/]+)\/SKILL\.md$/.exec(path)?.[1];
    if (path === "SKILL.md")
      out[`skills/${facts.plugin}/SKILL.md`] = skillText(textOf(bytes), {
        name: facts.plugin,
        extras,
        calls,
        ...license,
      });
    else if (other !== undefined) out[path] = skillText(textOf(bytes), { name: other, extras, calls, ...license });
    else if (path.startsWith("skills/")) out[path] = bytes;
    else if (path.startsWith("assets/")) out[path] = bytes;
    else if (path !== "README.md" && !path.startsWith("agents/")) out[`skills/${facts.plugin}/${path}`] = bytes;
  }
  return out;
}

const AGENT = /^agents\/([^/]+)\.md$/;

/** The pack's own agents; else one worker, for a team whose tasks are claimed. */
function agentNames({ files, team }: PackSource, { program }: Serving): string[] {
  const own = [...files.keys()].flatMap((path) => AGENT.exec(path)?.[1] ?? []);
  return own.length > 0 || program !== "teamwright" ? own : [`${team.name}-worker`];
}

function agentFile({ files }: PackSource, name: string, { calls, extras }: { calls: Calls; extras: boolean }): string {
  const own = files.get(`agents/${name}.md`);
  return own === undefined ? workerText(calls, name) : agentText(textOf(own), name, extras);
}
