// What only the coordinator or a person does to tasks.
import * as z from "zod";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import { DispatchId, NodeName, Prefix, TaskId, text, Token } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { taskLine } from "../queries/task-line.ts";
import { afterBadTry } from "../rules/end-claim.ts";
import { cancelDependents } from "../rules/give-up.ts";
import { holdClaim } from "../rules/hold-claim.ts";
import { makeAnew } from "../rules/make-anew.ts";
import { makeTask } from "../rules/make-task.ts";
import { settle } from "../rules/settle.ts";
import type { State } from "../state/state.ts";
import { roleOfPrefix } from "../team.ts";
import { CLOSED } from "../vocabulary.ts";

/** Throws TASK_NOT_READY for a task that will never be done, TASK_NOT_FOUND for none. */
function checkNeed(draft: Draft, need: string): void {
  if (draft.state.forgotten.has(need)) return;
  const { status } = draft.task(need);
  if (status === "failed" || status === "cancelled")
    throw reject(
      "TASK_NOT_READY",
      { task: need, waiting_for: [need] },
      { message: `${need} is ${status}; nothing can wait for it.` },
    );
}

const line = (id: string, now: number) => (state: State) => taskLine(state, id, now);

export const taskCreate = command({
  name: "task.create",
  summary: "Add a task outside the pipeline.",
  input: () =>
    z.strictObject({
      prefix: Prefix,
      title: text(LIMITS.title).min(1),
      brief: text(LIMITS.body).default(""),
      needs: z.array(TaskId).max(LIMITS.needs).default([]),
      priority: z.int().min(0).max(2).default(1),
      node: NodeName.optional(),
      /** For a worker whose role may create tasks: its own claim. */
      from: TaskId.optional(),
      token: Token.optional(),
    }),
  actors: ["coordinator", "human", "worker"],
  positional: ["prefix", "title"],
  examples: ["teamwright task create BUILD 'Rename the flag' --needs SOLVE-001"],
  decide(draft, { prefix, title, brief, needs, priority, from, token }) {
    const { session } = draft;
    if (session.status === "archived" || session.status === "failed")
      throw reject("SESSION_CLOSED", { session: session.name, status: session.status });
    if (draft.actor.kind === "worker") {
      const creator = holdClaim(draft, from ?? "", token);
      if (!session.team.roles[creator.role]?.creates_tasks)
        throw reject("PERMISSION_DENIED", { actor: creator.role, allowed: ["coordinator"] });
    }
    if (!roleOfPrefix(session.team, prefix))
      throw reject("ROLE_UNKNOWN", {
        role: prefix,
        roles: Object.values(session.team.roles).flatMap((r) => r.prefixes),
      });
    if (session.seq >= session.max_tasks)
      throw reject("LIMIT_EXCEEDED", { limit: "max_tasks", max: session.max_tasks, got: session.seq + 1 });
    for (const need of needs) checkNeed(draft, need);
    const id = makeTask(draft, { prefix, title, brief, needs: [...new Set(needs)], priority });
    if (session.status === "done") draft.emit("session.resumed", {});
    return line(id, draft.now);
  },
});

export const taskRevise = command({
  name: "task.revise",
  summary: "Make a done task anew as a person wants it, and all the pipeline made from it. A review is held again.",
  input: () =>
    z.strictObject({
      task: TaskId,
      note: text(LIMITS.body).min(1),
      /** Tasks that must be done first, like an improvement before a review is held again. */
      needs: z.array(TaskId).max(LIMITS.needs).default([]),
      /** Only this task; what was made from it stays. */
      alone: z.boolean().default(false),
    }),
  actors: ["coordinator", "human"],
  history: (_, state) => !state.forgotten.empty,
  positional: ["task"],
  examples: ["teamwright task revise DRAFT-002 --note 'the second requirement is out of scope'"],
  decide(draft, { task: id, note, needs, alone }) {
    const { session } = draft;
    if (session.status === "archived" || session.status === "failed")
      throw reject("SESSION_CLOSED", { session: session.name, status: session.status });
    if (session.seq >= session.max_tasks)
      throw reject("LIMIT_EXCEEDED", { limit: "max_tasks", max: session.max_tasks, got: session.seq + 1 });
    for (const need of needs) checkNeed(draft, need);
    const { task, again } = makeAnew(draft, id, { note, needs, cascade: !alone });
    return (state) => ({ ...taskLine(state, task, draft.now), revises: id, again });
  },
});

export const taskBreak = command({
  name: "task.break",
  summary: "Take a task away from the worker that holds it. Recorded; the old token writes no more.",
  input: () =>
    z.strictObject({
      task: TaskId,
      reason: text(LIMITS.title).min(1),
      force: z.literal(true, "breaking a live claim needs --force"),
    }),
  actors: ["coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task break BUILD-001 --force --reason 'its process is gone'"],
  decide(draft, { task: id, reason }) {
    const task = draft.task(id);
    if (!task.claim) throw reject("TASK_STATE", { task: id, status: task.status, allowed: ["claimed"] });
    draft.emit("claim.broken", { task: id, owner: task.claim.owner, reason });
    afterBadTry(draft, id, reason);
    settle(draft);
    return line(id, draft.now);
  },
});

export const taskWithdraw = command({
  name: "task.withdraw",
  summary: "Take back a dispatch that nobody will claim, so that the task can be offered again at once.",
  input: () => z.strictObject({ task: TaskId, dispatch: DispatchId, reason: text(LIMITS.title).optional() }),
  actors: ["coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task withdraw BUILD-001 --dispatch d7"],
  decide(draft, { task: id, dispatch, reason }) {
    if (draft.task(id).dispatch?.dispatch !== dispatch)
      throw reject("TASK_STATE", { task: id, status: draft.task(id).status, allowed: ["dispatched"] });
    draft.emit("dispatch.withdrawn", { task: id, dispatch, ...(reason ? { reason } : {}) });
    return line(id, draft.now);
  },
});

export const taskCancel = command({
  name: "task.cancel",
  summary: "Drop a task and all that needs it.",
  input: () => z.strictObject({ task: TaskId, reason: text(LIMITS.title).min(1), force: z.boolean().default(false) }),
  actors: ["coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task cancel BUILD-002 --reason 'no longer wanted'"],
  decide(draft, { task: id, reason, force }) {
    const task = draft.task(id);
    if (CLOSED.has(task.status)) throw reject("TASK_CLOSED", { task: id, status: task.status });
    if (task.claim && !force)
      throw reject(
        "TASK_CLAIMED",
        { task: id, owner: task.claim.owner, lease_until: task.claim.lease_until },
        { hint: "Add --force to take it from its worker." },
      );
    draft.emit("task.cancelled", { task: id, reason });
    if (task.ask) draft.emit("ask.answered", { id: task.ask, option: "cancelled", effect: "fail" });
    cancelDependents(draft, id, reason);
    settle(draft);
    return line(id, draft.now);
  },
});
