import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { RelativePath, TaskId, Token, text } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { checkDiscussed } from "../rules/check-discussed.ts";
import { evaluateGate } from "../rules/evaluate-gate.ts";
import { holdClaim } from "../rules/hold-claim.ts";
import { injectSignals } from "../rules/inject-signals.ts";
import { judgeGate } from "../rules/judge-gate.ts";
import { checkLists } from "../rules/list-of.ts";
import { nextStep } from "../rules/next-step.ts";
import { openAsk, OPTIONS } from "../rules/open-ask.ts";
import { explorationKey, saveExploration } from "../rules/save-exploration.ts";
import { settle } from "../rules/settle.ts";
import type { TaskResult } from "../state/task.ts";
import { VERDICTS, WISDOM_KINDS } from "../vocabulary.ts";
import { addWisdom } from "./wisdom.ts";

const JsonObject = z.lazy(() =>
  z
    .record(z.string().max(200), z.json())
    .refine((d) => JSON.stringify(d).length <= LIMITS.data, `at most ${LIMITS.data} characters of JSON`),
);

export const taskComplete = command({
  name: "task.complete",
  summary: "Report the result of a task; answers with the one next step.",
  input: () =>
    z.strictObject({
      task: TaskId,
      token: Token.optional(),
      summary: text().min(1),
      /** What later tasks are made from and routed by. */
      data: JsonObject.optional(),
      artifact: RelativePath.optional(),
      files: z.array(RelativePath).max(LIMITS.list).optional(),
      decisions: z.array(text()).max(LIMITS.list).optional(),
      wisdom: z
        .array(z.strictObject({ kind: z.enum(WISDOM_KINDS), text: text().min(1) }))
        .max(100)
        .optional(),
      verdict: z.enum(VERDICTS).optional(),
      score: z.number().min(0).max(100).optional(),
      signals: z.array(z.string().max(64)).max(20).optional(),
      /** Whether the caller's host lets a worker start another. */
      can_spawn: z.boolean().default(false),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task complete AUDIT-001 --verdict approved --summary 'All findings answered'"],
  decide(draft, input) {
    const task = holdClaim(draft, input.task, input.token);
    const { owner } = task.claim;
    if (task.kind !== "gate" && input.verdict) throw reject("VERDICT_UNEXPECTED", { task: task.id });
    for (const field of task.output ?? [])
      if (!Object.hasOwn(input.data ?? {}, field))
        throw reject("OUTPUT_INVALID", { task: task.id, field, expected: "a value" });
    checkDiscussed(draft, task.id);
    const { summary, data, artifact, files, decisions, score } = input;
    const verdict = task.kind === "gate" ? judgeGate(draft, task.id, input) : undefined;
    const result: TaskResult = JSON.parse(
      JSON.stringify({ summary, data, artifact, files, decisions, verdict, score, owner, at: draft.now }),
    );
    if (task.kind === "gate") evaluateGate(draft, task.id, result);
    else if (task.approval) {
      draft.emit("task.submitted", { task: task.id, result });
      openAsk(draft, {
        question: `${task.id} (${task.title}) is finished: ${summary}. Let it pass?`,
        options: [...OPTIONS.approval],
        cause: "approval",
        task: task.id,
      });
    } else draft.emit("task.completed", { task: task.id, result });
    checkLists(draft, task.id);
    for (const entry of input.wisdom ?? []) addWisdom(draft, { ...entry, by: owner, task: task.id });
    if (artifact?.startsWith("explorations/")) {
      const angle =
        typeof data?.angle === "string" && explorationKey(data.angle) !== "" ? data.angle.slice(0, 200) : task.id;
      const found = { angle, summary: summary.slice(0, LIMITS.title), text: "", artifact, by: owner, task: task.id };
      saveExploration(draft, found);
    }
    injectSignals(draft, task.id, input.signals ?? []);
    settle(draft);
    const next = nextStep(draft, { task: task.id, owner, canSpawn: input.can_spawn });
    return (state) => ({ task: task.id, status: state.tasks.get(task.id)?.status ?? "done", next: next(state) });
  },
});
