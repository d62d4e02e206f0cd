// A person wants done work changed: the task is made anew, and so is everything that was made from it.
import { type Draft, reject } from "../draft.ts";
import type { Task } from "../state/task.ts";
import { nodesBefore } from "../team.ts";
import { CLOSED } from "../vocabulary.ts";
import { judgedBy } from "./judged-by.ts";
import { makeTask } from "./make-task.ts";
import { settle } from "./settle.ts";
import { waitFor } from "./wait-for.ts";

interface Wish {
  note: string;
  /** Tasks that the new one also waits for. */
  needs: string[];
  /** Whether the nodes behind are made anew too. */
  cascade: boolean;
}

/**
 * Makes a successor of the done task `id`, behind which everything waits that waited for it. With `cascade` the pipeline's
 * nodes behind it start again: what is open of them is skipped, what is done stays as history. A session that was done goes on.
 * Throws TASK_STATE for a task that is not done, TASK_CLAIMED while a worker is at work behind it.
 */
export function makeAnew(draft: Draft, id: string, { note, needs, cascade }: Wish): { task: string; again: string[] } {
  const { session } = draft;
  const node = nodeOf(draft, draft.task(id));
  if (node !== undefined && !draft.state.nodes.get(node)!.tasks.includes(id))
    throw reject(
      "TASK_STATE",
      { task: id, status: draft.task(id).status, allowed: ["done"] },
      { message: `${id} is history: ${node} was started again. Look for its newer task.` },
    );
  const line = lineOf(draft, id, node);
  const unfinished = line.find((one) => one.status !== "done" || one.ticket);
  if (unfinished)
    throw reject(
      "TASK_STATE",
      { task: unfinished.id, status: unfinished.status, allowed: ["done"] },
      unfinished.id === id ? {} : { message: `${unfinished.id} takes the place of ${id} and is not done.` },
    );
  const nodes = session.team.pipelines[session.pipeline ?? ""]?.nodes ?? {};
  const again = cascade && node !== undefined ? Object.keys(nodes).filter((n) => nodesBefore(nodes, n).has(node)) : [];
  const first = openBefore(draft, needs);
  const circle = first.find((one) => isAgain(draft, one, again));
  if (circle)
    throw reject(
      "TASK_NOT_READY",
      { task: id, waiting_for: [circle.id] },
      { message: `${circle.id} is itself made from ${id} and starts again; ${id} cannot wait for it.` },
    );
  const behind = openBehind(draft, id, again).filter((one) => !first.includes(one));
  const claimed = behind.find((open) => open.claim);
  if (claimed)
    throw reject(
      "TASK_CLAIMED",
      { task: claimed.id, owner: claimed.claim!.owner, lease_until: claimed.claim!.lease_until },
      {
        message: `${claimed.id} is being worked on, from what ${id} found.`,
        hint: "Wait until it is done, or take it away with `teamwright task break`.",
      },
    );
  const made = successor(draft, line, { node, note, needs });
  for (const open of behind) {
    if (isAgain(draft, open, again)) drop(draft, open.id, `made anew after ${made}`);
    else waitFor(draft, open.id, [made]);
  }
  for (const name of again) draft.emit("node.reset", { node: name });
  if (session.status === "done") draft.emit("session.resumed", {});
  settle(draft);
  return { task: made, again };
}

/** A task and what took its place so far: revisions, the task made anew, later reviews of the same work. */
function lineOf({ state }: Draft, id: string, node: string | undefined): Readonly<Task>[] {
  const first = state.tasks.get(id)!;
  const subject = (task: Readonly<Task>) => (task.kind === "gate" ? judgedBy(task)[0] : undefined);
  const later = (state.nodes.get(node ?? "")?.tasks ?? []).flatMap((other) => state.tasks.get(other) ?? []);
  return [
    first,
    ...later.filter(
      (other) =>
        other.seq > first.seq &&
        (other.revises?.includes(id) || (subject(first) !== undefined && subject(other) === subject(first))),
    ),
  ];
}

function successor(
  draft: Draft,
  line: Readonly<Task>[],
  { node, note, needs }: { node: string | undefined; note: string; needs: string[] },
): string {
  const task = line[0]!;
  const last = line.at(-1)!;
  const { prefix, role, kind, title, priority, lane, item, output, inner_loop, approval, gate } = task;
  const before = `Before: ${last.result?.summary ?? "no result"}${last.result?.artifact ? ` (${last.result.artifact})` : ""}`;
  // A review judges the same work again; other work takes the place of its predecessors.
  const revises = kind === "gate" ? judgedBy(last) : [...new Set([...(task.revises ?? []), ...line.map((t) => t.id)])];
  const made = makeTask(draft, {
    ...{ prefix, role, kind, title, priority, lane, revises },
    needs: [...new Set([...(kind === "gate" ? last.needs : task.needs), ...addedSince(draft, line, node), ...needs])],
    brief: [task.brief, `${last.id} is made anew: ${note}`, before].filter(Boolean).join("\n\n"),
    ...(node === undefined ? {} : { node }),
    ...(item === undefined ? {} : { item }),
    ...(output ? { output } : {}),
    ...(inner_loop === undefined ? {} : { inner_loop }),
    ...(approval ? { approval } : {}),
    ...(gate ? { gate: { round: 0, max_rounds: gate.max_rounds } } : {}),
  });
  if (node !== undefined) draft.emit("node.expanded", { node, tasks: [...draft.state.nodes.get(node)!.tasks, made] });
  return made;
}

/** Tasks of nodes that were put before this one after its task was made. */
function addedSince({ state, session }: Draft, line: readonly Readonly<Task>[], node: string | undefined): string[] {
  const declared = session.team.pipelines[session.pipeline ?? ""]?.nodes[node ?? ""];
  const waited = new Set(line.flatMap((task) => task.needs));
  return (declared?.needs ?? []).flatMap((need) => {
    const tasks = state.nodes.get(need)?.tasks ?? [];
    return tasks.some((id) => waited.has(id)) ? [] : tasks;
  });
}

/** The node of a task; of a revision that of the work it revises. */
function nodeOf({ state }: Draft, task: Readonly<Task>): string | undefined {
  if (task.node !== undefined) return state.nodes.has(task.node) ? task.node : undefined;
  return task.revises?.map((id) => state.tasks.get(id)?.node).find((node) => node !== undefined);
}

/** Open tasks that wait for `id`; when nodes start again, also theirs and all that waits for them. */
function openBehind({ state }: Draft, id: string, again: readonly string[]): Readonly<Task>[] {
  const found = new Set([...state.index.dependentsOf(id), ...again.flatMap((node) => state.nodes.get(node)!.tasks)]);
  if (again.length > 0)
    for (const one of found) for (const dependent of state.index.dependentsOf(one)) found.add(dependent);
  return [...found].flatMap((one) => state.tasks.get(one) ?? []).filter((open) => !CLOSED.has(open.status));
}

/** Open ones of `ids`, and the open tasks that those wait for. */
function openBefore({ state }: Draft, ids: readonly string[]): Readonly<Task>[] {
  const found = new Set(ids);
  for (const id of found)
    for (const need of state.tasks.get(id)?.needs ?? []) if (state.index.open.has(need)) found.add(need);
  return [...found].flatMap((id) => state.tasks.get(id) ?? []).filter((task) => !CLOSED.has(task.status));
}

/** Whether an open task belongs to a node that starts again: made from it, or to revise what its review rejected. */
const isAgain = (draft: Draft, task: Readonly<Task>, again: readonly string[]): boolean =>
  again.includes(task.node ?? "") ||
  (task.node === undefined && task.revises !== undefined && task.needs.some((need) => again.includes(draft.state.tasks.get(need)?.node ?? ""))); // prettier-ignore

function drop(draft: Draft, id: string, reason: string): void {
  const { ask, dispatch } = draft.task(id);
  if (dispatch) draft.emit("dispatch.withdrawn", { task: id, dispatch: dispatch.dispatch });
  if (ask) draft.emit("ask.answered", { id: ask, option: "withdrawn", effect: "skip" });
  draft.emit("task.skipped", { task: id, reason });
}
