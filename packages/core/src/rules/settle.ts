import type { Draft } from "../draft.ts";
import { expandNodes } from "./expand-nodes.ts";
import { openAsk, OPTIONS } from "./open-ask.ts";
import { rollUp } from "./roll-up.ts";

/** What follows from any change: new nodes are made, questions are put, parents follow their children, a finished session ends. */
export function settle(draft: Draft): void {
  const { session } = draft;
  if (session.status !== "active" && session.status !== "paused") return;
  if (session.kind === "board") return rollUp(draft);
  expandNodes(draft);
  putQuestions(draft);
  end(draft);
}

/** Questions of the pipeline whose time has come. */
function putQuestions(draft: Draft): void {
  const { session, state } = draft;
  for (const lane of state.index.lanesOf("human")) {
    for (const id of [...(state.index.readyIn(lane) ?? [])]) {
      const task = draft.task(id);
      if (task.kind !== "ask") continue;
      const node = session.team.pipelines[session.pipeline ?? ""]?.nodes[task.node ?? ""]?.ask;
      draft.emit("task.asked", { task: id });
      openAsk(draft, {
        id,
        question: task.brief || task.title,
        options: node?.options ?? [...OPTIONS.question],
        cause: "pipeline",
        task: id,
      });
    }
  }
}

/** A session ends when nothing is open: done, or failed when something was given up. Nodes that can never be made do not hold it. */
function end(draft: Draft): void {
  const { session, state } = draft;
  if (state.index.open.size > 0 || [...state.asks.values()].some((a) => !a.answer)) return;
  if (session.seq === 0 && session.pipeline === undefined) return;
  const { failed, cancelled } = session.counts;
  const waiting = [...state.nodes.values()].filter((n) => !n.expanded).map((n) => n.id);
  if (failed + cancelled === 0 && waiting.length === 0) draft.emit("session.ended", { status: "done" });
  else {
    const first = [...state.tasks.values()].find((t) => t.status === "failed");
    const reason = first
      ? `${first.id} failed: ${first.reason ?? "no reason given"}`
      : cancelled > 0
        ? "tasks were cancelled"
        : `never made: ${waiting.join(", ")}`;
    draft.emit("session.ended", { status: "failed", reason });
  }
}
