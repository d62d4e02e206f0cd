import { needsOf, type Node, nodesBefore } from "../team.ts";

export interface Ungated {
  gate: string;
  /** The node that goes past it. */
  node: string;
  /** Whose work the gate judges and the node takes. */
  judged: string;
}

/**
 * Nodes that take what a gate judges without standing behind that gate, so that rejected work would go on. Another gate on the
 * same work takes nothing past the first.
 */
export function ungated(nodes: Record<string, Node>): Ungated[] {
  const before = new Map<string, Set<string>>();
  const behind = (name: string, other: string): boolean => {
    if (!before.has(name)) before.set(name, nodesBefore(nodes, name));
    return before.get(name)!.has(other);
  };
  return Object.entries(nodes).flatMap(([gate, judging]) => {
    if (!judging.gate) return [];
    const needs = needsOf(judging);
    return Object.entries(nodes).flatMap(([name, node]): Ungated[] => {
      const judged = node.gate ? undefined : needsOf(node).find((need) => needs.includes(need));
      if (judged === undefined || name === gate || behind(name, gate) || behind(gate, name)) return [];
      return [{ gate, node: name, judged }];
    });
  });
}
