// Gates on the same work: what one of them has revised, the others judge again, unless the team says otherwise.
import type { Draft } from "../draft.ts";
import type { State } from "../state/state.ts";
import type { Task } from "../state/task.ts";
import { gateOf } from "./judge-gate.ts";
import { judgedBy } from "./judged-by.ts";

const GONE: ReadonlySet<string> = new Set(["failed", "skipped", "cancelled"]);

/** Every review and revision of any of `work`, also of rounds that are over. */
export function roundsOn(state: State, work: readonly string[]): { reviews: Task[]; revisions: Task[] } {
  const reviews: Task[] = [];
  const revisions: Task[] = [];
  const about = new Set(work);
  const found = new Set(work);
  for (const id of found)
    for (const next of state.index.dependentsOf(id)) {
      const task = state.tasks.get(next);
      if (!task || found.has(next) || (task.kind === "work" && !isRevision(task))) continue;
      found.add(next);
      if (task.kind === "ask" || !judgedBy(task).some((one) => about.has(one))) continue;
      (task.kind === "gate" ? reviews : revisions).push(task);
    }
  return { reviews, revisions };
}

/** The last review by each other gate on the work of the gate `id`, without those that are done and judge again only what is their own. */
export function otherReviews(draft: Draft, id: string): Readonly<Task>[] {
  const own = draft.task(id);
  const reviews = roundsOn(draft.state, judgedBy(own)).reviews.filter((one) =>
    draft.state.nodes.get(one.node ?? "")?.tasks.includes(one.id),
  );
  return reviews.filter(
    (one) =>
      !sameLine(one, own) &&
      !reviews.some((later) => later.seq > one.seq && sameLine(one, later)) &&
      (one.status !== "done" || gateOf(draft, one.id)?.again !== "own"),
  );
}

/** Revisions that the gate `id` has to judge and does not stand behind: they were made while it was held. */
export function missedBy(draft: Draft, id: string): string[] {
  if (gateOf(draft, id)?.again === "own") return [];
  const seen = new Set(draft.task(id).needs);
  for (const one of seen) {
    const task = draft.state.tasks.get(one);
    if (task && (task.kind !== "work" || isRevision(task))) for (const need of task.needs) seen.add(need);
  }
  return revisionsFor(draft.state, draft.task(id)).filter((revision) => !seen.has(revision));
}

/** Every revision of what a gate's task judges, done or still to be done. */
export const revisionsFor = (state: State, task: Readonly<Task>): string[] =>
  roundsOn(state, judgedBy(task)).revisions.flatMap(({ id, status }) => (GONE.has(status) ? [] : [id]));

const isRevision = ({ kind, node, revises }: Readonly<Task>): boolean =>
  kind === "work" && node === undefined && revises !== undefined;

/** Whether two reviews are rounds of one gate, about one item. */
const sameLine = (a: Readonly<Task>, b: Readonly<Task>): boolean =>
  a.node === b.node &&
  JSON.stringify(a.item) === JSON.stringify(b.item) &&
  judgedBy(a).some((one) => judgedBy(b).includes(one));
