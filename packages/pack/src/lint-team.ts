// Rules that a team can break although its fields are right. Each has its bad example in lint-team.test.ts.
import { factsOf, needsOf, type Node, nodesBefore, type Team, turnCircles, ungated } from "@teamwright/core";
import type { PackComplaint, Place } from "./complaint.ts";
import type { Keys } from "./compose/sourced.ts";
import { lintInputs } from "./lint-inputs.ts";
import { lintSelect } from "./lint-select.ts";
import { nameOne, ownValue } from "./named.ts";
import { pastOneOfTwo } from "./past-one-of-two.ts";

export type Say = (
  code: string,
  keys: (string | number)[],
  message: string,
  fix: string,
  severity?: PackComplaint["severity"],
) => void;
/** Characters of a role's phases that a worker is made to read. Upstream's median role has 4.4 KB, its largest 19.9. */
const PROMPT_BUDGET = 9_000;

/** Every complaint about a team whose fields are right. `placeOf` says where a part of the team stands, `removalOf` what takes it away there. */
export function lintTeam(
  team: Team,
  placeOf: (keys: Keys) => Place,
  removalOf: (keys: Keys) => PackComplaint["edits"] = () => undefined,
): PackComplaint[] {
  const complaints: PackComplaint[] = [];
  const say: Say = (code, keys, message, fix, severity = "error") => {
    const edits = code === "ASK_ROLE" ? removalOf(keys) : undefined;
    complaints.push({ ...placeOf(keys), code, severity, message, fix, ...(edits ? { edits } : {}) });
  };
  lintRoles(team, say);
  // Then lintInputs looks at what is read of it.
  const declared = Object.keys(team.inputs).length > 0;
  for (const [name, pipeline] of Object.entries(team.pipelines))
    lintPipeline(team, name, { nodes: pipeline.nodes, input: declared ? [] : pipeline.input, say });
  lintSelect(team, say);
  lintInputs(team, say);
  return complaints;
}

function lintRoles(team: Team, say: Say): void {
  const owners = new Map<string, string>();
  const used = new Set(
    Object.values(team.pipelines).flatMap((p) =>
      Object.values(p.nodes).flatMap((n) => [n.role, ...revisersOf(n).map((r) => r.role)]),
    ),
  );
  for (const i of team.inject) used.add(i.role);
  for (const role of Object.values(team.roles)) {
    for (const prefix of role.prefixes) {
      const other = owners.get(prefix);
      if (other)
        say(
          "PREFIX_CLASH",
          ["roles", role.name],
          `${other} and ${role.name} both own ${prefix}.`,
          "Give each prefix to one role.",
        );
      owners.set(prefix, role.name);
    }
    const kinds = team.message_types;
    for (const kind of role.message_types)
      if (kinds.length > 0 && !kinds.includes(kind))
        say(
          "MESSAGE_UNKNOWN",
          ["message_types"],
          `${role.name} posts ${kind}, which the team does not list.`,
          `Add ${kind} to message_types.`,
        );
    const size = role.phases.context.length + role.phases.work.length + role.phases.validate.length;
    if (size > PROMPT_BUDGET)
      say(
        "PROMPT_BUDGET",
        ["roles", role.name],
        `${role.name} makes every worker read ${size} characters.`,
        `Keep its phases under ${PROMPT_BUDGET}; move the rest to references/.`,
        "warning",
      );
    // Without pipelines a role is there for an analysis, or for a board.
    if (!used.has(role.name) && Object.keys(team.pipelines).length > 0)
      say("ROLE_UNUSED", ["roles", role.name], `No pipeline uses ${role.name}.`, "Use it or remove it.", "warning");
  }
}

interface Scope {
  nodes: Record<string, Node>;
  input: string[];
  say: Say;
}

function lintPipeline(team: Team, pipeline: string, scope: Scope): void {
  const { nodes, say } = scope;
  for (const [name, node] of Object.entries(nodes)) {
    const at = ["pipelines", pipeline, "nodes", name];
    if (!node.ask) checkSeat(team, node, at, { say, what: name });
    if (node.ask && node.role)
      say("ASK_ROLE", [...at, "role"], `${name} is a question to a person and has a role.`, "Remove the role.");
    for (const seat of revisersOf(node))
      checkSeat(team, seat, [...at, "gate", "revise"], { say, what: `the revision of ${name}` });
    checkFollows(name, node, at, say);
    for (const need of needsOf(node))
      if (!ownValue(nodes, need))
        say(
          "NEED_UNKNOWN",
          [...at, need === node.follows ? "follows" : "needs"],
          `${name} needs ${need}, which this pipeline does not have.`,
          `${nameOne(need, Object.keys(nodes))}.`,
        );
    for (const read of node.context)
      if (!nodesBefore(nodes, name).has(read))
        say(
          "CONTEXT_UNKNOWN",
          [...at, "context"],
          `${name} reads ${read}, which does not stand before it.`,
          `Add ${read} to its needs, or remove it from context.`,
        );
    checkFacts(name, node, at, scope);
  }
  if (Object.values(nodes).some((n) => needsOf(n).some((need) => !ownValue(nodes, need)))) return;
  const cycle = findCycle(nodes);
  if (cycle)
    return say(
      "CYCLE",
      ["pipelines", pipeline, "nodes", cycle[0]!, "needs"],
      `These need each other: ${cycle.join(" > ")}.`,
      "Remove one of the needs.",
    );
  checkGates(pipeline, nodes, say);
}

const revisersOf = ({ gate }: Node) => (gate ? [gate.revise].flat() : []);

/** A chain that goes item by item takes its items from its first node, and all of it is made at once. */
function checkFollows(name: string, node: Node, at: (string | number)[], say: Say): void {
  if (node.follows !== undefined && node.for_each !== undefined)
    say(
      "FOLLOWS_LIST",
      [...at, "for_each"],
      `${name} follows ${node.follows} and has a list of its own.`,
      "Remove one of the two: a follower takes the items of what it follows.",
    );
  if (node.in_turn && (node.follows === undefined || node.when))
    say(
      "IN_TURN",
      [...at, "in_turn"],
      node.when ? `${name} may be left out, and the next item waits for it.` : `${name} follows nothing.`,
      "Put in_turn on the last node of a chain made with follows; give that node no condition.",
    );
  if (node.item_needs !== undefined && node.for_each === undefined)
    say("ITEM_NEEDS", [...at, "item_needs"], `${name} has no items.`, "Add for_each, or remove item_needs.");
}

function checkSeat(
  team: Team,
  seat: { role?: string | undefined; prefix?: string | undefined },
  at: (string | number)[],
  { say, what }: { say: Say; what: string },
): void {
  const role = ownValue(team.roles, seat.role ?? "");
  if (!role)
    say(
      "ROLE_UNDECLARED",
      [...at, "role"],
      `${what} is for ${seat.role ?? "no role"}, which the team does not have.`,
      `${nameOne(seat.role ?? "", Object.keys(team.roles), "Use")}, or add roles/${seat.role ?? "name"}.md.`,
    );
  else if (seat.prefix && !role.prefixes.includes(seat.prefix))
    say(
      "PREFIX_UNDECLARED",
      [...at, "prefix"],
      `${what} makes ${seat.prefix} tasks, which ${role.name} does not own.`,
      `Add ${seat.prefix} to additional_prefixes of ${role.name}.`,
    );
}

function checkFacts(name: string, node: Node, at: (string | number)[], { nodes, input, say }: Scope): void {
  const paths = [
    ...(typeof node.for_each === "string" ? [node.for_each] : []),
    ...(node.when ? factsOf(node.when) : []),
  ];
  for (const fact of paths) {
    const [source, field] = fact.split(".");
    if (source === "input") {
      if (field && input.length > 0 && !input.includes(field))
        say(
          "FACT_INPUT",
          at,
          `${name} reads ${fact}, which the pipeline's input does not list.`,
          `Add ${field} to input.`,
          "warning",
        );
    } else if (!ownValue(nodes, source!))
      say(
        "FACT_UNKNOWN",
        at,
        `${name} reads ${fact}; there is no node ${source}.`,
        "Begin the path with input or a node's name.",
      );
    else if (!nodesBefore(nodes, name).has(source!))
      say("NEVER_MADE", at, `${name} reads ${fact} but does not wait for ${source}.`, `Add ${source} to its needs.`);
    else if (nodes[source!]!.ask) {
      if (field !== "option" && field !== "note")
        say(
          "FACT_UNKNOWN",
          at,
          `${name} reads ${fact}; a question has an option and a note.`,
          `Read ${source}.option.`,
        );
    } else if (field && !nodes[source!]!.output.includes(field))
      say(
        "OUTPUT_UNDECLARED",
        at,
        `${name} reads ${fact}, which ${source} does not promise.`,
        `Add ${field} to output of ${source}.`,
        "warning",
      );
  }
}

function checkGates(pipeline: string, nodes: Record<string, Node>, say: Say): void {
  for (const { node, need, first } of turnCircles(nodes))
    say(
      "CYCLE",
      ["pipelines", pipeline, "nodes", node, "needs"],
      `${node} waits for all of ${need}, whose next item begins at ${first} only when ${node} is through.`,
      `Let ${node} follow ${need}, or take in_turn out of its chain.`,
    );
  for (const { gate, node, judged } of [...ungated(nodes), ...pastOneOfTwo(nodes)])
    say(
      "UNGATED",
      ["pipelines", pipeline, "nodes", node, "needs"],
      `${node} takes the work of ${judged} past ${gate}, which may reject it.`,
      `Let ${node} need ${gate}, or let ${gate} read ${judged} as context.`,
    );
}

function findCycle(nodes: Record<string, Node>): string[] | null {
  for (const name of Object.keys(nodes))
    if (nodesBefore(nodes, name).has(name)) {
      const next = needsOf(nodes[name]!).find((n) => n === name || nodesBefore(nodes, n).has(name))!;
      return [name, next, name];
    }
  return null;
}
