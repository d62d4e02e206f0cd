// A pack with all it builds on: the pack it extends, what it uses of others, its role files, and its own words over them.
import { realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, resolve } from "node:path";
import { TeamError } from "@teamwright/core";
import { loadRoles, slug, toTeamRole } from "@teamwright/role-spec";
import type { PackComplaint } from "../complaint.ts";
import { findPack } from "../find-pack.ts";
import { readText } from "../read-text.ts";
import { readYaml } from "../yaml-file.ts";
import { type Heir, noFolder, PARTS } from "./inherited.ts";
import { merge } from "./merge.ts";
import { schemaComplaints } from "./schema-complaints.ts";
import { selectLeft } from "./select-left.ts";
import { child, type Entries, entriesOf, plain, type Sourced, sourcedAt, sourcedFile, withEntries } from "./sourced.ts";
import { takeUsed, Uses } from "./take-used.ts";

/** Packs one above the other. More is a mistake, not a design. */
const MAX_DEPTH = 10;

export interface Composing {
  readonly bundled: readonly string[];
  /** Texts to read in the place of files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly complaints: PackComplaint[];
  /** Folders of all packs that took part, the outermost first. */
  readonly dirs: string[];
  /** The pack and those it extends, each the one that the one before extends. */
  readonly line: Heir[];
}

/** The whole pack, its fragments not yet laid out; null when there is nothing to go on with. What is wrong is in `complaints`. */
export async function composePack(dir: string, to: Composing, under: Under = ALONE): Promise<Sourced | null> {
  const { complaints } = to;
  if (!to.dirs.includes(dir)) to.dirs.push(dir);
  const path = join(dir, "team.yaml");
  const read = await readText(path, to.texts);
  if ("complaint" in read) {
    const fix = `${read.complaint.fix} A pack is a folder with team.yaml, roles/ and SKILL.md.`;
    complaints.push({ ...read.complaint, code: "PACK_MISSING", fix });
    return null;
  }
  const file = readYaml(read.text, path);
  complaints.push(...file.complaints);
  const roles = await roleFiles(dir, to);
  if (file.data === null) return null;
  const own = sourcedFile(file, path);
  const chain = [...under.chain, await realpath(dir)];
  if (under.heir) to.line.push({ dir, own });
  const open = (name: Sourced, heir = false) => openOther(name, { dir, under: { chain, heir }, to });
  const extended = child(own, "extends");
  const base = extended ? await open(extended, under.heir) : undefined;
  if (base && !child(own, "name"))
    complaints.push({
      ...extended!.keyAt,
      code: "EXTENDS_NAMELESS",
      severity: "error",
      message: "A pack that extends another one needs a name of its own.",
      ...nameOf(own, dir),
    });
  complaints.push(...selectLeft(own, base ?? undefined));
  const used = await usedParts(child(own, "uses"), { base: base ?? undefined, open, complaints });
  return joined({ base: base ?? undefined, used, roles, own, complaints });
}

/** The name that a pack without one takes from its folder. */
export function nameOf(own: Sourced, dir: string): Pick<PackComplaint, "fix" | "edits"> {
  const name = basename(resolve(dir));
  const edits = slug(name) === name ? own.mend?.({ before: `name: ${name}` }) : undefined;
  return { fix: `Add \`name: ${slug(name) || "your-team"}\`.`, ...(edits ? { edits } : {}) };
}

/** The role files of a folder, as the roles of a team. */
async function roleFiles(dir: string, { texts, complaints }: Composing): Promise<Entries> {
  const folder = join(dir, "roles");
  const info = await stat(folder).catch(() => null);
  if (info && !info.isDirectory()) complaints.push(noFolder(folder));
  if (!info?.isDirectory()) return new Map();
  const loaded = await loadRoles(folder, { texts });
  complaints.push(...loaded.complaints.filter((c) => c.severity !== "note"));
  const seats = loaded.roles.filter(({ role }) => role.prefixes.length > 0);
  return new Map(seats.map(({ path, role }) => [role.name, sourcedAt(toTeamRole(role), { path, line: 1, column: 1 })]));
}

/** The packs above one, and whether each of them extends the next. */
interface Under {
  readonly chain: readonly string[];
  readonly heir: boolean;
}

const ALONE: Under = { chain: [], heir: true };

interface Opening {
  readonly dir: string;
  readonly under: Under;
  readonly to: Composing;
}

/** Another pack, named at a place of this one. Null, with a complaint there, when it cannot be had. */
async function openOther(name: Sourced, { dir, under, to }: Opening): Promise<Sourced | null> {
  const { chain } = under;
  const say = (code: string, message: string, fix: string) => {
    to.complaints.push({ ...name.at, code, severity: "error", message, fix });
    return null;
  };
  const wanted = name.value;
  if (typeof wanted !== "string" || wanted === "" || isAbsolute(wanted))
    return say("EXTENDS_INVALID", "This does not name a pack.", "Write the name of a pack, or a relative path to it.");
  let other: string;
  try {
    other = await findPack(wanted, { from: dir, bundled: to.bundled, except: dir });
  } catch (error) {
    if (!(error instanceof TeamError)) throw error;
    return say(
      "EXTENDS_MISSING",
      `There is no pack ${wanted.slice(0, 200)}.`,
      "Name a pack in skills/, an installed package, or a relative path like ../issue.",
    );
  }
  const real = await realpath(other);
  if (chain.includes(real)) {
    const circle = [...chain.slice(chain.indexOf(real)), real].map((folder) => folder.split(/[\\/]/).at(-1));
    return say("EXTENDS_CYCLE", `These packs build on each other: ${circle.join(" > ")}.`, "Remove one of the steps.");
  }
  if (chain.length >= MAX_DEPTH)
    return say("EXTENDS_DEPTH", `More than ${MAX_DEPTH} packs build on each other.`, "Let packs extend fewer others.");
  return composePack(other, to, under);
}

interface Using {
  readonly base: Sourced | undefined;
  readonly complaints: PackComplaint[];
  open(name: Sourced): Promise<Sourced | null>;
}

async function usedParts(uses: Sourced | undefined, { base, open, complaints }: Using): Promise<Sourced | undefined> {
  if (!uses) return undefined;
  const parsed = Uses.safeParse(plain(uses));
  if (!parsed.success) {
    complaints.push(...schemaComplaints(parsed.error, uses, { schema: Uses, name: "uses" }));
    return undefined;
  }
  const taken = new Map<string, Entries>();
  for (const [i, use] of parsed.data.entries()) {
    const at = child(uses, i)!;
    const other = await open(child(at, "pack")!);
    if (other) takeUsed(other, use, { at, base, taken, complaints });
  }
  const groups = [...taken].map(([group, parts]): [string, Sourced] => [group, withEntries(uses, parts)]);
  return withEntries(uses, groups);
}

interface Layers {
  readonly base: Sourced | undefined;
  readonly used: Sourced | undefined;
  readonly roles: Entries;
  readonly own: Sourced;
  readonly complaints: PackComplaint[];
}

/** What is said of the pack's folder, and not of the team. */
const NOT_OF_TEAM: ReadonlySet<string> = new Set(["extends", "uses", ...PARTS]);

/** A role file stands for the whole role; single fields of one are given under `roles` in team.yaml. */
function joined({ base, used, roles, own, complaints }: Layers): Sourced {
  const start: Sourced = { at: own.at, keyAt: own.keyAt, value: new Map() };
  const below = [base, used].reduce<Sourced>((under, over) => (over ? merge(under, over, complaints) : under), start);
  const seats = new Map([...entriesOf(child(below, "roles")), ...roles]);
  const under = withEntries(below, [...entriesOf(below), ["roles", { ...below, value: seats }]]);
  const said = [...entriesOf(own)].filter(([key]) => !NOT_OF_TEAM.has(key));
  const named = said.map(([key, part]): [string, Sourced] => [key, key === "roles" ? withNames(part, seats) : part]);
  return merge(under, withEntries(own, named), complaints);
}

/** A role that only team.yaml describes gets its name from its key. */
function withNames(roles: Sourced, known: Entries): Sourced {
  if (!(roles.value instanceof Map)) return roles;
  return withEntries(
    roles,
    [...roles.value].map(([name, role]): [string, Sourced] => {
      if (known.has(name) || !(role.value instanceof Map) || role.value.has("name")) return [name, role];
      return [name, withEntries(role, [["name", sourcedAt(name, role.keyAt)], ...role.value])];
    }),
  );
}
