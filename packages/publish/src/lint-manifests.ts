// What is wrong between a plugin's manifests and its files: a server that is not there, a path that a client takes from elsewhere, versions apart.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, posix, resolve } from "node:path";
import { type PackComplaint, readYaml } from "@teamwright/pack";
import { isRegistryEntry, registryProblems } from "./registry-problems.ts";
import { type Say, sayInto } from "./say.ts";

interface Manifest {
  path: string;
  /** What the client replaces by the plugin's folder; null: it replaces nothing, and paths begin there. */
  root: string | null;
  /** Where the servers stand. */
  servers: readonly string[];
}

const MANIFESTS: readonly Manifest[] = [
  { path: ".claude-plugin/plugin.json", root: "${CLAUDE_PLUGIN_ROOT}", servers: ["mcpServers"] },
  { path: ".mcp.json", root: "${CLAUDE_PLUGIN_ROOT}", servers: ["mcpServers"] },
  { path: ".codex-plugin/plugin.json", root: null, servers: ["mcpServers"] },
  { path: ".codex-plugin/mcp.json", root: null, servers: ["mcpServers"] },
  { path: "gemini-extension.json", root: "${extensionPath}", servers: ["mcpServers"] },
  { path: "plugin.json", root: null, servers: [] },
  { path: "mcp.json", root: "${PLUGIN_ROOT}", servers: ["mcpServers"] },
  { path: "manifest.json", root: "${__dirname}", servers: ["server"] },
  { path: "package.json", root: null, servers: [] },
  { path: "server.json", root: null, servers: [] },
];
/** Manifests that say the plugin's own name, not that of a package. */
const NAMED = new Set([
  ".claude-plugin/plugin.json",
  ".codex-plugin/plugin.json",
  "gemini-extension.json",
  "plugin.json",
]);
/** A word of a command line that is a file of the plugin. */
const FILE = /\.(?:[cm]?js|py|sh|ts|exe)$|^\.{0,2}\//;

interface Json {
  [key: string]: unknown;
}

export async function lintManifests(dir: string, paths: ReadonlySet<string>): Promise<PackComplaint[]> {
  const found: PackComplaint[] = [];
  const said: { say: Say; version: unknown; name: unknown; path: string; at: ReturnType<typeof readYaml>["at"] }[] = [];
  for (const manifest of MANIFESTS) {
    if (!paths.has(manifest.path)) continue;
    const file = join(dir, manifest.path);
    const say = sayInto(found, file);
    const text = await readFile(file, "utf8");
    const data = objectOf(text);
    if (data === null) {
      say("MANIFEST_JSON", { message: "The file is not a JSON object.", fix: "Mend its JSON." });
      continue;
    }
    const { at } = readYaml(text, file);
    lintServers(manifest, data, { say, paths, at });
    if (manifest.path === "server.json" && isRegistryEntry(data)) {
      const beside = paths.has("package.json") ? objectOf(await readFile(join(dir, "package.json"), "utf8")) : null;
      for (const { keys, message, fix } of registryProblems(data, beside))
        say("REGISTRY_ENTRY", { message, fix }, at(keys));
    }
    if (data["version"] !== undefined || NAMED.has(manifest.path))
      said.push({ say, at, version: data["version"], name: data["name"], path: manifest.path });
  }
  await lintHooks(dir, paths, found);
  const [first] = said;
  for (const { say, version, name, path, at } of said) {
    if (version !== first?.version)
      say(
        "VERSION_DIFFERS",
        {
          message: `The version is ${String(version)}, in ${first?.path} ${String(first?.version)}.`,
          fix: "Say the same version everywhere.",
        },
        at(["version"]),
      );
    if (NAMED.has(path) && name !== said.find((other) => NAMED.has(other.path))?.name)
      say(
        "NAME_DIFFERS",
        {
          message: `The plugin is named ${String(name)} here and otherwise elsewhere.`,
          fix: "Say the same name in every manifest.",
        },
        at(["name"]),
      );
  }
  return found;
}

interface Around {
  say: Say;
  paths: ReadonlySet<string>;
  at(keys: readonly (string | number)[]): { line: number; column: number };
}

function lintServers({ root, servers: keys }: Manifest, data: Json, { say, paths, at }: Around): void {
  for (const key of keys) {
    const value = data[key];
    if (typeof value === "string") {
      if (!paths.has(posix.normalize(value)))
        say(
          "SERVER_MISSING",
          { message: `${value} is not there.`, fix: "Add the file, or correct the path." },
          at([key]),
        );
      continue;
    }
    const one =
      key === "server" ? { server: (value as Json | undefined)?.["mcp_config"] } : (value as Json | undefined);
    for (const [name, server] of Object.entries(one ?? {})) {
      const { command, args = [], cwd } = (server ?? {}) as { command?: string; args?: unknown[]; cwd?: string };
      const place = at(key === "server" ? [key] : [key, name]);
      for (const word of [command, ...args])
        if (typeof word === "string") lintWord(word, { root, cwd, name, place, say, paths });
      if (command?.includes("${") && root === "${PLUGIN_ROOT}")
        say(
          "SERVER_PATH",
          {
            message: `${name}: the command has a placeholder, which Agent Plugins allows in arguments only.`,
            fix: "Write ./path, or a program's name.",
          },
          place,
        );
    }
  }
}

interface Word {
  root: string | null;
  cwd: string | undefined;
  name: string;
  place: { line: number; column: number };
  say: Say;
  paths: ReadonlySet<string>;
}

function lintWord(word: string, { root, cwd, name, place, say, paths }: Word): void {
  const placeholder = /^\$\{\w+\}/.exec(word)?.[0];
  if (placeholder !== undefined && placeholder !== root && /ROOT|extensionPath|__dirname/.test(placeholder))
    return say(
      "SERVER_PATH",
      {
        message: `${name}: this client leaves ${placeholder} as it stands, and the server does not start.`,
        fix: root === null ? 'Write ./path, and cwd: ".".' : `Write ${root}/path.`,
      },
      place,
    );
  if (!FILE.test(word) || word.startsWith("/")) return;
  const bare = placeholder === undefined;
  if (bare && root !== null && !(root === "${PLUGIN_ROOT}" && word.startsWith("./")))
    return say(
      "SERVER_PATH",
      {
        message: `${name}: ${word} is looked for in the project, not in the plugin.`,
        fix: `Write ${root}/${word.replace(/^\.\//, "")}.`,
      },
      place,
    );
  if (bare && root === null && cwd !== ".")
    return say(
      "SERVER_PATH",
      { message: `${name}: ${word} is looked for in the project, not in the plugin.`, fix: 'Add "cwd": ".".' },
      place,
    );
  const path = posix.normalize(bare ? word : word.slice(placeholder.length + 1));
  if (!paths.has(path))
    say(
      "SERVER_MISSING",
      {
        message: `${name}: ${path} is not in the plugin, so the server does not start.`,
        fix: "Add the file, or correct the path.",
      },
      place,
    );
}

function objectOf(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

/** Programs that hooks start from the plugin's folder. A missing one is silent: the client goes on without the hook. */
async function lintHooks(dir: string, paths: ReadonlySet<string>, found: PackComplaint[]): Promise<void> {
  const off = [".codex-plugin/plugin.json", "plugin.json"].every((path) => paths.has(path));
  const own = join(dir, "..", "codex", basename(resolve(dir)), ".codex-plugin");
  if (off && !existsSync(own) && [...paths].some((path) => /(^|\/)hooks(\/|\.json$)/.test(path)))
    sayInto(found, join(dir, "plugin.json"))("HOOKS_OFF", {
      message: "Codex runs no hook of a folder that has a root plugin.json, and does not say so.",
      fix: "Offer Codex a folder without it; `pack build` makes codex/NAME beside this one.",
      severity: "note",
    });
  for (const path of paths)
    if (/(^hooks\/[\w-]+|^\.[\w-]+\/hooks)\.json$/.test(path)) await lintHooksFile(dir, path, { paths, found });
}

async function lintHooksFile(
  dir: string,
  path: string,
  { paths, found }: { paths: ReadonlySet<string>; found: PackComplaint[] },
): Promise<void> {
  const text = await readFile(join(dir, path), "utf8");
  const say = sayInto(found, join(dir, path));
  if (objectOf(text) === null)
    return say("MANIFEST_JSON", { message: "The file is not a JSON object.", fix: "Mend its JSON." });
  const seen = new Set<string>();
  for (const [index, line] of text.split("\n").entries())
    for (const match of line.matchAll(/\$\{\w*(?:ROOT|extensionPath)\}\/([\w./-]+)/g)) {
      const file = posix.normalize(match[1]!);
      if (paths.has(file) || seen.has(file)) continue;
      seen.add(file);
      say(
        "HOOK_MISSING",
        {
          message: `${file} is not in the plugin, so its hooks do nothing.`,
          fix: "Add the file, or correct the path.",
        },
        { line: index + 1, column: match.index + 1 },
      );
    }
}
