import type { Draft } from "../draft.ts";
import type { TaskResult } from "../state/task.ts";
import type { Verdict } from "../vocabulary.ts";
import { gateOf } from "./judge-gate.ts";
import { openAsk, OPTIONS } from "./open-ask.ts";
import { judgeLater, reviseAndReview } from "./revise-and-review.ts";
import { missedBy } from "./same-work.ts";

/**
 * Closes a gate by its verdict. Rejected: a revision and a new review are made and everything behind the gate is turned to
 * the new review, so nothing can pass on a rejected plan. Rounds used up: as the gate declares, go on with a warning or ask.
 * When another gate had the work revised meanwhile, any other word is about an old version: the new one is judged again.
 */
export function evaluateGate(draft: Draft, id: string, result: TaskResult): void {
  const gate = draft.task(id).gate!;
  const declared = gateOf(draft, id);
  const verdict = result.verdict as Verdict;
  const revisable = verdict === "rejected" && !declared?.ask && gate.round < gate.max_rounds;
  if (revisable) return reviseAndReview(draft, id, { result });
  if (missedBy(draft, id).length > 0) return judgeLater(draft, id, result);
  if (declared?.ask) return askPerson(draft, id, result);
  if (verdict !== "rejected") {
    draft.emit("gate.evaluated", { task: id, verdict, round: gate.round, outcome: "passed" });
    draft.emit("task.completed", { task: id, result });
    return;
  }
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
