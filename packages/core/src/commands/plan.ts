import * as z from "zod";
import { planOf, TaskAnalysis } from "../analysis.ts";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
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
    for (const [node, later] of Object.entries(before)) putBefore(draft, node, later);
    settle(draft);
    return (state) => ({
      ...sessionStatus(state, draft.now),
      added: Object.fromEntries(Object.keys(plan.nodes).map((name) => [name, state.nodes.get(name)?.tasks ?? []])),
      roles_left: session.team.limits.max_new_roles - state.session!.new_roles,
    });
  },
});
