// The workers of an older team skill, each as a role file of ours. What is missing is taken from team-config.json, or guessed and told.
import { relative, resolve, sep } from "node:path";
import { LIMITS, Prefix } from "@teamwright/core";
import { type Complaint, isCoordinator, loadRoles, mendPrefix, parseRole, type RoleSpec } from "@teamwright/role-spec";
import { stringify } from "yaml";
import { readText, type Source } from "./source.ts";
import { CONFIG, type Config, type Fields, isFields, textAt } from "./take-config.ts";

export interface TakenRoles {
  readonly roles: RoleSpec[];
  /** Files that were role files, good or bad, below the folder. */
  readonly paths: ReadonlySet<string>;
}

const MENDED: ReadonlySet<string> = new Set([
  "ROLE_FRONTMATTER_MISSING",
  "ROLE_FRONTMATTER_EMPTY",
  "ROLE_PREFIX_MISSING",
]);

/** In the order of team-config.json, else of their paths. */
export async function takeRoles(source: Source, config: Config | null): Promise<TakenRoles> {
  const all = await loadRoles(resolve(source.dir));
  const below = (path: string) => relative(resolve(source.dir), path).split(sep).join("/");
  // Roles deeper down are those of other skills.
  const own = ({ path }: { path: string }) => /^(?:(?:roles|role-specs)\/|[^/]*$)/.test(below(path));
  const loaded = { roles: all.roles.filter(own), complaints: all.complaints.filter(own) };
  const found = loaded.roles.map(({ path, role }) => ({ path: below(path), role }));
  const errors = loaded.complaints.filter((c) => c.severity === "error");
  const mended = new Set<string>();
  for (const path of new Set(errors.map((c) => below(c.path)))) {
    const role = await mendRole(source, { path, config, errors: errors.filter((c) => below(c.path) === path) });
    if (!role) continue;
    mended.add(path);
    found.push({ path, role });
  }
  for (const c of loaded.complaints)
    if (c.code !== "ROLE_NO_FILES" && c.code !== "ROLE_FRONTMATTER_NONE" && !mended.has(below(c.path)))
      source.say(below(c.path), c.code, c);
  const order = [...(config?.roles.keys() ?? [])];
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  // Of two files for one role the one that says itself what it is counts, and of two such the newer place.
  const rank = (path: string) => (mended.has(path) ? 2 : 0) + (path.startsWith("roles/") ? 0 : 1);
  found.sort(
    (a, b) => place(a.role.name) - place(b.role.name) || rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1),
  );
  const roles = ownPrefixes(source, found).map((role) => described(role, config?.roles.get(role.name)));
  for (const [name] of config?.roles ?? [])
    if (!isCoordinator({ name }) && !roles.some((r) => r.name === name))
      source.say(CONFIG, "IMPORT_ROLE_FILE", {
        ...config!.at(["roles", name], "key"),
        severity: "warning",
        message: `The role ${name.slice(0, 60)} has no role file that can be used.`,
        fix: "Write roles/NAME.md for it, or take it out of the pipelines.",
      });
  const paths = new Set([...found.map((f) => f.path), ...loaded.complaints.map((c) => below(c.path))]);
  return { roles, paths };
}

interface Broken {
  path: string;
  config: Config | null;
  errors: readonly Complaint[];
}

/** The role with the prefix that the team's config, or else the complaint itself, proposes. */
async function mendRole(source: Source, { path, config, errors }: Broken): Promise<RoleSpec | null> {
  if (!errors.every((c) => MENDED.has(c.code))) return null;
  const text = await readText(source, path);
  if (text === null) return null;
  const [first] = errors;
  const guessed = /prefix: ([A-Za-z0-9-]+)/.exec(first!.fix)?.[1];
  const place = /([^/]+?)(?:\/role)?\.md$/.exec(path)?.[1] ?? "";
  const said = prefixOf(config?.roles.get(place));
  const prefix = said ?? guessed;
  if (prefix === undefined) return null;
  const line = `prefix: ${prefix}\n`;
  const whole =
    first!.code === "ROLE_FRONTMATTER_MISSING"
      ? `---\n${line}---\n${text}`
      : text.replace(/^(\uFEFF?\s*---[^\n]*\n)/, (fence) => fence + line);
  const { role } = parseRole(whole, { path });
  if (role)
    source.say(path, "IMPORT_ROLE_MENDED", {
      line: first!.line,
      column: first!.column,
      severity: "warning",
      message: `${first!.message} It was given the prefix ${prefix}, ${said ? "as team-config.json says" : "made from its name and text"}.`,
      fix: "Look at the frontmatter of the new role file.",
    });
  return role;
}

function prefixOf(said: Fields | undefined): string | undefined {
  const front = said && isFields(said["frontmatter"]) ? said["frontmatter"] : undefined;
  const text = textAt(said, ["task_prefix", "prefix"]) ?? textAt(front, ["prefix"]);
  return text === undefined ? undefined : (mendPrefix(text.replace(/-?\*.*$/s, "")) ?? undefined);
}

/** Workers only, each name once and each prefix with one role. */
function ownPrefixes(source: Source, found: readonly { path: string; role: RoleSpec }[]): RoleSpec[] {
  const roles = new Map<string, RoleSpec>();
  const owners = new Map<string, string>();
  for (const { path, role } of found) {
    if (isCoordinator(role)) {
      source.say(path, "IMPORT_COORDINATOR", {
        message: "The coordinator's text was not carried: the kernel does what it tells.",
        fix: "What it says beyond that belongs into SKILL.md.",
      });
      continue;
    }
    if (roles.has(role.name)) {
      source.say(path, "IMPORT_ROLE_TWICE", {
        severity: "warning",
        message: `There is a role ${role.name} already; this one was left out.`,
        fix: "Give it a name of its own.",
      });
      continue;
    }
    const free = role.prefixes.filter((prefix) => !owners.has(prefix));
    for (const prefix of role.prefixes.filter((p) => owners.has(p)))
      source.say(path, "IMPORT_PREFIX", {
        severity: "warning",
        message: `${prefix} belongs to ${owners.get(prefix)} already and was taken from ${role.name}.`,
        fix: "Give each prefix to one role.",
      });
    if (free.length === 0) free.push(freePrefix(role.name, owners));
    for (const prefix of free) owners.set(prefix, role.name);
    roles.set(role.name, { ...role, prefixes: free });
  }
  return [...roles.values()];
}

function freePrefix(name: string, owners: ReadonlyMap<string, string>): string {
  const base = (mendPrefix(name) ?? "WORK").slice(0, 30);
  for (let n = 1; ; n++) {
    const prefix = n === 1 ? base : `${base}-V${n}`;
    if (!owners.has(prefix) && Prefix.safeParse(prefix).success) return prefix;
  }
}

function described(role: RoleSpec, said: Fields | undefined): RoleSpec {
  const summary = role.summary ?? textAt(said, ["description", "responsibility"]);
  return summary === undefined ? role : { ...role, summary: oneLine(summary, LIMITS.title) };
}

/** At most `max` units of a text on one line, never half of a character. */
export const oneLine = (text: string, max: number): string =>
  text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, "");

/** What of a role is its text, or was never ours. */
const NOT_FRONT: ReadonlySet<string> = new Set("name prefixes body heading intro phases extra".split(" "));

/** The role as a file of a pack, in its own words. */
export function roleText(role: RoleSpec, rewrite: (body: string) => string): string {
  const [prefix, ...additional] = role.prefixes;
  const rest = Object.entries(role).filter(([key]) => !NOT_FRONT.has(key));
  const front = {
    role: role.name,
    summary: role.summary,
    prefix,
    additional_prefixes: additional,
    ...Object.fromEntries(rest),
  };
  const said = Object.entries(front).filter(([, value]) => !isEmpty(value));
  return `---\n${stringify(Object.fromEntries(said), { lineWidth: 0 })}---\n${rewrite(role.body)}`;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (isFields(value) && Object.keys(value).length === 0);
