// A new pack from a template, or from another pack: a folder that passes `pack check` and `pack test` from its first minute.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { invalidInput, RoleName, TeamError } from "@teamwright/core";
import { mendOnce, readFrontMatter } from "@teamwright/role-spec";
import { filesBelow, isInstalled } from "./files-below.ts";
import { usualPrefix } from "./load-pack.ts";
import { placeFile } from "./place-file.ts";
import { packSchemas } from "./schemas.ts";
import { readYaml } from "./yaml-file.ts";

export interface NewPack {
  /** Lower case letters, digits and dashes. */
  name: string;
  /** Folder to make. It must not exist, or be empty. */
  dir: string;
  /** Folder of the template, whose files name `name` and `prefix` in braces. */
  template: string;
  /** Folder of a pack to begin with instead. */
  from?: string;
  /** Who makes it, for marketplaces. */
  author?: string;
  /** Version of `teamwright` that the pack's own test is run with. */
  version: string;
}

/** What of another pack is carried over. */
const PARTS = /^(team\.yaml|SKILL\.md|(roles|references|templates|analyses|plays)(\/.*)?)$/;

/** Makes the folder. Returns the files made. Throws INPUT_INVALID for a name or folder that cannot be used. */
export async function newPack({ name, dir, template, from, author, version }: NewPack): Promise<string[]> {
  if (!RoleName.safeParse(name).success)
    throw invalidInput([{ field: "name", problem: "lower case letters, digits and dashes, first a letter" }]);
  if ((await readdir(dir).catch(() => [])).length > 0)
    throw invalidInput([{ field: "dir", problem: `${dir} is there already` }]);
  const files = from === undefined ? await fromTemplate(template, name) : await fromPack(from, name);
  files.set("package.json", manifest(name, { author, version }));
  const analyses = [...files.keys()].some((path) => path.startsWith("analyses/"));
  for (const [file, schema] of Object.entries(packSchemas()))
    if (file !== "analysis.json" || analyses) files.set(`schemas/${file}`, `${JSON.stringify(schema, null, 2)}\n`);
  for (const [path, text] of files) await placeFile(join(dir, path), text, { field: "dir" });
  return [...files.keys()];
}

/** What a marketplace wants to know, and how the pack checks itself. Private: what is published is what `pack build` makes of it. */
function manifest(name: string, { author, version }: Pick<NewPack, "author" | "version">): string {
  const facts = { name: `team-${name}`, version: "0.1.0", private: true, description: "", license: "MIT" };
  const whole = {
    ...facts,
    ...(author ? { author } : {}),
    keywords: [],
    scripts: { test: "teamwright pack check . && teamwright pack test ." },
    devDependencies: { teamwright: `^${version}` },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

async function fromTemplate(template: string, name: string): Promise<Map<string, string>> {
  const prefix = usualPrefix(name);
  const files = await textsBelow(template);
  // Only here: whoever starts a session needs no template engine.
  const { compileTemplate } = await import("@teamwright/prompts");
  return new Map([...files].map(([path, text]) => [path, compileTemplate(path, text)({ name, prefix })]));
}

/** The other pack under the new name: in team.yaml, and as `team-NAME` and as an argument in SKILL.md; its files name their schemas. */
async function fromPack(from: string, name: string): Promise<Map<string, string>> {
  const texts = [...(await textsBelow(from))].filter(([path]) => PARTS.test(path));
  const files = new Map(texts.map(([path, text]) => [path, withSchema(path, text)]));
  const yaml = files.get("team.yaml") ?? "";
  const old = (readYaml(yaml, "team.yaml").data as { name?: string } | null)?.name;
  if (old === undefined) throw invalidInput([{ field: "from", problem: "its team.yaml has no name" }]);
  files.set("team.yaml", yaml.replace(/^name: .*$/m, `name: ${name}`));
  const skill = files.get("SKILL.md");
  if (skill !== undefined)
    files.set(
      "SKILL.md",
      skill
        .replaceAll(`team-${old}`, `team-${name}`)
        .replaceAll(new RegExp(`(session start|run) ${old}\\b`, "g"), `$1 ${name}`),
    );
  return files;
}

/** Names the schema of a file where editors look for it: a comment of YAML, a key of frontmatter. */
function withSchema(path: string, text: string): string {
  const kind = /^team\.yaml$|^(plays|analyses)\/[^/]+\.yaml$|^(roles)\/[^/]+\.md$/.exec(path);
  if (!kind || /\$schema\b/.test(text)) return text;
  const schema = { roles: "role", plays: "play", analyses: "analysis" }[kind[1] ?? kind[2] ?? ""] ?? "team";
  if (!kind[2]) return `# yaml-language-server: $schema=${kind[1] ? ".." : "."}/schemas/${schema}.json\n${text}`;
  return mendOnce(text, [{ edits: readFrontMatter(text, path).write("$schema", "../schemas/role.json") ?? [] }]).text;
}

async function textsBelow(folder: string): Promise<Map<string, string>> {
  const paths = await filesBelow(folder).catch((cause: unknown) => {
    throw new TeamError("PACK_NOT_FOUND", { data: { pack: folder, searched: [folder] }, cause });
  });
  const own = paths.filter((path) => !isInstalled(path));
  return new Map(
    await Promise.all(own.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}
