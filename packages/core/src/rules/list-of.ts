// The list that a node is made from: read when the node is made, and held against its rules when its producer completes.
import { factsOf, holds, lookUp } from "../condition.ts";
import { type Draft, reject, Rejected } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { Node } from "../team.ts";
import { facts, nodeDone } from "./facts.ts";
import { inOrder } from "./in-order.ts";

/**
 * The items of `for_each`, wave by wave; one wave of one item without it. Throws OUTPUT_INVALID for what is no list, or for
 * items that `item_needs` cannot put in order, LIMIT_EXCEEDED for more than LIMITS.create.
 */
export function listOf(name: string, { for_each, item_needs }: Node, known: Record<string, unknown>): unknown[][] {
  const list = typeof for_each === "string" ? lookUp(known, for_each) : (for_each ?? [undefined]);
  if (!Array.isArray(list))
    throw reject(
      "OUTPUT_INVALID",
      { field: for_each, expected: "a list" },
      {
        message: `The pipeline makes ${name} from ${String(for_each)}, which ${list === undefined ? "is missing" : "is not a list"}.`,
      },
    );
  const waves: unknown[][] = list.some(Array.isArray) ? list.map((w) => (Array.isArray(w) ? w : [w])) : [list];
  const size = waves.reduce((n, w) => n + w.length, 0);
  if (size > LIMITS.create) throw reject("LIMIT_EXCEEDED", { limit: "create", max: LIMITS.create, got: size });
  if (item_needs !== undefined) for (const wave of waves) inOrder(wave, item_needs);
  return waves;
}

/** Whether there is no list because nobody made it: the node it comes from was left out, or a person did without its tasks. */
export function listWasSkipped({ state }: Draft, { for_each }: Node, known: Record<string, unknown>): boolean {
  if (typeof for_each !== "string" || lookUp(known, for_each) !== undefined) return false;
  const source = state.nodes.get(for_each.split(".")[0]!);
  return source?.tasks.every((id) => state.tasks.get(id)?.status === "skipped") ?? false;
}

/**
 * Holds what the finished task `id` found against every node that will be made from it, as long as that can still be mended.
 * A node that is known to be left out needs no list. Throws what `listOf` throws, with the task and the node in `data`.
 */
export function checkLists(draft: Draft, id: string): void {
  const { session, state } = draft;
  const source = [...state.nodes.values()].find(({ tasks }) => tasks.at(-1) === id)?.id;
  if (source === undefined) return;
  const known = facts(draft);
  const decided = (fact: string) => {
    const [from] = fact.split(".") as [string];
    return from === "input" || from === source || (state.nodes.get(from)?.expanded === true && nodeDone(draft, from));
  };
  for (const [name, node] of Object.entries(session.team.pipelines[session.pipeline ?? ""]?.nodes ?? {})) {
    if (typeof node.for_each !== "string" || node.for_each.split(".")[0] !== source) continue;
    if (state.nodes.get(name)?.expanded) continue;
    if (node.when && factsOf(node.when).every(decided) && !holds(node.when, known)) continue;
    try {
      listOf(name, node, known);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      const { code, message, data } = error.rejection;
      const hint = `Complete again with ${node.for_each.split(".").slice(1).join(".")} in \`data\` as a list that can be used; an empty one where there is nothing to do.`;
      throw reject(code, { ...data, task: id, node: name }, { message, hint });
    }
  }
}
