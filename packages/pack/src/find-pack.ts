import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TeamError } from "@teamwright/core";

interface Where {
  /** The folder to look upward from. Default: the working directory. */
  from?: string;
  /** Folders of packs that come with the product. */
  bundled?: readonly string[];
  /** A folder that is not meant: a pack may extend another one of its own name. */
  except?: string;
}

/** The folder of a pack: a path, a name looked for upward as source, installed skill or package, and among what is bundled, or an installed package like @acme/team-docs. Throws PACK_NOT_FOUND. */
export async function findPack(nameOrPath: string, where: Where = {}): Promise<string> {
  const from = where.from ?? process.cwd();
  const searched: string[] = [];
  const isPack = async (dir: string) => {
    if (dir === where.except) return false;
    searched.push(dir);
    return (await stat(join(dir, "team.yaml")).catch(() => null)) !== null;
  };
  if (nameOrPath.includes("\0")) throw new TeamError("PACK_NOT_FOUND", { data: { pack: nameOrPath, searched } });
  if (/^@[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/.test(nameOrPath)) {
    for (const root of upward(from))
      if (await isPack(join(root, "node_modules", nameOrPath))) return join(root, "node_modules", nameOrPath);
  } else if (/[\\/]/.test(nameOrPath) || nameOrPath.startsWith(".")) {
    const dir = resolve(from, nameOrPath);
    if (await isPack(dir)) return dir;
  } else if (/^[a-z][a-z0-9-]*$/.test(nameOrPath)) {
    for (const root of upward(from))
      for (const place of placesOf(nameOrPath)) if (await isPack(join(root, place))) return join(root, place);
    for (const root of where.bundled ?? [])
      for (const folder of [nameOrPath, `team-${nameOrPath}`])
        if (await isPack(join(root, folder))) return join(root, folder);
    if (await isPack(resolve(from, nameOrPath))) return resolve(from, nameOrPath);
  }
  throw new TeamError("PACK_NOT_FOUND", { data: { pack: nameOrPath, searched: searched.slice(0, 20) } });
}

/** Folders of all packs that `findPack` would find by name. */
export async function listPacks(where: Where = {}): Promise<string[]> {
  const above = upward(where.from ?? process.cwd());
  const roots = [...above.flatMap((root) => SKILLS.map((place) => join(root, place))), ...(where.bundled ?? [])];
  const found = new Map<string, string>();
  for (const root of roots) {
    for (const folder of await readdir(root).catch(() => [])) {
      const name = folder.replace(/^team-/, "");
      if (!found.has(name) && (await stat(join(root, folder, "team.yaml")).catch(() => null)))
        found.set(name, join(root, folder));
    }
  }
  return [...found.values()].sort();
}

/** Where agents look for skills in a project. */
const SKILLS = ["skills", ".agents/skills", ".claude/skills"];

/** Where a pack lies below a project: its source, its skill as agents install it, its package. In a built pack the skill is the pack. */
const placesOf = (name: string): string[] => [
  `skills/${name}`,
  ...SKILLS.map((folder) => `${folder}/team-${name}`),
  `node_modules/@teamwright/team-${name}`,
  ...["@teamwright/", ""].map((scope) => `node_modules/${scope}team-${name}/skills/team-${name}`),
];

function upward(from: string): string[] {
  const out = [resolve(from)];
  for (let up = dirname(out[0]!); up !== out.at(-1); up = dirname(up)) out.push(up);
  return out;
}
