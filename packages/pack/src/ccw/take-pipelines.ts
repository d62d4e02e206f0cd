// The task chains of team-config.json as pipelines; without any, one line through all roles.
import { LIMITS, NodeName } from "@teamwright/core";
import type { RoleSpec } from "@teamwright/role-spec";
import { readChain } from "./read-chain.ts";
import type { ProseChain } from "./prose-chains.ts";
import type { Source } from "./source.ts";
import { CONFIG, type Config, type Fields, isFields, notCarried, textAt } from "./take-config.ts";
import { oneLine } from "./take-roles.ts";

export interface Node {
  role: string;
  prefix?: string;
  title?: string;
  needs?: string[];
  for_each?: number[];
}

export interface Pipeline {
  summary?: string;
  nodes: Record<string, Node>;
}

const CHAINS = ["task_chain", "tasks", "stages", "chain", "steps"];
const SAID = [...CHAINS, "description", "parallel_groups", "parallel_stages", "diagram", "complexity", "entry_role"];
const MAX_PIPELINES = 100;

interface Told {
  readonly roles: readonly RoleSpec[];
  /** What is told in prose; looked at when there is no chain as data. */
  readonly prose: readonly ProseChain[];
}

/** By name. Each has at least one node. */
export function takePipelines(source: Source, config: Config | null, { roles, prose }: Told): Map<string, Pipeline> {
  const made = new Map<string, Pipeline>();
  for (const { name, keys, said } of config ? chainsOf(config) : []) {
    const fields = isFields(said) ? said : { chain: said };
    const chain = CHAINS.find((key) => Object.hasOwn(fields, key));
    const at = (more: readonly (string | number)[], what?: "key") =>
      config!.at(isFields(said) ? [...keys, ...more] : [...keys, ...more.slice(1)], what);
    for (const key of Object.keys(fields)) if (!SAID.includes(key)) notCarried(source, at([key], "key"), key);
    const nodes =
      chain === undefined
        ? {}
        : readChain(source, fields[chain], { roles, groups: groupsOf(fields), at: (more) => at([chain, ...more]) });
    const id = nodeName(name, made);
    if (Object.keys(nodes).length === 0 || made.size >= MAX_PIPELINES) {
      source.say(CONFIG, "IMPORT_PIPELINE", {
        ...config!.at(keys, "key"),
        severity: "warning",
        message: `No pipeline could be made of ${name.slice(0, 60)}.`,
        fix: "Write it in team.yaml under `pipelines`.",
      });
      continue;
    }
    const summary = textAt(fields, ["description"]);
    made.set(id, { ...(summary === undefined ? {} : { summary: oneLine(summary, LIMITS.title) }), nodes });
  }
  for (const { name, chain, path, line } of made.size === 0 ? prose : []) {
    const at = () => ({ line, column: 1 });
    source.say(path, "IMPORT_PROSE", {
      ...at(),
      severity: "warning",
      message: `This chain was read from prose: ${oneLine(chain, 120)}.`,
      fix: "See that the pipeline says what is meant; rounds, conditions and gates were not read.",
    });
    made.set(nodeName(name, made), {
      nodes: readChain(source, chain.replace(/\s*[([][^→>]*?[)\]]/g, ""), { roles, groups: [], path, at }),
    });
  }
  if (made.size === 0 && roles.length > 0) {
    source.say(config ? CONFIG : "SKILL.md", "IMPORT_LINEAR", {
      severity: "warning",
      message:
        "No task chain is told as data or in prose that names tasks, so one pipeline goes through all roles in the order they were found.",
      fix: "Put the order, fan-outs and gates that the team means into team.yaml.",
    });
    made.set("main", {
      nodes: readChain(
        source,
        roles.map((role) => ({ role: role.name })),
        { roles, groups: [], at: () => ({ line: 1, column: 1 }) },
      ),
    });
  }
  return made;
}

interface Chain {
  name: string;
  keys: string[];
  said: unknown;
}

function chainsOf({ data }: Config): Chain[] {
  const many = ["pipelines", "pipeline_modes"].flatMap((key): Chain[] => {
    const all = data[key];
    return isFields(all) ? Object.entries(all).map(([name, said]) => ({ name, keys: [key, name], said })) : [];
  });
  if (many.length > 0 || data["pipeline"] === undefined) return many;
  return [{ name: "main", keys: ["pipeline"], said: data["pipeline"] }];
}

/** Lists of steps that stand side by side. */
function groupsOf(fields: Fields): string[][] {
  const lists = [fields["parallel_groups"], fields["parallel_stages"]].flatMap((v): unknown[] =>
    Array.isArray(v) ? v : [],
  );
  return lists.filter(Array.isArray).map((list: unknown[]) => list.filter((step) => typeof step === "string"));
}

/** `text` as the name of a node or pipeline that is not taken yet. */
export function nodeName(text: string, taken: { has(name: string): boolean }): string {
  const plain = text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  const base = NodeName.safeParse(plain).success ? plain : "step";
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(name)) return name;
  }
}
