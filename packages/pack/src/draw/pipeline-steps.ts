// What a drawing shows of a pipeline: its nodes in an order in which each comes after what it needs, with a few words each.
import { type Condition, factsOf, needsOf, type Node, type Team } from "@teamwright/core";

export interface Step {
  readonly name: string;
  readonly kind: "work" | "gate" | "ask";
  /** The prefix of its tasks. */
  readonly seat: string;
  /** What is special about it, a few words each, without control characters. */
  readonly notes: readonly string[];
  readonly needs: readonly string[];
  /** Of a gate: the prefixes that revise, and how often. */
  readonly loop?: string;
}

/** Longer words are cut: a drawing is no place for them. */
const MOST = 40;

export function pipelineSteps(team: Team, pipeline: string): Step[] {
  const nodes = team.pipelines[pipeline]!.nodes;
  const prefixOf = ({ role, prefix }: { role?: string | undefined; prefix?: string | undefined }) =>
    prefix ?? team.roles[role ?? ""]?.prefixes[0] ?? role ?? "?";
  return inOrder(nodes).map((name): Step => {
    const node = nodes[name]!;
    const { gate } = node;
    const notes = [
      node.for_each && `for each of ${listName(node.for_each)}`,
      node.follows && `one behind each ${node.follows}`,
      node.in_turn && "one item at a time",
      node.max_parallel && `${node.max_parallel} at once`,
      node.when && `if ${conditionText(node.when)}`,
      node.discuss && `discussed as ${node.discuss}`,
      node.approval && "a person approves",
      gate?.ask && "a person decides each round",
      gate?.until && `until ${conditionText(gate.until)}`,
    ];
    return {
      name,
      kind: node.ask ? "ask" : gate ? "gate" : "work",
      seat: node.ask ? "a person" : prefixOf(node),
      notes: notes.flatMap((note) => (note ? [clean(note)] : [])),
      needs: [...new Set(needsOf(node))].filter((need) => Object.hasOwn(nodes, need)),
      ...(gate
        ? {
            loop: clean(
              gate.max_rounds === 0
                ? gate.when_exhausted
                : `${[gate.revise].flat().map(prefixOf).join(" > ")}, ${gate.max_rounds === 1 ? "once" : `${gate.max_rounds} times`}, then ${gate.when_exhausted}`,
            ),
          }
        : {}),
    };
  });
}

const listName = (list: unknown): string => (Array.isArray(list) ? `${list.length} items` : String(list));

function conditionText(condition: Condition): string {
  if ("fact" in condition) {
    const { fact, ...tests } = condition;
    return [fact, ...Object.entries(tests).map(([test, value]) => `${test} ${String(value)}`)].join(" ");
  }
  return [...new Set(factsOf(condition))].join(", ");
}

/** One line of at most 40 characters, without anything that moves a cursor. */
const clean = (text: string): string => {
  const line = [...text.replace(/\p{C}+/gu, " ").trim()];
  return line.length > MOST ? `${line.slice(0, MOST - 1).join("")}…` : line.join("");
};

/** As declared, as far as each comes after what it needs. */
function inOrder(nodes: Record<string, Node>): string[] {
  const left = new Set(Object.keys(nodes));
  const out: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((name) => needsOf(nodes[name]!).every((need) => !left.has(need))) ?? [...left][0]!;
    left.delete(next);
    out.push(next);
  }
  return out;
}
