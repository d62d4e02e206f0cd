// A folder for every client: a pack's files and facts in, the bytes of each file out. The same input gives the same bytes.
import { agentText, codexAgent, workerText } from "./agent-text.ts";
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
  /** How the server says a command of the table. */
  say(command: string): string | undefined;
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
  const calls: Calls = { pack: team.name, plugin: facts.plugin, worker: `${team.name}-worker`, say: parts.say };
  const agents = agentFiles(source, calls, extras);
  const texts: Texts = {
    "README.md": given("README.md") ?? readmeText(team, facts),
    ...(licence === undefined ? {} : { LICENSE: licence }),
    ...skillFiles(source, calls, extras),
  };
  const add = (wanted: readonly Target[], files: () => Texts) => {
    if (wanted.some((target) => targets.includes(target))) Object.assign(texts, files());
  };
  if (server)
    Object.assign(texts, {
      [START]: START_FILE,
      "server/package.json": jsonText({ name: "teamwright", version: parts.server.version, license: "MIT" }),
      "server/bundle/teamwright.mjs": parts.server.bytes,
      "bin/teamwright": shellLauncher(),
      // What the skills of a board call by its name.
      ...(team.tickets ? { "bin/team-tracking": shellLauncher("tracking") } : {}),
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
  add(["claude"], () => ({
    ".claude-plugin/plugin.json": claudeManifest(facts, { server: team.name, hooks: parts.hooks !== undefined }),
    ...hooksOf("claude"),
  }));
  add(["codex"], () => ({
    ".codex-plugin/plugin.json": codexManifest(facts, { hooks: parts.hooks !== undefined }),
    ...hooksOf("codex"),
    ".codex-plugin/mcp.json": codexServers(facts, team.name),
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
    "gemini-extension.json": geminiManifest(facts, team.name),
    [`commands/${facts.plugin}.toml`]: geminiCommand(facts),
  }));
  add(ROOT_MANIFEST, () => ({
    "plugin.json": agentPlugin(facts),
    "mcp.json": agentPluginServers(facts, team.name),
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
  add(["mcpb"], () => ({ "manifest.json": bundleManifest(facts), ".mcpbignore": BUNDLE_IGNORE }));
  if (targets.includes("npm")) {
    Object.assign(texts, {
      "index.js": npmModule(team),
      "index.d.ts": npmTypes(team),
      "server.json": registryServer(facts),
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

function agentFiles({ files }: PackSource, calls: Calls, extras: boolean): Texts {
  const own = [...files].flatMap(([path, bytes]): [string, string][] => {
    const name = /^agents\/([^/]+)\.md$/.exec(path)?.[1];
    return name === undefined ? [] : [[path, agentText(textOf(bytes), name, extras)]];
  });
  return own.length > 0 ? Object.fromEntries(own) : { [`agents/${calls.worker}.md`]: workerText(calls) };
}
