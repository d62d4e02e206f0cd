import * as z from "zod";
import { planOf, TaskAnalysis } from "../analysis.ts";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import { sessionStatus } from "../queries/session-status.ts";
import { checkPlan } from "../rules/check-plan.ts";
import { putBefore } from "../rules/put-before.ts";
import { settle } from "../rules/settle.ts";

export const sessionPlan = command({
  name: "session.plan",
  summary: "Give a session without a pipeline its roles and tasks, or add some to a running one.",
  input: () => z.strictObject({ analysis: TaskAnalysis }),
  actors: ["coordinator", "human"],
  examples: ["teamwright session plan --analysis analysis.yaml --session ID"],
  decide(draft, { analysis }) {
    const { session } = draft;
    if (session.status !== "active" && session.status !== "paused")
      throw reject("SESSION_CLOSED", { session: session.name, status: session.status });
    const { before, ...plan } = planOf(analysis);
    const pipeline = session.pipeline ?? plan.pipeline;
    const old = checkPlan(draft, { ...plan, pipeline, before });
    draft.emit("pipeline.planned", {
      pipeline,
      summary: plan.summary,
      roles: plan.roles,
      nodes: { ...plan.nodes, ...old },
      perspectives: plan.perspectives,
      ...(plan.max_parallel === undefined ? {} : { max_parallel: plan.max_parallel }),
    });
    settle(draft);
    for (const node of Object.keys(plan.nodes))
      for (const id of draft.state.nodes.get(node)!.tasks) checkHope(draft, id);
    for (const [node, later] of Object.entries(before)) putBefore(draft, node, later);
    settle(draft);
    return (state) => ({
      ...sessionStatus(state, draft.now),
      added: Object.fromEntries(Object.keys(plan.nodes).map((name) => [name, state.nodes.get(name)?.tasks ?? []])),
      roles_left: session.team.limits.max_new_roles - state.session!.new_roles,
    });
  },
});

/** Throws TASK_NOT_READY for a task that waits for something given up. */
function checkHope(draft: Draft, id: string): void {
  for (const need of draft.task(id).needs) {
    const status = draft.state.tasks.get(need)?.status;
    if (status === "failed" || status === "cancelled")
      throw reject(
        "TASK_NOT_READY",
        { task: id, waiting_for: [need] },
        {
          message: `${need} is ${status}; nothing can wait for it.`,
          hint: "Let the new task need something else, or nothing.",
        },
      );
  }
}
