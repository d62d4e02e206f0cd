import { holds } from "../condition.ts";
import { type Draft, reject } from "../draft.ts";
import { type Node, needsOf, nodesBefore, readsOf } from "../team.ts";
import { facts, nodeDone } from "./facts.ts";
import { fillTitle } from "./fill-title.ts";
import { cancelDependents } from "./give-up.ts";
import { inOrder } from "./in-order.ts";
import { hasWorkBefore, judgedBy, workToJudge } from "./judged-by.ts";
import { listOf, listWasSkipped } from "./list-of.ts";
import { makeTask } from "./make-task.ts";
import { openAsk, OPTIONS } from "./open-ask.ts";

/**
 * Makes the tasks of every pipeline node whose making is decided: at the start, and again whenever something closed.
 * A node is made when all it needs are made, and when what its `when` and `for_each` read is there.
 */
export function expandNodes(draft: Draft): void {
  const { session, state } = draft;
  const nodes = session.team.pipelines[session.pipeline ?? ""]?.nodes ?? {};
  for (let again = true; again;) {
    again = false;
    for (const [name, node] of Object.entries(nodes)) {
      const made = state.nodes.get(name);
      const needs = needsOf(node);
      if (!made || made.expanded || !needs.every((n) => state.nodes.get(n)?.expanded)) continue;
      if (!decidedBy(nodes, name).every((n) => nodeDone(draft, n))) continue;
      if (expand(draft, name, node)) again = true;
    }
  }
}

/** What must be done before it is known how often a node is made: what it reads, and the gates before it that may have that revised. */
function decidedBy(nodes: Record<string, Node>, name: string): string[] {
  const read = readsOf(nodes[name]!);
  if (read.length === 0) return read;
  const gates = [...nodesBefore(nodes, name)].filter((n) => nodes[n]!.gate);
  return [...read, ...gates.filter((g) => needsOf(nodes[g]!).some((n) => read.includes(n)))];
}

/** Tasks that stand for a needed node; a left-out node stands for what it needed itself. */
function standIns(draft: Draft, needs: string[], nodes: Record<string, Node>): string[] {
  return needs.flatMap((n) => {
    const state = draft.state.nodes.get(n)!;
    if (state.left_out || state.tasks.length === 0) return standIns(draft, needsOf(nodes[n]!), nodes);
    return [...state.tasks, ...(state.guards ?? [])];
  });
}

function expand(draft: Draft, name: string, node: Node): boolean {
  const { session } = draft;
  const nodes = session.team.pipelines[session.pipeline!]!.nodes;
  const known = facts(draft);
  if (node.when && !holds(node.when, known)) {
    draft.emit("node.expanded", { node: name, tasks: [], left_out: true });
    return true;
  }
  const leader = leaderOf(draft, node);
  if (leader !== undefined) {
    draft.emit("node.expanded", { node: name, tasks: follow(draft, name, { node, leader }) });
    return true;
  }
  let needs = [...new Set(standIns(draft, needsOf(node), nodes))];
  if (node.gate && hasWorkBefore(nodes, name) && workToJudge(draft.state, node, needs).length === 0) {
    draft.emit("node.expanded", { node: name, tasks: [], left_out: true });
    return true;
  }
  const waves = listWasSkipped(draft, node, known) ? [] : listOf(name, node, known);
  const size = waves.reduce((n, w) => n + w.length, 0);
  if (session.seq + size > session.max_tasks && node.for_each !== undefined) return askForBudget(draft, name, size);
  const made: string[] = [];
  for (const wave of waves) {
    const ids = makeWave(draft, name, { node, wave, needs });
    made.push(...ids);
    if (ids.length > 0) needs = ids;
  }
  draft.emit("node.expanded", { node: name, tasks: made });
  return true;
}

/** The tasks of one wave: side by side, or as their items need each other. */
function makeWave(draft: Draft, name: string, { node, wave, needs }: { node: Node; wave: unknown[]; needs: string[] }) {
  if (node.item_needs === undefined) return wave.map((item) => makeNodeTask(draft, { name, node, item, needs }));
  const ids = new Map<string, string>();
  for (const { id, item, waits } of inOrder(wave, node.item_needs))
    ids.set(id, makeNodeTask(draft, { name, node, item, needs: [...needs, ...waits.map((w) => ids.get(w)!)] }));
  return [...ids.values()];
}

/** The node whose tasks `node` follows one by one: the nearest of its chain that was not left out. */
function leaderOf({ state, session }: Draft, { follows }: Node): string | undefined {
  const nodes = session.team.pipelines[session.pipeline!]!.nodes;
  let leader = follows;
  while (leader !== undefined && state.nodes.get(leader)!.left_out) leader = nodes[leader]!.follows;
  return leader;
}

/** One task behind each task of `leader`. Where the chain goes item by item, the next item's first task waits for this one. */
function follow(draft: Draft, name: string, { node, leader }: { node: Node; leader: string }): string[] {
  const { state, session } = draft;
  const nodes = session.team.pipelines[session.pipeline!]!.nodes;
  const first = (n: string) => state.nodes.get(n)!.tasks.filter((id) => !state.tasks.get(id)?.revises);
  const others = standIns(
    draft,
    node.needs.filter((n) => n !== node.follows),
    nodes,
  );
  const guards = state.nodes.get(leader)!.guards ?? [];
  const made = first(leader).map((id) => {
    const needs = [...new Set([...lineOf(draft, leader, id), ...others, ...guards])];
    return makeNodeTask(draft, { name, node, item: state.tasks.get(id)?.item, needs });
  });
  if (!node.in_turn) return made;
  let root = leader;
  while (nodes[root]!.follows !== undefined) root = nodes[root]!.follows!;
  for (const [i, id] of first(root).entries())
    if (i > 0 && state.tasks.get(id)?.status === "pending")
      draft.emit("task.retargeted", { task: id, from: made[i - 1]!, to: made[i - 1]! });
  for (const id of made)
    if (state.tasks.get(id)!.status === "cancelled") cancelDependents(draft, id, `${id} was given up`);
  return made;
}

/** A task and what took its place in its node: later reviews of the same work, or the task made anew. */
function lineOf({ state }: Draft, node: string, id: string): string[] {
  const first = state.tasks.get(id);
  return state.nodes.get(node)!.tasks.filter((other) => {
    const { revises, kind } = state.tasks.get(other) ?? {};
    return other === id || revises?.includes(id) || (kind === "gate" && revises && revises[0] === judgedBy(first!)[0]);
  });
}

function askForBudget(draft: Draft, name: string, size: number): boolean {
  const open = [...draft.state.asks.values()].some((a) => a.cause === "budget" && !a.answer);
  if (open) return false;
  const text = `${name} would make ${size} tasks; the session may have ${draft.session.max_tasks} and has ${draft.session.seq}`;
  draft.emit("interrupt.raised", { cause: "budget", text });
  openAsk(draft, { question: `${text}. Allow it?`, options: [...OPTIONS.budget], cause: "budget" });
  return false;
}

interface Making {
  name: string;
  node: Node;
  item: unknown;
  needs: string[];
}

/** One task of a node; cancelled at once when what it needs was given up before. */
function makeNodeTask(draft: Draft, making: Making): string {
  const id = seedNodeTask(draft, making);
  const dead = making.needs.find((need) => ["failed", "cancelled"].includes(draft.state.tasks.get(need)?.status ?? ""));
  if (dead) draft.emit("task.cancelled", { task: id, reason: `needs what cannot be done: ${dead}` });
  return id;
}

function seedNodeTask(draft: Draft, { name, node, item, needs }: Making): string {
  const title = fillTitle(node.title ?? name, item);
  const brief = node.brief === undefined ? "" : fillTitle(node.brief, item);
  const base = {
    title,
    brief,
    priority: node.priority,
    needs,
    lane: name,
    node: name,
    ...(item === undefined ? {} : { item }),
  };
  if (node.ask)
    return makeTask(draft, {
      ...base,
      prefix: "ASK",
      role: "human",
      kind: "ask",
      brief: fillTitle(node.ask.question, item),
    });
  const role = draft.session.team.roles[node.role ?? ""];
  if (!role) throw reject("ROLE_UNKNOWN", { role: node.role, roles: Object.keys(draft.session.team.roles) });
  const judges = node.gate ? workToJudge(draft.state, node, needs) : [];
  return makeTask(draft, {
    ...base,
    prefix: node.prefix ?? role.prefixes[0]!,
    role: role.name,
    kind: node.gate ? "gate" : "work",
    ...(node.gate ? { gate: { round: 0, max_rounds: node.gate.max_rounds } } : {}),
    ...(judges.length > 0 ? { judges } : {}),
    ...(node.approval ? { approval: true } : {}),
    ...(node.inner_loop === undefined ? {} : { inner_loop: node.inner_loop }),
    ...(node.output.length > 0 ? { output: node.output } : {}),
  });
}
