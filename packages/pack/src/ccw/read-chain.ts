// One task chain of an older team as nodes: names like BUILD-001, several side by side as `A || B`, or stages with blockedBy.
import { LIMITS } from "@teamwright/core";
import type { RoleSpec } from "@teamwright/role-spec";
import type { Source, Told } from "./source.ts";
import { CONFIG, isFields, textAt } from "./take-config.ts";
import { type Node, nodeName } from "./take-pipelines.ts";
import { oneLine } from "./take-roles.ts";

const MAX_STEPS = 500;
const NEEDS = ["blockedBy", "blocked_by", "dependencies", "depends_on", "needs"];
const ROLES = ["roles", "role", "owner"];
const NAMES = ["id", "task", "task_id", "name", "stage_name", "prefix", "subject"];
const SAID = new Set([
  ...NEEDS,
  ...ROLES,
  ...NAMES,
  "stage",
  "stage_id",
  "title",
  "description",
  "parallel",
  "fast_advance",
]);

interface Reading {
  roles: readonly RoleSpec[];
  /** Steps that stand side by side, by name. */
  groups: readonly (readonly string[])[];
  /** The file that tells the chain. Default: team-config.json. */
  path?: string;
  at(keys: readonly (string | number)[]): { line: number; column: number };
}

/** A step before its needs are known. */
interface Step {
  owner: { role: string; prefix: string };
  /** What later steps may call it. */
  names: string[];
  title?: string | undefined;
  /** Names of the steps it waits for; all steps of the wave before when missing. */
  blockedBy?: unknown[] | undefined;
  /** Numbers of the tasks that the step stands for, where the chain says how many. */
  numbers?: number[] | undefined;
  index: number;
}

/** Nodes in order; each waits for all of the wave before it unless the chain says for what. What cannot be read is told and left out. */
export function readChain(
  source: Source,
  chain: unknown,
  { roles, groups, path = CONFIG, at }: Reading,
): Record<string, Node> {
  const say = (index: number, code: string, told: Told) => source.say(path, code, { ...at([index]), ...told });
  const nodes = new Map<string, Node>();
  const aliases = new Map<string, string[]>();
  let before: string[] = [];
  for (const wave of wavesOf(entriesOf(chain), groups)) {
    const steps = wave.flatMap(({ entry, index }) =>
      isFields(entry) ? stageSteps(entry, { index, roles, say }) : textSteps(entry, { index, roles, say }),
    );
    const now: string[] = [];
    const named: [string, string][] = [];
    for (const { owner, names, title, blockedBy, numbers, index } of steps) {
      const id = nodeName(owner.prefix, nodes);
      const main = roles.find((role) => role.name === owner.role)!.prefixes[0];
      const needs = blockedBy === undefined ? before : needsOf(blockedBy, { index, aliases, before, say });
      nodes.set(id, {
        role: owner.role,
        ...(owner.prefix === main ? {} : { prefix: owner.prefix }),
        ...(title ? { title: oneLine(title.replace(/[{}]/g, ""), LIMITS.title) } : {}),
        ...(needs.length > 0 ? { needs } : {}),
        ...(numbers ? { for_each: numbers } : {}),
      });
      now.push(id);
      for (const name of [...names, owner.role, owner.prefix]) named.push([name.toLowerCase(), id]);
    }
    for (const [name, id] of named) aliases.set(name, [...new Set([...(aliases.get(name) ?? []), id])]);
    if (now.length > 0) before = now;
  }
  return Object.fromEntries(nodes);
}

interface Entry {
  entry: unknown;
  index: number;
}

function entriesOf(chain: unknown): Entry[] {
  const list: unknown[] =
    typeof chain === "string"
      ? chain.slice(0, LIMITS.text).split(/→|->|=>|>|\n/)
      : Array.isArray(chain)
        ? chain
        : isFields(chain)
          ? Object.entries(chain).map(([id, said]) => (isFields(said) ? { id, ...said } : id))
          : [];
  return list.slice(0, MAX_STEPS).map((entry, index) => ({ entry, index }));
}

/** Neighbours of one group stand in one wave. */
function wavesOf(entries: readonly Entry[], groups: Reading["groups"]): Entry[][] {
  const waves: Entry[][] = [];
  for (const one of entries) {
    const last = waves.at(-1)?.at(-1);
    const beside = groups.some(
      (g) => last !== undefined && g.includes(String(last.entry)) && g.includes(String(one.entry)),
    );
    if (beside) waves.at(-1)!.push(one);
    else waves.push([one]);
  }
  return waves;
}

interface Scope {
  index: number;
  roles: readonly RoleSpec[];
  say(index: number, code: string, told: Told): void;
}

function textSteps(entry: unknown, { index, roles, say }: Scope): Step[] {
  const texts =
    typeof entry === "string" ? entry.slice(0, 2_000).split(/\|\||∥|&&?|\+/) : [JSON.stringify(entry ?? null)];
  return texts.flatMap((text): Step[] => {
    const name = /^[A-Za-z][A-Za-z0-9-]*/.exec(text.trim())?.[0] ?? "";
    const owner = ownerOf(name, roles);
    if (!owner) return lost(text, { index, roles, say });
    const rest = text.trim().slice(name.length).trim();
    const label = /^:\s*([\p{L}\d _-]+)$/u.exec(rest)?.[1];
    const numbers = numbersOf(name, rest);
    const repeated = !numbers && (rest.startsWith("..") || label === "parallel");
    const suffix = name.startsWith(owner.prefix) ? name.slice(owner.prefix.length).replace(/^-?\d*/, "") : "";
    if (repeated)
      say(index, "IMPORT_FAN_OUT", {
        severity: "warning",
        message: `${oneLine(text, 60)} stands for as many tasks as the work needs; here it is one.`,
        fix: "Give the node `for_each` with the list that says how many.",
      });
    else if (numbers)
      say(index, "IMPORT_LIST", {
        message: `${oneLine(text, 60)} became one node with a list of ${numbers.length}.`,
        fix: "Write in `for_each` what the tasks are about, and a `title` with {item}.",
      });
    else if (suffix !== "" || (rest !== "" && label === undefined))
      say(index, "IMPORT_STEP_WORDS", {
        message: `Of ${oneLine(text, 60)} only ${owner.prefix} was carried.`,
        fix: "Say the rest in the node's `title` or `brief`, or give the role that prefix.",
      });
    const title = repeated || numbers ? undefined : (label ?? (suffix ? name : undefined));
    return [{ owner, names: [name, name.replace(/-\d+$/, "")], title, numbers, index }];
  });
}

/** Tasks of one list. More are for the work to say. */
const MAX_LIST = 50;

/** 1, 2, 3 for `IDEA-001..003` and `IDEA-001..IDEA-003`. */
function numbersOf(name: string, rest: string): number[] | undefined {
  const first = /-(\d{1,6})$/.exec(name)?.[1];
  const last = /^\.\.\s*(?:[A-Za-z][A-Za-z-]*-)?(\d{1,6})$/.exec(rest)?.[1];
  const count = Number(last) - Number(first) + 1;
  return count > 1 && count <= MAX_LIST ? Array.from({ length: count }, (_, i) => Number(first) + i) : undefined;
}

function stageSteps(entry: Readonly<Record<string, unknown>>, { index, roles, say }: Scope): Step[] {
  const text = textAt(entry, NAMES);
  const names = [...NAMES, "stage", "stage_id"].flatMap((key) => {
    const value = entry[key];
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  });
  const wanted = ROLES.flatMap((key): unknown[] => (Array.isArray(entry[key]) ? entry[key] : [entry[key]])).filter(
    (role) => typeof role === "string",
  );
  for (const key of Object.keys(entry))
    if (!SAID.has(key))
      say(index, "IMPORT_KEY", {
        message: `${key.slice(0, 60)} of a stage has no counterpart here and was not carried.`,
        fix: "Say it in team.yaml (gates, for_each, conditions), if the team needs it.",
      });
  const key = NEEDS.find((need) => Array.isArray(entry[need]));
  const blockedBy = key === undefined ? undefined : (entry[key] as unknown[]);
  const byName = text === undefined ? undefined : ownerOf(text, roles);
  const owners = wanted.flatMap((name) => {
    const owner = byName?.role === name ? byName : roleNamed(name, roles);
    return owner ? [owner] : lost(name, { index, roles, say });
  });
  if (wanted.length === 0 && byName) owners.push(byName);
  if (wanted.length === 0 && !byName) return lost(text ?? "a stage", { index, roles, say });
  const title = textAt(entry, ["title", "description"]);
  return owners.map((owner) => ({
    owner,
    names,
    title: title ?? (text && !ownerOf(text, roles) ? text : undefined),
    blockedBy,
    index,
  }));
}

/** Says that no role does a step; there is no step then. */
function lost(text: string, { index, say }: Scope): [] {
  say(index, "IMPORT_STEP", {
    severity: "warning",
    message: `No role was found for ${oneLine(text, 60) || "a step"}, so it was left out.`,
    fix: "Add the role, or a node of another one, to team.yaml.",
  });
  return [];
}

interface Waiting extends Pick<Scope, "index" | "say"> {
  aliases: ReadonlyMap<string, string[]>;
  before: string[];
}

function needsOf(blockedBy: readonly unknown[], { index, say, aliases, before }: Waiting): string[] {
  const known = blockedBy.map((need) => aliases.get(String(need).toLowerCase()));
  const missing = blockedBy.filter((_, i) => known[i] === undefined);
  for (const need of missing)
    say(index, "IMPORT_NEED", {
      severity: "warning",
      message: `It waits for ${oneLine(JSON.stringify(need) ?? "", 60)}, which is no step before it; here it waits for the steps before it.`,
      fix: "Write what it needs in team.yaml.",
    });
  return [...new Set([...known.flatMap((ids) => ids ?? []), ...(missing.length > 0 ? before : [])])];
}

/** Who does a step of this name: the role with the longest prefix that it begins with, or the role itself. */
function ownerOf(name: string, roles: readonly RoleSpec[]): Step["owner"] | undefined {
  const all = roles.flatMap((role) => role.prefixes.map((prefix) => ({ role: role.name, prefix })));
  const fits = all.filter(({ prefix }) => name === prefix || name.startsWith(`${prefix}-`));
  return fits.toSorted((a, b) => b.prefix.length - a.prefix.length)[0] ?? roleNamed(name, roles);
}

function roleNamed(name: string, roles: readonly RoleSpec[]): Step["owner"] | undefined {
  const role = roles.find((r) => r.name === name);
  return role && { role: role.name, prefix: role.prefixes[0]! };
}
