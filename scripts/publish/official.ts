// The official validators, in their strictest mode, on what was packed.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { schemaProblem } from "../published-schema.ts";
import { check, must } from "./checks.ts";
import type { Rehearsed } from "./rehearse.ts";
import { startServer } from "./start-server.ts";

const tools = join(import.meta.dirname, "../publish-tools");
const root = join(import.meta.dirname, "../..");

/** Schemas by the address that a manifest names. */
const SCHEMAS: readonly { file: string; url: string }[] = [
  { file: "server.json", url: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json" },
  { file: "plugin.json", url: "https://agent-plugins.org/schemas/1.0.0/plugin.schema.json" },
  { file: "mcp.json", url: "https://agent-plugins.org/schemas/1.0.0/mcp.schema.json" },
];

export async function validate({ copy, tarballs }: Rehearsed, work: string): Promise<void> {
  const node = (cwd: string, ...args: string[]) =>
    execFileSync(process.execPath, args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1", CI: "1" },
    });
  const tool = (name: string) => join(tools, "node_modules/.bin", name);
  for (const [name, tarball] of tarballs) {
    await check(`publint --strict ${name}`, () => {
      const said = node(work, join(root, "node_modules/.bin/publint"), "--strict", tarball);
      must(said.includes("All good!"), said);
    });
    const types = name !== "teamwright";
    // A YAML file has no types.
    const left = name.includes("/team-") ? ["--exclude-entrypoints", "./team.yaml"] : [];
    if (types)
      await check(
        `attw ${name}`,
        () => void node(work, tool("attw"), "--profile", "esm-only", "--no-emoji", "-f", "ascii", tarball, ...left),
      );
  }
  const composed = await check("a stranger's pack that builds on another is made and built for all", () =>
    composePack(join(work, "composed"), (cwd, ...args) => node(cwd, join(copy, "packages/cli/dist/bin.js"), ...args)),
  );
  const ours = globSync("plugins/*/teamwright.json", { cwd: copy }).map((file) => join(copy, dirname(file)));
  for (const plugin of [...ours.toSorted(), ...(composed === undefined ? [] : [composed])]) {
    const name = basename(plugin);
    await check(`skills-ref validate ${name}`, () => {
      const skills = globSync("skills/*/SKILL.md", { cwd: plugin });
      for (const skill of skills) node(work, tool("skills-ref"), "validate", join(plugin, dirname(skill)));
      return `${skills.length} skills`;
    });
    await check(`npx skills finds and installs ${name}, and its team starts with the shell alone`, () => {
      const said = node(work, tool("skills"), "add", plugin, "--list");
      must(said.includes(name), said);
      const project = join(work, `skills-${name}`);
      mkdirSync(project);
      node(project, tool("skills"), "add", plugin, "--skill", name, "--agent", "codex", "--copy", "--yes");
      const cli = join(copy, "packages/cli/dist/bin.js");
      const { result } = JSON.parse(node(project, cli, "pack", "list", "--json")) as {
        result: { packs: { dir: string; name: string }[] };
      };
      const dir = result.packs.find((pack) => `team-${pack.name}` === name)?.dir;
      must(dir?.startsWith(project), `the pack is taken from ${dir}, not from the installed skill`);
    });
    await check(`mcpb validate, pack and run ${name}`, async () => {
      node(work, tool("mcpb"), "validate", join(plugin, "manifest.json"));
      const bundle = join(work, `${name}.mcpb`);
      node(work, tool("mcpb"), "pack", plugin, bundle);
      const place = join(work, `un packed ${name}`);
      node(work, tool("mcpb"), "unpack", bundle, place);
      const { args } = (
        JSON.parse(readFileSync(join(place, "manifest.json"), "utf8")) as { server: { mcp_config: { args: string[] } } }
      ).server.mcp_config;
      const { version } = await startServer(
        process.execPath,
        args.map((arg) => arg.replace("${__dirname}", place)),
        work,
      );
      return `server ${version}`;
    });
    for (const { file: manifest, url } of SCHEMAS) await checkSchema(join(plugin, manifest), { url, name });
  }
}

/** `pack new`, then a line that makes it build on the issue team, then `pack build` for every client. Returns the plugin's folder. */
function composePack(folder: string, teamwright: (cwd: string, ...args: string[]) => string): string {
  mkdirSync(folder);
  teamwright(folder, "pack", "new", "guarded");
  const yaml = join(folder, "guarded/team.yaml");
  writeFileSync(yaml, readFileSync(yaml, "utf8").replace("name: guarded\n", "name: guarded\nextends: issue\n"));
  for (const words of ["check ./guarded", "test ./guarded", "build ./guarded --for all", "check plugins/team-guarded"])
    teamwright(folder, "pack", ...words.split(" "));
  return join(folder, "plugins/team-guarded");
}

async function checkSchema(path: string, { url, name }: { url: string; name: string }): Promise<void> {
  const problem = await schemaProblem(path, { url, tools });
  if (problem === undefined)
    console.log(`not run ${basename(path)} of ${name} against ${url}: it could not be fetched`);
  else await check(`${basename(path)} of ${name} is as ${url} asks`, () => must(problem === null, problem ?? ""));
}

/** Puts the pinned tools beside their list, once. */
export function installTools(): void {
  if (existsSync(join(tools, "node_modules/.bin/mcpb"))) return;
  console.log("installing the pinned tools ...");
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: tools, stdio: "ignore" });
}
