import { needsOf, type Node, nodesBefore, type Ungated } from "@teamwright/core";

/** What follows one of two gates that stand side by side on the same work, and not the other. */
export function pastOneOfTwo(nodes: Record<string, Node>): Ungated[] {
  const gates = Object.keys(nodes).filter((name) => nodes[name]!.gate);
  const before = new Map(Object.keys(nodes).map((name) => [name, nodesBefore(nodes, name)]));
  const apart = (a: string, b: string) => a !== b && !before.get(a)!.has(b) && !before.get(b)!.has(a);
  return gates.flatMap((gate) =>
    gates.flatMap((other) => {
      const judged = needsOf(nodes[gate]!).find((need) => needsOf(nodes[other]!).includes(need));
      if (judged === undefined || !apart(gate, other)) return [];
      const takers = Object.keys(nodes).filter((name) => needsOf(nodes[name]!).includes(other) && apart(name, gate));
      return takers.map((node) => ({ gate, node, judged }));
    }),
  );
}
