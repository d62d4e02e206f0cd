import type { Draft } from "../draft.ts";
import { ticketWords, workWord } from "./ticket-words.ts";

/** A parent is done when all its children are, and open again when one is not. Both are events, so listeners see them. */
export function rollUp(draft: Draft): void {
  const { state } = draft;
  const parents = new Set<string>();
  for (const event of draft.events) {
    const id =
      "task" in event ? (typeof event.task === "string" ? event.task : (event.task as { id: string }).id) : undefined;
    for (
      let parent = id === undefined ? undefined : state.tasks.get(id)?.ticket?.parent;
      parent;
      parent = state.tasks.get(parent)?.ticket?.parent
    )
      parents.add(parent);
  }
  for (const id of parents) {
    const parent = state.tasks.get(id);
    if (!parent?.ticket || parent.claim) continue;
    const children = [...state.index.childrenOf(id)].map((c) => state.tasks.get(c));
    const done = children.length > 0 && children.every((c) => c?.status === "done");
    const words = ticketWords(draft.session.team, parent.ticket.type);
    if (done && parent.status !== "done")
      draft.emit("ticket.moved", { task: id, word: words.at(-1)!, status: "done", rolled: true });
    else if (!done && parent.status === "done")
      draft.emit("ticket.moved", {
        task: id,
        word: workWord(draft.session.team, parent.ticket.type),
        status: "pending",
        rolled: true,
      });
  }
}
