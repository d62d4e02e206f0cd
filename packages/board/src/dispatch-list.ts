// What a planner ends with: whom to start on which ticket, in which order.
import { invalidInput, LIMITS, RoleName, TaskId } from "@teamwright/core";
import * as z from "zod";
import type { Board } from "./board.ts";
import { Ref } from "./tool.ts";

export const DispatchList = z.strictObject({
  dispatch_list: z
    .array(
      z.strictObject({
        ref: Ref,
        role: RoleName,
        brief: z.string().min(1).max(LIMITS.body),
        /** Tickets of this list that come first. */
        depends_on: z.array(TaskId).default([]),
      }),
    )
    .max(LIMITS.list),
  notes: z.string().max(LIMITS.text).optional(),
});
export type DispatchList = z.infer<typeof DispatchList>;

/** The first line of a brief: a command that works when it is pasted into a shell. */
export const prefixOf = ({ project, id }: z.infer<typeof Ref>, owner: string): string =>
  `Use skill team-tracking-execute. Before any other work, run via bash: team-tracking acquire --project=${project} --id=${id} --owner=${owner}`;

/** The list with its shape checked and the mandatory first line on every brief, `dispatch` counted from 1. Throws INPUT_INVALID. */
export function checkPlan(plan: unknown): DispatchList {
  const parsed = DispatchList.safeParse(plan);
  if (!parsed.success)
    throw invalidInput(parsed.error.issues.map((i) => ({ field: i.path.join("."), problem: i.message })).slice(0, 20));
  const { dispatch_list: rows } = parsed.data;
  const seen = new Set<string>();
  const ids = new Set(rows.map(({ ref }) => ref.id));
  const dispatch_list = rows.map((row, n) => {
    for (const need of row.depends_on)
      if (ids.has(need) && !seen.has(need))
        throw invalidInput([{ field: `dispatch_list.${n}.depends_on`, problem: `${need} comes later in the list` }]);
    seen.add(row.ref.id);
    const prefix = prefixOf(row.ref, `${row.role}@dispatch-${n + 1}`);
    return row.brief.startsWith("Use skill team-tracking-execute.")
      ? row
      : { ...row, brief: `${prefix}\n\n${row.brief}` };
  });
  return { ...parsed.data, dispatch_list };
}

/** The plan in a planner's last words: JSON alone, or what its last fenced block holds. Throws INPUT_INVALID. */
export function planIn(text: string): unknown {
  const fenced = [...text.matchAll(/^```(?:json)?[ \t]*\n(.*?)^```[ \t]*$/gms)].at(-1)?.[1];
  try {
    return JSON.parse(fenced ?? text);
  } catch {
    throw invalidInput([{ field: "plan", problem: "is neither JSON nor ends with a fenced block of JSON" }]);
  }
}

/** `checkPlan`, and each ticket must be on the board, not done and in nobody's hands. Throws INPUT_INVALID with all that is wrong. */
export function checkPlanOnBoard({ session: { state }, project }: Board, plan: unknown): DispatchList {
  const checked = checkPlan(plan);
  const issues = checked.dispatch_list.flatMap(({ ref }, n) => {
    const task = state.tasks.get(ref.id);
    const at = (problem: string) => [{ field: `dispatch_list.${n}.ref`, problem: `${ref.id} ${problem}` }];
    if (ref.project !== project) return at(`is of ${ref.project}, not of ${project}`);
    if (!task?.ticket) return at("is not on the board");
    if (task.status === "done") return at("is done already");
    return task.claim ? at(`is held by ${task.claim.owner}`) : [];
  });
  if (issues.length > 0) throw invalidInput(issues);
  return checked;
}
