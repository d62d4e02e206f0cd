import type { Draft } from "../draft.ts";
import type { TaskResult } from "../state/task.ts";
import { roleOfPrefix } from "../team.ts";
import type { Verdict } from "../vocabulary.ts";
import { CLOSED } from "../vocabulary.ts";
import { gateOf, nodeOf, nodesOf } from "./judge-gate.ts";
import { judgedBy, worksBefore } from "./judged-by.ts";
import { makeTask } from "./make-task.ts";
import { openAsk, OPTIONS } from "./open-ask.ts";

/**
 * Closes a gate by its verdict. Rejected: a revision and a new review are made and everything behind the gate is turned to
 * the new review, so nothing can pass on a rejected plan. Rounds used up: as the gate declares, go on with a warning or ask.
 */
export function evaluateGate(draft: Draft, id: string, result: TaskResult): void {
  const gate = draft.task(id).gate!;
  const declared = gateOf(draft, id);
  if (declared?.ask) return askPerson(draft, id, result);
  const verdict = result.verdict as Verdict;
  if (verdict !== "rejected") {
    draft.emit("gate.evaluated", { task: id, verdict, round: gate.round, outcome: "passed" });
    draft.emit("task.completed", { task: id, result });
    return;
  }
  if (gate.round < gate.max_rounds) return reviseAndReview(draft, id, { result });
  const outcome = declared?.when_exhausted ?? "escalate";
  const { round } = gate;
  const rounds = round === 0 ? "" : ` after ${round} ${round === 1 ? "round" : "rounds"} of revision`;
  draft.emit("gate.evaluated", { task: id, verdict, round: gate.round, outcome });
  if (outcome === "proceed") {
    draft.emit("warning.raised", {
      text: `${id} ${round === 0 ? "is" : "still"} rejected${rounds}; the pipeline declares to go on`,
      task: id,
    });
    draft.emit("task.completed", { task: id, result });
    return;
  }
  draft.emit("task.submitted", { task: id, result });
  draft.emit("task.blocked", { task: id, reason: `rejected${rounds}` });
  openAsk(draft, {
    question: `${id} is ${round === 0 ? "" : "still "}rejected${rounds}: ${result.summary}. What now?`,
    options: [...OPTIONS.gate],
    cause: "gate",
    task: id,
  });
}

/** A gate that a person judges, round after round. */
function askPerson(draft: Draft, id: string, result: TaskResult): void {
  const { gate, title } = draft.task(id);
  const { question, options } = gateOf(draft, id)!.ask!;
  const roundsLeft = gate!.round < gate!.max_rounds;
  draft.emit("task.submitted", { task: id, result });
  openAsk(draft, {
    question: `${id} (${title}): ${result.summary}\n${question}`,
    options: (options ?? OPTIONS.round).filter((o) => roundsLeft || o.effect !== "revise"),
    cause: "gate",
    task: id,
  });
}

/**
 * Makes the revision and the next review of a gate that is claimed (`result` given) or waits for a person (`said`: what
 * they want changed), and closes the gate.
 */
export function reviseAndReview(
  draft: Draft,
  id: string,
  { result, said }: { result?: TaskResult; said?: string },
): void {
  const task = draft.task(id);
  const gate = task.gate!;
  const subject = judgedBy(task);
  const common = { priority: task.priority, ...(task.item === undefined ? {} : { item: task.item }), revises: subject };
  const revisions: string[] = [];
  for (const words of [gateOf(draft, id)?.revise].flat()) {
    const subjectPrefix = draft.state.tasks.get(subject[0] ?? "")?.prefix;
    const prefix =
      words?.prefix ?? (words ? draft.session.team.roles[words.role]?.prefixes[0] : subjectPrefix) ?? task.prefix;
    const made = makeTask(draft, {
      ...common,
      prefix,
      role: words?.role ?? roleOfPrefix(draft.session.team, prefix)?.name ?? task.role,
      title: words?.title ?? `Revise what ${id} rejected`,
      brief: `${words?.brief ?? "Change the work so that every finding of the review is answered."}${said ? `\n\nA person decided: ${said}` : ""}`,
      needs: [id, ...revisions.slice(-1)],
      lane: prefix,
    });
    revisions.push(made);
  }
  const [revision] = revisions as [string, ...string[]];
  const review = makeTask(draft, {
    ...common,
    prefix: task.prefix,
    role: task.role,
    kind: "gate",
    title: task.title,
    brief: task.brief,
    needs: revisions.slice(-1),
    lane: task.lane,
    ...(task.node === undefined ? {} : { node: task.node }),
    gate: { round: gate.round + 1, max_rounds: gate.max_rounds },
    ...(task.output ? { output: task.output } : {}),
  });
  for (const dependent of [...draft.state.index.dependentsOf(id)]) {
    if (revisions.includes(dependent) || CLOSED.has(draft.task(dependent).status)) continue;
    draft.emit("task.retargeted", { task: dependent, from: id, to: review });
  }
  const joins = (node: string | undefined, tasks: string[]) => {
    const of = draft.state.nodes.get(node ?? "");
    if (of) draft.emit("node.expanded", { node: of.id, tasks: [...of.tasks, ...tasks] });
  };
  joins(task.node, [review]);
  // What the revision finds is the revised node's result from now on: of a node that the gate names, not of one that stands in for it.
  const revised = draft.state.tasks.get(subject[0] ?? "")?.node;
  if (nodeOf(draft, id) && worksBefore(nodesOf(draft), task.node!).includes(revised ?? "")) joins(revised, revisions);
  draft.emit("gate.evaluated", {
    task: id,
    verdict: "rejected",
    round: gate.round,
    outcome: "revise",
    revision,
    review,
  });
  if (result) draft.emit("task.completed", { task: id, result });
  else draft.emit("task.approved", { task: id });
}
