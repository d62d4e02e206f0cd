// Which task came from which: what the manifest needs to know of closed tasks, kept because a hot session forgets them.
import { needsOf, type State, type TaskSeed, type TeamEvent } from "@teamwright/core";
import type { Session } from "@teamwright/runtime";

export interface Link {
  role: string;
  kind: string;
  /** The pipeline's node, or the prefix. */
  lane: string;
  node?: string;
  /** The item's id, of a task that is one of many. */
  item?: string;
  needs: string[];
  /** Nodes whose results it read too. */
  context?: string[];
  /** Of a review: the nodes that it is declared to need. Tasks of others only stand for one that was left out. */
  judges?: string[];
  revises?: string[];
  /** Of a first review: the first of the work it judges. */
  subject?: string;
  /** How a gate was evaluated last. */
  outcome?: string;
}

/** Closed tasks by id, oldest first. */
export type Links = Record<string, Link>;

/** Tasks that are remembered. What came before them is no longer followed. */
const KEPT = 400;
/** Needs of one task that are remembered. */
const MAX_NEEDS = 200;

const CLOSING: ReadonlySet<string> = new Set([
  "task.completed",
  "task.submitted",
  "task.approved",
  "task.skipped",
  "gate.evaluated",
]);

/** The tasks whose results an event is about. */
export const closedBy = (event: TeamEvent): string[] =>
  CLOSING.has(event.type) ? [(event as { task: string }).task] : [];

/** Remembers `task`; `known` tells what it was made of. */
export function remember(links: Links, task: string, known: (id: string) => Link | undefined): void {
  if (links[task]) return;
  const link = known(task);
  if (!link) return;
  links[task] = link;
  const ids = Object.keys(links);
  if (ids.length > KEPT) delete links[ids[0]!];
}

/** What a task that the state still has was made of. */
export function linkIn(state: State, id: string): Link | undefined {
  const task = state.tasks.get(id);
  return task && link(state, task, task.needs);
}

function link({ session }: State, seed: Omit<TaskSeed, "needs">, needs: readonly string[]): Link {
  const { role, kind, lane, node, revises, judges } = seed;
  const declared = session!.team.pipelines[session!.pipeline ?? ""]?.nodes[node ?? ""];
  const context = declared?.context ?? [];
  const item = (seed.item as { id?: unknown } | undefined)?.id;
  return {
    ...{ role, kind, lane },
    ...(node === undefined ? {} : { node }),
    ...(typeof item === "string" ? { item: item.slice(0, 200) } : {}),
    needs: needs.slice(0, MAX_NEEDS),
    ...(context.length > 0 ? { context } : {}),
    ...(declared && kind === "gate" ? { judges: needsOf(declared) } : {}),
    ...(revises ? { revises: revises.slice(0, MAX_NEEDS) } : {}),
    ...(judges ? { subject: judges[0]! } : {}),
  };
}

/** What every task was made of, from the whole log: for views that fell behind a snapshot which forgot tasks. */
export async function readHistory(session: Session): Promise<Map<string, Link>> {
  const all = new Map<string, Link>();
  for await (const { commit } of session.feed(0, { follow: false }))
    for (const event of commit.events) {
      if (event.type === "task.created") all.set(event.task.id, link(session.state, event.task, event.task.needs));
      if (event.type !== "task.retargeted") continue;
      const { needs } = all.get(event.task)!;
      const turned = needs.map((need) => (need === event.from ? event.to : need));
      all.get(event.task)!.needs = [...new Set(event.from === event.to ? [...turned, event.to] : turned)];
    }
  return all;
}
