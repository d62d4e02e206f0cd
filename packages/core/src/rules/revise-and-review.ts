// What a rejection makes: revisions, the next review, and again the reviews by other gates on the same work.
import type { Draft } from "../draft.ts";
import type { Task, TaskResult } from "../state/task.ts";
import { nodesBefore, roleOfPrefix } from "../team.ts";
import { CLOSED } from "../vocabulary.ts";
import { gateOf, nodeOf, nodesOf } from "./judge-gate.ts";
import { judgedBy, worksBefore } from "./judged-by.ts";
import { makeTask } from "./make-task.ts";
import { missedBy, otherReviews, revisionsFor } from "./same-work.ts";
import { waitFor } from "./wait-for.ts";

/**
 * Makes the revision and the next review of a gate that is claimed (`result` given) or waits for a person (`said`: what
 * they want changed), and closes the gate. Other gates on the same work review it again, those before this one first.
 */
export function reviseAndReview(
  draft: Draft,
  id: string,
  { result, said }: { result?: TaskResult; said?: string },
): void {
  const task = draft.task(id);
  const subject = judgedBy(task);
  const revisions = makeRevisions(draft, task, said);
  const reviews = new Map<string, string>();
  const before = (of: Readonly<Task>) => nodesBefore(nodesOf(draft), of.node ?? "");
  const all = [...otherReviews(draft, id), task].sort((a, b) => before(a).size - before(b).size || a.seq - b.seq);
  for (const one of all) {
    const own = one.id === id;
    if (own || one.status === "done") {
      const first = [...reviews].filter(([of]) => before(one).has(draft.task(of).node ?? ""));
      const behind = own ? revisions.slice(-1) : revisionsFor(draft.state, one);
      const needs = [...behind, ...first.map(([, review]) => review)];
      reviews.set(one.id, reviewAgain(draft, one, { needs, round: one.gate!.round + (own ? 1 : 0) }));
    } else if (!CLOSED.has(one.status) && !one.claim && !one.dispatch) waitFor(draft, one.id, revisions.slice(-1));
  }
  const made = new Set([id, ...revisions, ...reviews.values()]);
  for (const [of, review] of reviews)
    turn(draft, of, { to: of === id ? [review, ...reviews.values()] : [review], made });
  // What the revision finds is the revised node's result from now on: of a node that the gate names, not of one that stands in for it.
  const revised = draft.state.tasks.get(subject[0] ?? "")?.node;
  if (nodeOf(draft, id) && worksBefore(nodesOf(draft), task.node!).includes(revised ?? ""))
    join(draft, revised, revisions);
  draft.emit("gate.evaluated", {
    task: id,
    verdict: "rejected",
    round: task.gate!.round,
    outcome: "revise",
    revision: revisions[0]!,
    review: reviews.get(id)!,
  });
  if (result) draft.emit("task.completed", { task: id, result });
  else draft.emit("task.approved", { task: id });
}

/** Closes a gate whose word is about a version that another gate had revised meanwhile; the new one is reviewed again. */
export function judgeLater(draft: Draft, id: string, result: TaskResult): void {
  const task = draft.task(id);
  const { round } = task.gate!;
  const { verdict } = result;
  const needs = revisionsFor(draft.state, task);
  const review = reviewAgain(draft, task, { needs, round });
  turn(draft, id, { to: [review], made: new Set([review]) });
  if (verdict === "rejected")
    draft.emit("gate.evaluated", { task: id, verdict, round, outcome: "revise", revision: needs.at(-1)!, review });
  else if (verdict) draft.emit("gate.evaluated", { task: id, verdict, round, outcome: "passed", review });
  draft.emit("task.completed", { task: id, result });
}

/** One after another; the first also behind revisions that this gate has not seen. */
function makeRevisions(draft: Draft, task: Readonly<Task>, said: string | undefined): string[] {
  const { team } = draft.session;
  const subject = judgedBy(task);
  const missed = missedBy(draft, task.id);
  const revisions: string[] = [];
  for (const words of [gateOf(draft, task.id)?.revise].flat()) {
    const subjectPrefix = draft.state.tasks.get(subject[0] ?? "")?.prefix;
    const prefix = words?.prefix ?? (words ? team.roles[words.role]?.prefixes[0] : subjectPrefix) ?? task.prefix;
    const made = makeTask(draft, {
      priority: task.priority,
      ...(task.item === undefined ? {} : { item: task.item }),
      revises: subject,
      prefix,
      role: words?.role ?? roleOfPrefix(team, prefix)?.name ?? task.role,
      title: words?.title ?? `Revise what ${task.id} rejected`,
      brief: `${words?.brief ?? "Change the work so that every finding of the review is answered."}${said ? `\n\nA person decided: ${said}` : ""}`,
      needs: [task.id, ...(revisions.length > 0 ? revisions.slice(-1) : missed)],
      lane: prefix,
    });
    revisions.push(made);
  }
  return revisions;
}

/** A new review by the gate of `task`, about the same work. */
function reviewAgain(draft: Draft, task: Readonly<Task>, { needs, round }: { needs: string[]; round: number }): string {
  const { prefix, role, title, brief, priority, lane, item, node, output } = task;
  const review = makeTask(draft, {
    ...{ prefix, role, title, brief, priority, lane, needs },
    kind: "gate",
    ...(item === undefined ? {} : { item }),
    revises: judgedBy(task),
    ...(node === undefined ? {} : { node }),
    gate: { round, max_rounds: task.gate!.max_rounds },
    ...(output ? { output } : {}),
  });
  join(draft, node, [review]);
  return review;
}

function join(draft: Draft, node: string | undefined, tasks: string[]): void {
  const of = draft.state.nodes.get(node ?? "");
  if (of) draft.emit("node.expanded", { node: of.id, tasks: [...of.tasks, ...tasks] });
}

/** What waited for the review `id` and is not under way waits for new ones. */
function turn(draft: Draft, id: string, { to, made }: { to: string[]; made: ReadonlySet<string> }): void {
  for (const dependent of [...draft.state.index.dependentsOf(id)]) {
    const { status, kind, claim } = draft.task(dependent);
    if (made.has(dependent) || CLOSED.has(status) || claim || (status === "review" && kind === "work")) continue;
    draft.emit("task.retargeted", { task: dependent, from: id, to: to[0]! });
    waitFor(draft, dependent, to.slice(1));
  }
}
