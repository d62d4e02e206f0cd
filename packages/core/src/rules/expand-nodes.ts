import { holds, lookUp } from "../condition.ts";
import { type Draft, reject } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { Node } from "../team.ts";
import { SATISFIED } from "../vocabulary.ts";
import { fillTitle } from "./fill-title.ts";
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
      if (!made || made.expanded || !node.needs.every((n) => state.nodes.get(n)?.expanded)) continue;
      const reads = [node.for_each, ...(node.when ? [JSON.stringify(node.when)] : [])].some(
        (text) => text && mentionsOutput(text, node, nodes),
      );
      if (reads && !node.needs.every((n) => nodeDone(draft, n))) continue;
      if (expand(draft, name, node)) again = true;
    }
  }
}

/** Whether a fact path (or a condition as JSON) reads what another node found, not only the input. */
const mentionsOutput = (text: string, node: Node, nodes: Record<string, Node>): boolean =>
  Object.keys(nodes).some((n) => text.startsWith(`${n}.`) || text.includes(`"fact":"${n}.`)) ||
  (node.for_each !== undefined && text === node.for_each && !text.startsWith("input."));

const nodeDone = (draft: Draft, name: string): boolean =>
  (draft.state.nodes.get(name)?.tasks ?? []).every((id) => {
    const task = draft.state.tasks.get(id);
    return task ? SATISFIED.has(task.status) : draft.state.forgotten.has(id);
  });

/** The facts a pipeline can look at: the input, and the result data of each node's last task. */
export function facts(draft: Draft): Record<string, unknown> {
  const out: Record<string, unknown> = { input: draft.session.input };
  for (const node of draft.state.nodes.values()) {
    const last = node.tasks.at(-1);
    if (last) out[node.id] = draft.state.tasks.get(last)?.result?.data ?? {};
  }
  return out;
}

/** Tasks that stand for a needed node; a left-out node stands for what it needed itself. */
function standIns(draft: Draft, needs: string[], nodes: Record<string, Node>): string[] {
  return needs.flatMap((n) => {
    const state = draft.state.nodes.get(n)!;
    return state.left_out || state.tasks.length === 0 ? standIns(draft, nodes[n]!.needs, nodes) : state.tasks;
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
  const list = node.for_each === undefined ? [undefined] : lookUp(known, node.for_each);
  if (!Array.isArray(list))
    throw reject(
      "OUTPUT_INVALID",
      { field: node.for_each, expected: "a list" },
      { message: `The pipeline makes ${name} from ${node.for_each}, which is not a list.` },
    );
  const waves: unknown[][] = list.some(Array.isArray) ? list.map((w) => (Array.isArray(w) ? w : [w])) : [list];
  const size = waves.reduce((n, w) => n + w.length, 0);
  if (size > LIMITS.create) throw reject("LIMIT_EXCEEDED", { limit: "create", max: LIMITS.create, got: size });
  if (session.seq + size > session.max_tasks && node.for_each !== undefined) return askForBudget(draft, name, size);
  const made: string[] = [];
  let needs = [...new Set(standIns(draft, node.needs, nodes))];
  for (const wave of waves) {
    const ids = wave.map((item) => makeNodeTask(draft, { name, node, item, needs }));
    made.push(...ids);
    if (ids.length > 0) needs = ids;
  }
  draft.emit("node.expanded", { node: name, tasks: made });
  return true;
}

function askForBudget(draft: Draft, name: string, size: number): boolean {
  const open = [...draft.state.asks.values()].some((a) => a.cause === "budget" && !a.answer);
  if (open) return false;
  const text = `${name} would make ${size} tasks; the session may have ${draft.session.max_tasks} and has ${draft.session.seq}`;
  draft.emit("interrupt.raised", { cause: "budget", text });
  openAsk(draft, { question: `${text}. Allow it?`, options: [...OPTIONS.budget], cause: "budget" });
  return false;
}

function makeNodeTask(
  draft: Draft,
  { name, node, item, needs }: { name: string; node: Node; item: unknown; needs: string[] },
): string {
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
  return makeTask(draft, {
    ...base,
    prefix: node.prefix ?? role.prefixes[0]!,
    role: role.name,
    kind: node.gate ? "gate" : "work",
    ...(node.gate ? { gate: { round: 0, max_rounds: node.gate.max_rounds } } : {}),
    ...(node.approval ? { approval: true } : {}),
    ...(node.inner_loop === undefined ? {} : { inner_loop: node.inner_loop }),
    ...(node.output.length > 0 ? { output: node.output } : {}),
  });
}
