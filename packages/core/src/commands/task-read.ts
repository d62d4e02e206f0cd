import * as z from "zod";
import { command } from "../command.ts";
import { RoleName, TaskId } from "../ids.ts";
import { taskLine } from "../queries/task-line.ts";
import { SATISFIED, TASK_STATUSES } from "../vocabulary.ts";

/** What a task must have become for a hot snapshot to forget it. */
const FORGOTTEN: ReadonlySet<string> = SATISFIED;
const everyone = ["coordinator", "human", "worker", "observer"] as const;

export const taskList = command({
  name: "task.list",
  summary: "List tasks in order of creation.",
  input: () =>
    z.strictObject({
      status: z.enum([...TASK_STATUSES, "ready", "open"]).optional(),
      role: RoleName.optional(),
      limit: z.int().min(1).max(10_000).default(500),
    }),
  actors: everyone,
  reads: true,
  history: ({ status }, state) => !state.forgotten.empty && (status === undefined || FORGOTTEN.has(status)),
  examples: ["teamwright task list", "teamwright task list --status ready"],
  decide(draft, { status, role, limit }) {
    void draft.session;
    return (state) => {
      const lines = [];
      for (const task of state.tasks.values()) {
        if (role && task.role !== role) continue;
        if (status === "open" ? !state.index.open.has(task.id) : status && status !== "ready" && task.status !== status)
          continue;
        const line = taskLine(state, task.id, draft.now);
        if (status === "ready" && !line.ready) continue;
        lines.push(line);
        if (lines.length >= limit) break;
      }
      return { tasks: lines, counts: state.session!.counts };
    };
  },
});

export const taskShow = command({
  name: "task.show",
  summary: "Show one task with everything known of it.",
  input: () => z.strictObject({ task: TaskId }),
  actors: everyone,
  reads: true,
  history: ({ task }, state) => state.forgotten.has(task),
  positional: ["task"],
  examples: ["teamwright task show BUILD-001"],
  decide(draft, { task: id }) {
    void draft.task(id);
    return (state) => {
      const { claim, ...rest } = state.tasks.get(id)!;
      const { token_hash: _hidden, ...shown } = claim ?? { token_hash: "" };
      return {
        ...rest,
        ...(claim ? { claim: shown } : {}),
        ...taskLine(state, id, draft.now),
        children: [...state.index.childrenOf(id)],
        dependents: [...state.index.dependentsOf(id)],
      };
    };
  },
});
