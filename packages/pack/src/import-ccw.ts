// A pack from the folder of an older team skill (SKILL.md, roles, specs/team-config.json), as far as its files say what it is as data. Runs nothing of it.
import { mkdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { invalidInput, LIMITS } from "@teamwright/core";
import { readFrontMatter, type RoleSpec, slug } from "@teamwright/role-spec";
import { stringify } from "yaml";
import { listFiles, openSource, readText, type Source } from "./ccw/source.ts";
import { CONFIG, type Config, takeConfig, textAt } from "./ccw/take-config.ts";
import { proseChains } from "./ccw/prose-chains.ts";
import { type Pipeline, takePipelines } from "./ccw/take-pipelines.ts";
import { oneLine, roleText, takeRoles } from "./ccw/take-roles.ts";
import type { PackComplaint } from "./complaint.ts";
import { makeFolder, placeFile } from "./place-file.ts";

/** Longer ones are cut by hosts. */
const MAX_DESCRIPTION = 200;

export interface ImportCcw {
  /** Folder of the team skill. */
  dir: string;
  /** Folder to make; it must not be there. Default: `skills/NAME` where there is a folder `skills`, else `NAME`. */
  out?: string;
  /** Folder of the template that `newPack` takes: its SKILL.md is the new one's. */
  template: string;
}

export interface ImportedCcw {
  readonly name: string;
  readonly out: string;
  /** Files made, below `out`. */
  readonly files: string[];
  readonly roles: string[];
  readonly pipelines: string[];
  /** What was mended, guessed or not carried, at its place in the old files. */
  readonly complaints: PackComplaint[];
}

/** Writes the pack, into `out` alone. Throws INPUT_INVALID for a folder that is no team skill, and for an `out` that is there. */
export async function importCcwPack({ dir, out, template }: ImportCcw): Promise<ImportedCcw> {
  const source = openSource(dir);
  const info = dir.includes("\0") ? null : await stat(dir).catch(() => null);
  if (!info?.isDirectory())
    throw invalidInput([{ field: "dir", problem: `there is no folder ${JSON.stringify(dir)}` }]);
  if (!(await anyOf(dir, ["SKILL.md", "roles", "role-specs", CONFIG])))
    throw invalidInput([
      { field: "dir", problem: `${dir} has no SKILL.md, roles, role-specs or ${CONFIG} of its own` },
    ]);
  const paths = await listFiles(source);
  const config = await takeConfig(source);
  const skill = await takeSkill(source, config);
  const { roles, paths: rolePaths } = await takeRoles(source, config);
  const prose = await proseChains(dir, paths, roles);
  const pipelines = takePipelines(source, config, { roles, prose });
  if (roles.length === 0)
    source.say("SKILL.md", "IMPORT_NO_ROLES", {
      severity: "warning",
      message: "No worker's role file was found; the pack has a coordinator only.",
      fix: "Add roles/NAME.md, or give roles and tasks by an analysis.",
    });
  const references = await takeReferences(source, { paths, rolePaths, roles });
  const files = new Map([
    ["team.yaml", teamText(skill, { roles, pipelines, source })],
    ["SKILL.md", await skillText(skill, template)],
  ]);
  for (const role of roles)
    files.set(
      `roles/${role.name}.md`,
      roleText(role, (body) => renamed(body, role, references)),
    );
  for (const { name, text } of references) files.set(`references/${name}.md`, text);
  const folder = resolve(
    out ?? ((await stat("skills").catch(() => null))?.isDirectory() ? join("skills", skill.name) : skill.name),
  );
  await writeAll(folder, files);
  return {
    name: skill.name,
    out: folder,
    files: [...files.keys()],
    roles: roles.map((role) => role.name),
    pipelines: [...pipelines.keys()],
    complaints: source.complaints.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
  };
}

const anyOf = async (dir: string, names: readonly string[]): Promise<boolean> =>
  (await Promise.all(names.map((name) => stat(join(dir, name)).catch(() => null)))).some((info) => info !== null);

interface Skill {
  name: string;
  description: string;
}

/** What SKILL.md says of itself; its text tells a host's agent how to coordinate, which the kernel does here. */
async function takeSkill(source: Source, config: Config | null): Promise<Skill> {
  const text = await readText(source, "SKILL.md");
  const front = text === null ? null : readFrontMatter(text, "SKILL.md");
  for (const c of front?.complaints ?? []) source.say("SKILL.md", c.code, { ...c, severity: "warning" });
  for (const key of Object.keys(front?.data ?? {}))
    if (key !== "name" && key !== "description")
      source.say("SKILL.md", "IMPORT_KEY", {
        ...front!.at(key),
        message: `${oneLine(key, 60)} was not carried.`,
        fix: "Roles name their tools; `pack build` writes what hosts want to know.",
      });
  if (front)
    source.say("SKILL.md", "IMPORT_SKILL_TEXT", {
      line: front.bodyLine,
      message: "The text of SKILL.md was not carried: the kernel does what it tells a coordinator.",
      fix: "Put what is about the subject into roles, or into the new SKILL.md.",
    });
  const data = front?.data ?? {};
  const said = textAt(data, ["name"]) ?? textAt(config?.data, ["skill_name", "team_name", "name"]);
  const [name] = [said ?? "", basename(resolve(source.dir))]
    .map((t) => slug(t).replace(/^team-(?=[a-z])/, ""))
    .filter(Boolean);
  const description = textAt(data, ["description"]) ?? textAt(config?.data, ["description", "team_purpose"]);
  return { name: name ?? "imported", description: oneLine(description ?? "", LIMITS.text) };
}

interface Parts {
  roles: readonly RoleSpec[];
  pipelines: ReadonlyMap<string, Pipeline>;
  source: Source;
}

function teamText({ name, description }: Skill, { pipelines, source }: Parts): string {
  const [first] = pipelines.keys();
  if (pipelines.size > 1)
    source.say(CONFIG, "IMPORT_SELECT", {
      message: `Which pipeline is taken when was not carried; ${first} is taken when none is named.`,
      fix: "Write the conditions in team.yaml under `select`.",
    });
  const team = {
    name,
    summary: oneLine(description, LIMITS.title),
    session_prefix: name.replaceAll("-", "").slice(0, 4).toUpperCase(),
    pipelines: Object.fromEntries(pipelines),
    ...(first === undefined ? {} : { select: [{ pipeline: first }] }),
  };
  const about = "# Made from an older team skill by `teamwright pack import ccw`. What it could not carry, it told.\n";
  return about + stringify(team, { lineWidth: 0, aliasDuplicateObjects: false });
}

async function skillText({ name, description }: Skill, template: string): Promise<string> {
  // Only here: whoever starts a session needs no template engine.
  const { compileTemplate } = await import("@teamwright/prompts");
  const text = await readFile(join(template, "SKILL.md"), "utf8");
  const filled = compileTemplate("SKILL.md", text)({ name });
  const short =
    oneLine(description.replace(/["\\]/g, "'"), MAX_DESCRIPTION) || `Use when a person asks for the ${name} team.`;
  return filled.replace(/^description: .*$/m, () => `description: "${short}"`);
}

interface Reference {
  name: string;
  text: string;
  /** Where it was, below the folder. */
  path: string;
}

/** What roles point to becomes references; any other file is told. */
async function takeReferences(
  source: Source,
  { paths, rolePaths, roles }: { paths: readonly string[]; rolePaths: ReadonlySet<string>; roles: readonly RoleSpec[] },
): Promise<Reference[]> {
  const taken = new Map<string, Reference>();
  for (const path of paths) {
    if (path === "SKILL.md" || path === CONFIG || rolePaths.has(path)) continue;
    const [, role, file] = /^roles\/([^/]+)\/commands\/([^/]+)\.md$/.exec(path) ?? [];
    const spec = /^specs\/([^/]+)\.md$/.exec(path)?.[1];
    const own = roles.find((r) => r.name === role);
    const name = slug(spec ?? (own ? `${own.name}-${file}` : ""));
    const text = name !== "" && !taken.has(name) ? await readText(source, path) : null;
    if (text !== null) taken.set(name, { name, text, path });
    else
      source.say(path, "IMPORT_FILE", {
        message: "The file was not carried.",
        fix: "If a role needs it, put it into references/ or templates/ of the pack.",
      });
  }
  return [...taken.values()];
}

/** A role's text with its references at their new places. */
function renamed(body: string, role: RoleSpec, references: readonly Reference[]): string {
  let text = body;
  for (const { name, path } of references) {
    const short = path.startsWith("roles/") ? path.split("/").slice(2).join("/") : path;
    if (path.startsWith("roles/") && path.split("/")[1] !== role.name) continue;
    for (const old of [`../../${path}`, `../${path}`, path, `../${short}`, short])
      text = text.replaceAll(old, `references/${name}.md`);
  }
  return text;
}

async function writeAll(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await makeFolder(dirname(folder), "out");
  await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "EEXIST")
      throw invalidInput([{ field: "out", problem: `${folder} is there already; name a folder that is not` }]);
    throw cause;
  });
  for (const [path, text] of files) await placeFile(join(folder, path), text, { field: "out", isNew: true });
}
