// What a build starts from: the pack's files, and the facts that clients and marketplaces ask for.
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Team } from "@teamwright/core";
import { stringify } from "yaml";
import {
  filesBelow,
  type LoadedPack,
  type LoadOptions,
  loadPack,
  type PackComplaint,
  readPlays,
  readYaml,
} from "@teamwright/pack";

export interface Author {
  name: string;
  email?: string;
  url?: string;
}

export interface Facts {
  /** `team-` and the pack's name: the plugin, its folder, and its entry skill. */
  plugin: string;
  version: string;
  description: string;
  /** Which tools the plugin's server offers: those of a board where the team has words for tickets. */
  tools: "all" | "board";
  /** Name on npm. */
  npmName: string;
  /** Name in the MCP registry, like io.github.somebody/team-issue. */
  mcpName: string;
  keywords: string[];
  license?: string;
  author?: Author;
  homepage?: string;
  /** Address of the repository. */
  repository?: string;
}

export interface PackSource {
  readonly dir: string;
  readonly team: Team;
  readonly facts: Facts;
  /** Files of the pack by path with slashes, sorted: text, and what lies in assets/. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Text of the licence that holds for the pack, if there is one. */
  readonly licence?: Uint8Array;
}

/** What of a folder belongs to the pack. */
const PARTS =
  /^(team\.yaml|SKILL\.md|README\.md|(roles|references|templates|plays|analyses|schemas|scripts|assets|skills|agents)\/.+)$/;
/** What editors read while a pack is written stays behind. */
const NOT = /(^|\/)(\.[^/]*|node_modules|dist)(\/|$)|\.test\.[jt]s$|^schemas\/(team|role|play)\.json$/;

/** Reads the pack in `dir`. `source` is null when the pack is broken: then `complaints` has an error. */
export async function readPackSource(
  dir: string,
  options: LoadOptions = {},
): Promise<{ source: PackSource | null; complaints: PackComplaint[] }> {
  const pack = await loadPack(dir, options);
  const { team, complaints } = pack;
  const { texts = new Map<string, string>() } = options;
  if (!team) return { source: null, complaints };
  const path = join(dir, "package.json");
  const text = await readFile(path, "utf8").catch(() => null);
  const manifest = text === null ? {} : parseObject(text);
  const unsaved = (file: string) => (texts.has(file) ? new TextEncoder().encode(texts.get(file)) : undefined);
  const wrong = (message: string, fix: string): PackComplaint => ({
    ...{ path, line: 1, column: 1, code: "PACKAGE_JSON", severity: "error" },
    message,
    fix,
  });
  if (manifest === null)
    return { source: null, complaints: [...complaints, wrong("package.json is not a JSON object.", "Mend its JSON.")] };
  const version = String(manifest["version"] ?? team.version);
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
    const found = wrong(`The version ${version.slice(0, 40)} is not like 1.2.3.`, "Write major.minor.patch.");
    return { source: null, complaints: [...complaints, found] };
  }
  if (manifest["version"] !== undefined && team.version !== "0.0.0" && team.version !== version) {
    const message = `package.json says version ${version}, team.yaml says ${team.version}.`;
    const found = { ...wrong(message, "Take `version` out of team.yaml."), code: "VERSION_DIFFERS" };
    const own = join(dir, "team.yaml");
    const file = readYaml(texts.get(own) ?? (await readFile(own, "utf8")), own);
    const edits = file.mend(["version"], "remove");
    if (edits) Object.assign(found, { path: own, ...file.at(["version"], "key"), edits });
    return { source: null, complaints: [...complaints, found] };
  }
  const licence = await findLicence(dir);
  const source: PackSource = {
    dir,
    team,
    facts: factsOf(team, manifest, version),
    files: new Map(
      [...(await wholeFiles(team, pack, options))].map(([path, bytes]) => [path, unsaved(join(dir, path)) ?? bytes]),
    ),
    ...(licence === undefined ? {} : { licence }),
  };
  return { source, complaints };
}

function factsOf(team: Team, manifest: Record<string, unknown>, version: string): Facts {
  const plugin = `team-${team.name}`;
  const text = (key: string) => (typeof manifest[key] === "string" && manifest[key] !== "" ? manifest[key] : undefined);
  const { repository: given } = manifest;
  const repository = webAddress(typeof given === "string" ? given : (given as { url?: string } | undefined)?.url);
  const owner = /github\.com\/([^/]+)\//.exec(`${repository}/`)?.[1];
  const author = authorOf(manifest["author"]);
  const homepage = text("homepage");
  const license = text("license");
  return {
    plugin,
    version,
    description: (text("description") ?? team.summary) || `The team ${team.name}.`,
    tools: team.tickets ? "board" : "all",
    npmName: text("name") ?? plugin,
    mcpName: text("mcpName") ?? `io.github.${owner ?? "your-name"}/${plugin}`,
    keywords: [...new Set([...((manifest["keywords"] as string[] | undefined) ?? []), "agents", "team", "teamwright"])],
    ...(license === undefined ? {} : { license }),
    ...(author === undefined ? {} : { author }),
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/** npm's short form, `Name <mail> (address)`, or its object. */
function authorOf(given: unknown): Author | undefined {
  if (typeof given === "object" && given !== null && typeof (given as Author).name === "string") return given as Author;
  const match = typeof given === "string" ? /^([^<(]+?)\s*(?:<([^>]*)>)?\s*(?:\(([^)]*)\))?$/.exec(given) : null;
  if (!match?.[1]) return undefined;
  return { name: match[1], ...(match[2] ? { email: match[2] } : {}), ...(match[3] ? { url: match[3] } : {}) };
}

const webAddress = (url: string | undefined): string | undefined =>
  url
    ?.replace(/^git\+/, "")
    .replace(/^github:/, "https://github.com/")
    .replace(/^git@([^:]+):/, "https://$1/")
    .replace(/\.git$/, "");

/** What the pack's roles may point to, in the packs below too. */
const INHERITED = /^(references|templates)\//;

/** The files of the pack. One that builds on others stands alone: its team.yaml is the composed one, and what it points to comes along. */
async function wholeFiles(team: Team, pack: LoadedPack, options: LoadOptions): Promise<Map<string, Uint8Array>> {
  const [own, ...below] = pack.dirs;
  const files = await filesOf(own!);
  if (below.length === 0) return files;
  for (const dir of below)
    for (const [path, bytes] of await filesOf(dir))
      if (INHERITED.test(path) && !files.has(path)) files.set(path, bytes);
  const { inherited } = await readPlays(pack, options);
  const analyses = pack.analyses.filter(({ from }) => from !== own);
  for (const [part, list] of Object.entries({ plays: [...inherited.values()], analyses }))
    for (const { path } of list) files.set(`${part}/${basename(path)}`, await readFile(path));
  files.set("team.yaml", new TextEncoder().encode(stringify(team, { defaultStringType: "QUOTE_DOUBLE" })));
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function filesOf(dir: string): Promise<Map<string, Uint8Array>> {
  const paths = (await filesBelow(dir)).filter((path) => PARTS.test(path) && !NOT.test(path));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(join(dir, path))] as const)));
}

/** The nearest LICENSE, from the pack's folder up to the root of its repository. */
async function findLicence(dir: string): Promise<Uint8Array | undefined> {
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    const text = await readFile(join(folder, "LICENSE")).catch(() => undefined);
    if (text) return text;
    if (dirname(folder) === folder || (await stat(join(folder, ".git")).catch(() => null))) return undefined;
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
