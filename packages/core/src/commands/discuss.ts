import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { TaskId, text, Token } from "../ids.ts";
import { judgeDiscussion } from "../rules/judge-discussion.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";
import { openAsk } from "../rules/open-ask.ts";
import { SEVERITIES } from "../vocabulary.ts";

export const discussRecord = command({
  name: "discuss.record",
  summary: "Record a critique from several perspectives; a high block stops the task until a person decides.",
  input: () =>
    z.strictObject({
      task: TaskId,
      token: Token.optional(),
      round: z.string().min(1).max(64),
      perspectives: z
        .array(
          z.strictObject({
            name: z.string().min(1).max(64),
            rating: z.number().min(1).max(5),
            divergences: z
              .array(z.strictObject({ severity: z.enum(SEVERITIES), text: text().min(1) }))
              .max(50)
              .default([]),
          }),
        )
        .min(1)
        .max(20),
      actions: z.array(text()).max(50).default([]),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright discuss record DRAFT-001 --round D2 --perspectives @critique.json"],
  decide(draft, { task: id, token, round, perspectives, actions }) {
    const task = holdClaim(draft, id, token);
    renew(draft, task);
    const wanted = draft.session.team.perspectives[round] ?? [];
    const missing = wanted.filter((name) => !perspectives.some((p) => p.name === name));
    if (missing.length > 0) throw reject("DISCUSS_PERSPECTIVES", { round, missing });
    const judged = judgeDiscussion(perspectives);
    draft.emit("discuss.recorded", { task: id, record: { round, ...judged, actions, at: draft.now } });
    if (judged.severity === "MEDIUM")
      draft.emit("warning.raised", { text: `${id} ${round}: consensus blocked (MEDIUM)`, task: id });
    if (judged.severity === "HIGH") {
      const reason = `${round}: ${judged.divergences
        .filter((d) => d.severity === "HIGH")
        .slice(0, 3)
        .map((d) => d.text)
        .join("; ")}`;
      draft.emit("task.blocked", { task: id, reason });
      draft.emit("interrupt.raised", { cause: "discuss", text: reason, task: id });
      openAsk(draft, {
        question: `${id} found no consensus in ${reason}. What now?`,
        cause: "discuss",
        task: id,
        options: [
          { id: "revise", label: "Let it be revised", effect: "return" },
          { id: "proceed", label: "Go on as it is", effect: "proceed" },
          { id: "stop", label: "Give it up, and all that needs it", effect: "fail" },
        ],
      });
    }
    return (state) => ({ ...judged, task: id, status: state.tasks.get(id)?.status });
  },
});
