import { reject } from "../draft.ts";

interface Placed {
  id: string;
  item: unknown;
  waits: string[];
}

/**
 * Items of a list so that each stands behind those it names by id in `field`, otherwise in the order given. Throws
 * OUTPUT_INVALID for an item without an id, an id given twice, one that nothing has, and for items that wait for each other.
 */
export function inOrder(items: readonly unknown[], field: string): Placed[] {
  const all = new Map<string, Placed & { left: number; behind: Placed["id"][] }>();
  for (const item of items) {
    const { id, [field]: waits = [] } = (item ?? {}) as Record<string, unknown>;
    if (typeof id !== "string" || id === "") throw wrong(`an item has no id: ${JSON.stringify(item)?.slice(0, 100)}`);
    if (all.has(id)) throw wrong(`the id ${id} is there twice`);
    if (!Array.isArray(waits)) throw wrong(`${field} of ${id} is not a list of ids`);
    const before = [...new Set(waits.map(String))];
    all.set(id, { id, item, waits: before, left: before.length, behind: [] });
  }
  for (const { id, waits } of all.values())
    for (const before of waits) {
      if (!all.has(before)) throw wrong(`${id} waits for ${before}, which is not in the list`);
      all.get(before)!.behind.push(id);
    }
  const free = [...all.values()].filter((placed) => placed.left === 0);
  for (const { behind } of free)
    for (const id of behind) {
      const next = all.get(id)!;
      if (--next.left === 0) free.push(next);
    }
  if (free.length === all.size) return free.map(({ id, item, waits }) => ({ id, item, waits }));
  const circle = [...all.values()].filter((placed) => placed.left > 0).map((placed) => placed.id);
  throw wrong(`these wait for each other: ${circle.slice(0, 10).join(", ")}`);
}

const wrong = (problem: string) =>
  reject(
    "OUTPUT_INVALID",
    { expected: "items with ids that wait for each other in no circle" },
    { message: `The list of work cannot be used: ${problem}.` },
  );
