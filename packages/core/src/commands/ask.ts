import * as z from "zod";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import { TaskId, text } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { giveUp } from "../rules/give-up.ts";
import { endEarly } from "../rules/end-early.ts";
import { reviseAndReview } from "../rules/revise-and-review.ts";
import { openAsk, OPTIONS } from "../rules/open-ask.ts";
import { settle } from "../rules/settle.ts";
import type { Ask } from "../state/task.ts";
import { AskOption } from "../team.ts";
import { CLOSED } from "../vocabulary.ts";

const AskId = z.string().regex(/^ASK-\d{3,12}$/, "an ask id like ASK-001");

export const askList = command({
  name: "ask.list",
  summary: "List the questions that wait for a person.",
  input: () => z.strictObject({ all: z.boolean().default(false) }),
  actors: ["coordinator", "human", "worker", "observer"],
  reads: true,
  history: ({ all }, state) => all && state.leftOut.asks > 0,
  examples: ["teamwright ask list"],
  decide(draft, { all }) {
    void draft.session;
    return (state) => ({ asks: [...state.asks.values()].filter((a) => all || !a.answer) });
  },
});

export const askOpen = command({
  name: "ask.open",
  summary: "Put a question to a person; with a task, the task waits for the answer.",
  input: () =>
    z.strictObject({
      question: text().min(1),
      task: TaskId.optional(),
      options: z.array(AskOption).min(1).max(10).optional(),
    }),
  actors: ["coordinator", "human"],
  positional: ["question"],
  examples: ["teamwright ask open 'Which branch shall this land on?'"],
  decide(draft, { question, task, options }) {
    void draft.session;
    if (task) {
      const { status } = draft.task(task);
      if (CLOSED.has(status)) throw reject("TASK_CLOSED", { task, status });
      if (status !== "blocked") draft.emit("task.blocked", { task, reason: question });
    }
    const id = openAsk(draft, {
      question,
      options: options ?? [...(task ? OPTIONS.failure : OPTIONS.question)],
      cause: "coordinator",
      ...(task ? { task } : {}),
    });
    return (state) => state.asks.get(id)!;
  },
});

export const askAnswer = command({
  name: "ask.answer",
  summary: "Answer a question with one of its options.",
  input: () => z.strictObject({ ask: AskId, option: z.string().max(32), note: text().optional() }),
  actors: ["coordinator", "human"],
  positional: ["ask", "option"],
  examples: ["teamwright ask answer ASK-001 retry --note 'the server is back'"],
  decide(draft, { ask: id, option, note }) {
    const ask = draft.state.asks.get(id);
    if (!ask) throw reject("ASK_NOT_FOUND", { ask: id });
    if (ask.answer) throw reject("ASK_CLOSED", { ask: id, answer: ask.answer.option });
    const chosen = ask.options.find((o) => o.id === option);
    if (!chosen) throw reject("ASK_OPTION", { ask: id, options: ask.options.map((o) => o.id) });
    draft.emit("ask.answered", { id, option, effect: chosen.effect, ...(note ? { note } : {}) });
    takeEffect(draft, ask, chosen, note);
    settle(draft);
    return (state) => ({ ...state.asks.get(id)!, task: ask.task ?? null, session: state.session!.status });
  },
});

function takeEffect(draft: Draft, ask: Readonly<Ask>, { id: option, effect, label }: AskOption, said?: string): void {
  const note = said ?? `A person chose: ${label}`;
  if (effect === "end") return endEarly(draft, note);
  if (effect === "raise") draft.emit("limit.raised", { max_tasks: draft.session.max_tasks * 2 });
  if (!ask.task) {
    if (effect === "fail" && draft.session.status !== "archived") stopSession(draft, note);
    return;
  }
  const task = draft.task(ask.task);
  if (CLOSED.has(task.status)) return;
  // Another question about the same task may have been answered first: then it waits for nobody any more.
  const waits = task.status === "review" || task.status === "blocked";
  if (!waits && effect !== "fail" && !(effect === "skip" && task.status === "pending")) return;
  if (effect === "proceed") {
    if (ask.cause === "discuss" || ask.cause === "errors" || (task.status === "blocked" && !task.result))
      draft.emit("task.returned", { task: task.id, feedback: note });
    else {
      const chosen = { option, label, ...(said ? { note: said } : {}) };
      draft.emit("task.approved", { task: task.id, note, ...(task.kind === "ask" ? { chosen } : {}) });
    }
  } else if (effect === "return" || effect === "retry") draft.emit("task.returned", { task: task.id, feedback: note });
  else if (effect === "skip") draft.emit("task.skipped", { task: task.id, reason: note });
  else if (effect === "fail") giveUp(draft, task.id, note);
  else if (effect === "revise") {
    const { round = 0, max_rounds = 0 } = task.gate ?? {};
    if (round >= max_rounds) draft.emit("gate.extended", { task: task.id, max_rounds: round + 1 });
    reviseAndReview(draft, task.id, { said: said ? `${label}. ${said}` : label });
  }
}

/** Ends everything that is open. */
function stopSession(draft: Draft, reason: string): void {
  for (const id of [...draft.state.index.open])
    if (!CLOSED.has(draft.task(id).status)) draft.emit("task.cancelled", { task: id, reason });
  for (const ask of [...draft.state.asks.values()])
    if (!ask.answer) draft.emit("ask.answered", { id: ask.id, option: "stopped", effect: "fail" });
  if (draft.session.seq > 0) draft.emit("session.ended", { status: "failed", reason: reason.slice(0, LIMITS.title) });
}
