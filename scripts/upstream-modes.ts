// The page of all pipelines that the older team skills name: what each starts, and by which words of ours it is stated. Read from packages/pack/test/upstream, where a test plays them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml } from "../packages/pack/src/yaml-file.ts";
import { code, page, table } from "./generated-pages.ts";

type Node = Readonly<Record<string, unknown>>;
type Pipelines = Readonly<Record<string, { readonly nodes: Readonly<Record<string, Node>> }>>;

interface Mode {
  readonly told: string;
  readonly chain?: string;
  readonly differs?: string;
  readonly cannot?: string;
}

interface Skill {
  readonly skill: string;
  readonly modes: Readonly<Record<string, Mode>>;
  readonly pack?: string;
  readonly team?: { readonly pipelines: Pipelines };
  readonly instead?: string;
}

const SOURCE = "packages/pack/test/upstream";
/** Fields that say how work is ordered; the others say who does it and what it is called. */
const SAYING = [
  "needs",
  "context",
  "for_each",
  "item_needs",
  "follows",
  "in_turn",
  "when",
  "approval",
  "discuss",
  "ask",
];

export function modesPage(root: string): string {
  const skills = readdirSync(join(root, SOURCE))
    .toSorted()
    .map((name) => read(join(root, SOURCE, name)) as Skill);
  const rows = skills.flatMap((skill) => {
    const from = skill.pack ? (read(join(root, skill.pack, "team.yaml")) as Skill["team"]) : skill.team;
    return Object.entries(skill.modes).map(([name, mode]) => [
      skill.pack ? `[${skill.skill}](../${skill.pack})` : skill.skill,
      name,
      mode.chain ?? "",
      mode.told,
      mode.cannot ? "" : statedBy(Object.values(from!.pipelines[name]!.nodes)),
      mode.cannot ? `Cannot be stated because ${mode.cannot}` : (mode.differs ?? ""),
    ]);
  });
  const stated = rows.filter((row) => row[4] !== "").length;
  const told = (how: string) => rows.filter((row) => row[3] === how).length;
  const parts = [
    `${rows.length} pipelines in ${skills.length} skills: ${stated} have a pipeline in our words, ${rows.length - stated} cannot be stated. Of the older chains ${told("whole")} are known whole, ${told("in part")} in part, and of ${told("name only")} only the name and the roles: there the chain is our reading, and that it can be stated says nothing about the older one. A test checks each and plays it: all goes well, every review rejects to the end, a worker of every role dies.`,
    "*Chain* is what is started when all goes well, ` + ` side by side or by one worker in one go, ` > ` one after another; a list that nobody gives has two items. *Told* says how much of the older chain is known. A skill with a link is a pack to start; the others are stated in the test alone.",
    table(["skill", "mode", "chain", "told", "stated by", "what differs"], rows),
    "## Skills without a mode",
    table(
      ["skill", "here"],
      skills.filter((s) => s.instead !== undefined).map((s) => [s.skill, s.instead!]),
    ),
  ];
  return page("Modes of the older team skills", `${SOURCE}/*.yaml`, parts);
}

function statedBy(nodes: readonly Node[]): string {
  const fields = SAYING.filter((field) => nodes.some((node) => node[field] !== undefined));
  const gates = nodes.flatMap((node) => (node["gate"] ? [gateOf(node["gate"] as Node)] : []));
  return [...fields.map(code), ...new Set(gates)].join(", ") || "one node";
}

/** The defaults are those of packages/core/src/team.ts. */
function gateOf({ max_rounds = 2, when_exhausted = "escalate", score, until, ask, revise }: Node): string {
  const by = [score && "score", until && "until", ask && "ask"].filter(Boolean).map((word) => code(String(word)));
  const end = ask ? "" : `, then ${code(String(when_exhausted))}`;
  const several = Array.isArray(revise) ? `, ${revise.length} revisions in a row` : "";
  return `${code("gate")} by ${by.join(" and ") || "verdict"} (rounds: ${String(max_rounds)}${end}${several})`;
}

function read(path: string): unknown {
  const { data, complaints } = readYaml(readFileSync(path, "utf8"), path);
  if (data === null) throw new Error(`${path}: ${complaints.map((c) => c.message).join(" ")}`);
  return data;
}
