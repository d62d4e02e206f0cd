import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { NodeName, text } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { sessionStatus } from "../queries/session-status.ts";
import { checkPlan } from "../rules/check-plan.ts";
import { putBefore } from "../rules/put-before.ts";
import { settle } from "../rules/settle.ts";
import { Node, Role, Team } from "../team.ts";

/** The pipeline of a session that began without one. */
const PLAN = "plan";

export const sessionPlan = command({
  name: "session.plan",
  summary: "Give a session that began without a pipeline its roles and nodes, or add some to a running one.",
  input: () =>
    z.strictObject({
      /** Name of the pipeline of a first plan. */
      pipeline: NodeName.optional(),
      summary: text(LIMITS.title).optional(),
      roles: z.array(Role).max(50).default([]),
      nodes: z.record(NodeName, Node).default({}),
      /** New nodes, and the ones there already that must wait for them. */
      before: z.record(NodeName, z.array(NodeName).max(LIMITS.list)).default({}),
      perspectives: Team.unwrap().shape.perspectives,
    }),
  actors: ["coordinator", "human"],
  examples: ["teamwright session plan --analysis analysis.yaml --session ID"],
  decide(draft, input) {
    const { session } = draft;
    if (session.status !== "active" && session.status !== "paused")
      throw reject("SESSION_CLOSED", { session: session.name, status: session.status });
    const pipeline = session.pipeline ?? input.pipeline ?? PLAN;
    const old = checkPlan(draft, { ...input, pipeline });
    draft.emit("pipeline.planned", {
      pipeline,
      roles: input.roles,
      nodes: { ...input.nodes, ...old },
      perspectives: input.perspectives,
    });
    settle(draft);
    const added = Object.keys(input.nodes);
    for (const [node, later] of Object.entries(input.before)) putBefore(draft, node, later);
    settle(draft);
    return (state) => ({
      ...sessionStatus(state, draft.now),
      added: Object.fromEntries(added.map((name) => [name, state.nodes.get(name)?.tasks ?? []])),
      roles_left: session.team.limits.max_new_roles - state.session!.new_roles,
    });
  },
});
