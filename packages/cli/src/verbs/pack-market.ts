import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { TeamError } from "@teamwright/core";
import { placeFile } from "@teamwright/pack";
import { CODEX_FOLDER, marketFiles, type MarketPlugin, readRecord } from "@teamwright/publish";
import { counted } from "../counted.ts";
import { badInput } from "../bad-input.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack market [PLUGIN-DIR]...`: both marketplace files of a repository, written or compared. Default: every folder of plugins/. */
export async function packMarket({ globals, words, options }: Invocation): Promise<number> {
  const root = resolve(typeof options.root === "string" ? options.root : ".");
  const dirs = words.length > 0 ? words.map((dir) => resolve(dir)) : await foldersOf(join(root, "plugins"));
  const plugins = await Promise.all(dirs.map((dir) => readPlugin(root, dir)));
  if (plugins.length === 0)
    throw badInput("", "there is no built pack below plugins/", { hint: "Run `teamwright pack build PACK` first." });
  const name = typeof options.name === "string" ? options.name : kebab(basename(root));
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    throw badInput("name", "has lower case letters, digits and single dashes");
  const owner = typeof options.owner === "string" ? options.owner : (ownerOf(plugins) ?? name);
  const files = await marketFiles(root, plugins, {
    name,
    owner,
    description: `Teams of coding agents: ${plugins.map(({ manifest }) => manifest["name"]).join(", ")}.`,
  });
  const stale: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    if ((await readFile(file, "utf8").catch(() => null)) === text) continue;
    stale.push(path);
    if (options.check) continue;
    await placeFile(file, text, { field: "root" });
  }
  if (options.check && stale.length > 0)
    throw new TeamError("PACK_INVALID", {
      message: `${stale.join(" and ")} ${stale.length > 1 ? "do" : "does"} not list the built packs as they are.`,
      hint: "Run `teamwright pack market` and commit what it wrote.",
      data: { issues: stale.map((path) => ({ path, change: "change" })) },
    });
  if (globals.json)
    sayResult({ root, name, files: Object.keys(files), changed: stale, plugins: plugins.map(({ path }) => path) });
  else
    process.stdout.write(
      `${Object.keys(files)
        .map((path) => `  ${(stale.includes(path) ? "wrote" : "same").padEnd(6)} ${path}`)
        .join("\n")}\n${counted(plugins.length, "plugin")}: ${plugins.map(({ path }) => path).join(", ")}\n`,
    );
  return 0;
}

async function foldersOf(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== CODEX_FOLDER)
    .map(({ name }) => join(dir, name))
    .toSorted();
}

async function readPlugin(root: string, dir: string): Promise<MarketPlugin> {
  const path = relative(root, dir).split(sep).join("/");
  if (path === "" || path.startsWith("..")) throw badInput("", `${dir} is not below ${root}`);
  if (!(await readRecord(dir))) throw badInput("", `${path} was not made by \`pack build\``);
  for (const manifest of [".claude-plugin/plugin.json", "plugin.json"]) {
    const text = await readFile(join(dir, manifest), "utf8").catch(() => null);
    if (text === null) continue;
    const codex = join(dirname(dir), CODEX_FOLDER, basename(dir));
    return {
      path,
      manifest: JSON.parse(text) as Record<string, unknown>,
      ...((await readRecord(codex)) ? { codexPath: relative(root, codex).split(sep).join("/") } : {}),
    };
  }
  throw badInput("", `${path} has no plugin.json`, { hint: "Build it with --for all, or for claude or codex." });
}

const ownerOf = (plugins: readonly MarketPlugin[]): string | undefined =>
  plugins.map(({ manifest }) => (manifest["author"] as { name?: string } | undefined)?.name).find(Boolean);

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
