import { type Node, nodesBefore } from "../team.ts";

export interface TurnCircle {
  /** A node of a chain whose items take turns. */
  node: string;
  /** What it waits for as a whole. */
  need: string;
  /** Where the chain begins. */
  first: string;
}

/**
 * Nodes in chains with `in_turn` that wait for all items of what stands in or behind the chain: the next item begins when this
 * one is through, so both would wait for ever.
 */
export function turnCircles(nodes: Record<string, Node>): TurnCircle[] {
  const own = (name: string) => (Object.hasOwn(nodes, name) ? nodes[name] : undefined);
  return Object.keys(nodes).flatMap((name) => {
    if (!nodes[name]!.in_turn) return [];
    const chain: string[] = [];
    for (let at: string | undefined = name; at !== undefined && own(at) && !chain.includes(at); at = own(at)!.follows)
      chain.push(at);
    const first = chain.at(-1)!;
    return chain.flatMap((node) =>
      nodes[node]!.needs.filter((need) => chain.includes(need) || nodesBefore(nodes, need).has(first)).map((need) => ({
        node,
        need,
        first,
      })),
    );
  });
}
