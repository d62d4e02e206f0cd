import type { Draft } from "../draft.ts";
import type { Ask } from "../state/task.ts";
import type { AskOption } from "../team.ts";

interface Question {
  question: string;
  options: AskOption[];
  cause: Ask["cause"];
  task?: string;
  /** Only for a question that is itself a task of the pipeline. */
  id?: string;
}

/** Puts a question to a person. It is state: what it stands before cannot go on until it is answered. Returns its id. */
export function openAsk(draft: Draft, { id, question, options, cause, task }: Question): string {
  const ask = id ?? `ASK-${String(Math.max(draft.session.asks, draft.session.numbers.ASK ?? 0) + 1).padStart(3, "0")}`;
  draft.emit("ask.opened", { id: ask, question, options, cause, ...(task ? { task } : {}) });
  return ask;
}

export const OPTIONS = {
  failure: [
    { id: "retry", label: "Try again from the last checkpoint", effect: "retry" },
    { id: "skip", label: "Do without this task", effect: "skip" },
    { id: "stop", label: "Give the task up, and all that needs it", effect: "fail" },
  ],
  gate: [
    { id: "proceed", label: "Go on with what there is", effect: "proceed" },
    { id: "revise", label: "Allow one more round", effect: "revise" },
    { id: "stop", label: "Give it up, and all that needs it", effect: "fail" },
  ],
  round: [
    { id: "go", label: "Enough: go on", effect: "proceed" },
    { id: "again", label: "One more round", effect: "revise" },
    { id: "stop", label: "Give it up, and all that needs it", effect: "fail" },
  ],
  approval: [
    { id: "approve", label: "Let it pass", effect: "proceed" },
    { id: "return", label: "Send it back", effect: "return" },
    { id: "stop", label: "Give it up, and all that needs it", effect: "fail" },
  ],
  question: [
    { id: "go", label: "Go on", effect: "proceed" },
    { id: "stop", label: "Stop here", effect: "fail" },
  ],
  budget: [
    { id: "raise", label: "Allow as many again", effect: "raise" },
    { id: "stop", label: "Make no more tasks", effect: "fail" },
  ],
} as const satisfies Record<string, AskOption[]>;
