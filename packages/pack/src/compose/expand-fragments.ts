// Lays out the fragments of a pack: every node that says `use` becomes plain nodes, before anything is checked or drawn.
import type { PackComplaint } from "../complaint.ts";
import { nameOne } from "../named.ts";
import { fillParameters, namedParameters } from "./fill-parameters.ts";
import { type Known, knownFragments } from "./fragment.ts";
import { merge } from "./merge.ts";
import { complain, type Complaining, readParameters } from "./read-parameters.ts";
import { child, type Entries, entriesOf, type Sourced, withEntries } from "./sourced.ts";

/** Uses of fragments in one pack. A few that use each other twice make millions of nodes; a session has 500 tasks. */
const MOST_USES = 1_000;

interface Laying extends Complaining {
  readonly known: ReadonlyMap<string, Known>;
  /** How many uses there were so far. */
  uses: number;
}

/** The same pack with plain nodes only. What is wrong is told at the place of use. */
export function expandFragments(pack: Sourced, complaints: PackComplaint[]): Sourced {
  const to: Laying = { known: knownFragments(pack, complaints), complaints, uses: 0 };
  for (const [name, fragment] of to.known) checkNames(name, fragment, complaints);
  const fields = [...entriesOf(pack)].filter(([key]) => key !== "fragments");
  return withEntries(
    pack,
    fields.map(([key, part]): [string, Sourced] => [key, key === "pipelines" ? laidOut(part, to) : part]),
  );
}

function laidOut(pipelines: Sourced, to: Laying): Sourced {
  if (!(pipelines.value instanceof Map)) return pipelines;
  const each = [...pipelines.value].map(([name, pipeline]): [string, Sourced] => {
    const nodes = child(pipeline, "nodes");
    if (!(nodes?.value instanceof Map)) return [name, pipeline];
    const plainNodes = withEntries(nodes, expandNodes(nodes.value, to, []));
    return [name, withEntries(pipeline, [...entriesOf(pipeline), ["nodes", plainNodes]])];
  });
  return withEntries(pipelines, each);
}

/** Nodes without `use`, in the same order. `trail`: the fragments that these nodes come from. */
function expandNodes(nodes: Entries, to: Laying, trail: readonly string[]): Entries {
  const out: Entries = new Map();
  for (const [name, node] of nodes) {
    const use = child(node, "use");
    const parts = use ? expandUse(name, node, { to, trail }) : new Map([[name, node]]);
    for (const [part, made] of parts) {
      if (part !== name && (nodes.has(part) || out.has(part)))
        complain(to, use!, "FRAGMENT_CLASH", `There is a node ${part} already.`, `Rename ${part}, or ${name}.`);
      out.set(part, made);
    }
  }
  return out;
}

function expandUse(name: string, node: Sourced, { to, trail }: { to: Laying; trail: readonly string[] }): Entries {
  const use = child(node, "use")!;
  to.uses += 1;
  if (to.uses === MOST_USES + 1)
    complain(to, use, "FRAGMENT_MANY", `More than ${MOST_USES} uses of fragments.`, "Let fragments use fewer others.");
  if (to.uses > MOST_USES) return new Map();
  const called = String(use.value);
  const found = to.known.get(called);
  if (!found) {
    const fix = `${nameOne(called, [...to.known.keys()], "Use")}.`;
    complain(to, use, "FRAGMENT_UNKNOWN", `There is no fragment ${called.slice(0, 100)}.`, fix);
    return new Map();
  }
  if (trail.includes(called)) {
    complain(to, use, "FRAGMENT_CYCLE", `${[...trail, called].join(" > ")} use each other.`, "Remove one of the uses.");
    return new Map();
  }
  const given = readParameters(called, found, { node, to });
  if (!given) return new Map();
  const { fragment, tree } = found;
  const exit = fragment.exit ?? Object.keys(fragment.nodes).at(-1)!;
  const newName = (inner: string) => (inner === exit ? name : `${name}-${inner}`);
  const inner = entriesOf(child(tree, "nodes"));
  const own = [...entriesOf(node)].filter(([key]) => !["use", "with", "needs", "when"].includes(key));
  const made: Entries = new Map();
  for (const [key, part] of inner) {
    const filled = renameNodes(fillParameters(part, given, node.at)!, (n) => (inner.has(n) ? newName(n) : n));
    const entry = entered(filled, node);
    made.set(newName(key), key === exit ? merge(entry, withEntries(node, own), to.complaints) : entry);
  }
  return expandNodes(made, to, [...trail, called]);
}

/** What is before the use stands before the nodes that begin it; its condition holds for all of them. */
function entered(part: Sourced, node: Sourced): Sourced {
  const fields = new Map(entriesOf(part));
  const needs = child(node, "needs");
  const when = child(node, "when");
  const first = (fields.get("needs")?.value as Sourced[] | undefined)?.length ?? 0;
  if (needs && first === 0 && !fields.has("follows")) fields.set("needs", needs);
  const inner = fields.get("when");
  const both = (a: Sourced, b: Sourced): Sourced => ({
    ...a,
    value: new Map([["all", { at: a.at, keyAt: a.at, value: [a, b] }]]),
  });
  if (when) fields.set("when", inner ? both(when, inner) : when);
  return withEntries(part, fields);
}

/** Nodes of the fragment under their new names, wherever a node names another one. */
function renameNodes(part: Sourced, rename: (name: string) => string): Sourced {
  const path = (tree: Sourced): Sourced => {
    if (typeof tree.value !== "string") return tree;
    const [name, ...rest] = tree.value.split(".");
    return { ...tree, value: [rename(name!), ...rest].join(".") };
  };
  const facts = (tree: Sourced): Sourced => {
    if (Array.isArray(tree.value)) return { ...tree, value: tree.value.map(facts) };
    const fields = [...entriesOf(tree)];
    if (!(tree.value instanceof Map)) return tree;
    return withEntries(
      tree,
      fields.map(([key, inner]): [string, Sourced] => [key, key === "fact" ? path(inner) : facts(inner)]),
    );
  };
  const fields = [...entriesOf(part)].map(([key, value]): [string, Sourced] => {
    if ((key === "needs" || key === "context") && Array.isArray(value.value))
      return [key, { ...value, value: value.value.map(path) }];
    if (key === "for_each" || key === "follows") return [key, path(value)];
    return [key, key === "when" ? facts(value) : value];
  });
  return withEntries(part, fields);
}

/** A fragment may name its own parameters only. */
function checkNames(name: string, { fragment, tree }: Known, complaints: PackComplaint[]): void {
  for (const { name: used, at } of namedParameters(tree)) {
    if (Object.hasOwn(fragment.params, used)) continue;
    complaints.push({
      ...at,
      code: "FRAGMENT_PARAM",
      severity: "error",
      message: `The fragment ${name} names $${used}, which is not one of its parameters.`,
      fix: `Add ${used} to params.`,
    });
  }
}
