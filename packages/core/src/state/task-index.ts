import { CLOSED } from "../vocabulary.ts";
import type { Journal } from "./journal.ts";
import { RankedList } from "./ranked-list.ts";
import type { Task } from "./task.ts";

/** Indexes over tasks, so that finding and claiming work never looks at closed tasks. */
export class TaskIndex {
  readonly #journal: Journal;
  readonly #ready = new Map<string, RankedList>();
  readonly #lanesOfRole = new Map<string, Set<string>>();
  readonly #live = new Map<string, Set<string>>();
  #liveCount = 0;
  /** Of each lane a moment before which nothing in it is over. May be too early, never too late. */
  readonly #soonest = new Map<string, number>();
  readonly #results = new Map<string, RankedList>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();
  /** Ids of tasks that are not closed. */
  readonly open: Set<string> = new Set();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  add(task: Task): void {
    this.#place(task, true);
    this.#journal.record(() => this.#place(task, false));
    this.#keep(task.id, !CLOSED.has(task.status));
  }

  /** Of a task that is about to change: what it becomes is to be added. */
  remove(task: Task): void {
    this.#place(task, false);
    this.#journal.record(() => this.#place(task, true));
  }

  /** Records that `dependent` needs `need`. */
  link(need: string, dependent: string): void {
    if (put(this.#dependents, need, dependent)) this.#journal.record(() => take(this.#dependents, need, dependent));
  }

  unlink(need: string, dependent: string): void {
    if (take(this.#dependents, need, dependent)) this.#journal.record(() => put(this.#dependents, need, dependent));
  }

  dependentsOf(id: string): ReadonlySet<string> {
    return this.#dependents.get(id) ?? NONE;
  }

  childrenOf(id: string): ReadonlySet<string> {
    return this.#children.get(id) ?? NONE;
  }

  /** Lanes in which a role has, or had, tasks. */
  lanesOf(role: string): ReadonlySet<string> {
    return this.#lanesOfRole.get(role) ?? NONE;
  }

  /** Ready and not promised to anyone, most urgent first. */
  readyIn(lane: string): RankedList | undefined {
    return this.#ready.get(lane);
  }

  lanes(): IterableIterator<string> {
    return this.#ready.keys();
  }

  /** Tasks of a lane that are claimed or dispatched. */
  liveIn(lane: string): ReadonlySet<string> {
    return this.#live.get(lane) ?? NONE;
  }

  *live(): IterableIterator<string> {
    for (const ids of this.#live.values()) yield* ids;
  }

  get liveCount(): number {
    return this.#liveCount;
  }

  /** Tasks whose claim or dispatch is over at `now`, in some lanes or in all. No lane is looked at before the first in it can be. */
  overdue(now: number, task: (id: string) => Readonly<Task>, lanes: Iterable<string> = this.#live.keys()): string[] {
    const out: string[] = [];
    for (const lane of lanes) {
      if (now < (this.#soonest.get(lane) ?? Infinity)) continue;
      let soonest = Infinity;
      for (const id of this.liveIn(lane)) {
        const end = endOf(task(id));
        soonest = Math.min(soonest, end);
        if (end <= now) out.push(id);
      }
      this.#soonest.set(lane, soonest);
    }
    return out;
  }

  /** Tasks of a role that `owner` finished, the latest `count` in order of creation. */
  lastResultsOf(role: string, owner: string, count: number): string[] {
    return this.#results.get(`${role} ${owner}`)?.last(count) ?? [];
  }

  #place(task: Task, there: boolean): void {
    const change = there ? put : take;
    if (isReady(task)) rankIn(this.#ready, task.lane, { rank: rank(task), id: task.id, there });
    if (task.result) rankIn(this.#results, `${task.role} ${task.result.owner}`, { rank: task.seq, id: task.id, there });
    if (task.claim || task.dispatch) {
      change(this.#live, task.lane, task.id);
      this.#liveCount += there ? 1 : -1;
      if (there) this.#soonest.set(task.lane, Math.min(this.#soonest.get(task.lane) ?? Infinity, endOf(task)));
    }
    if (there) put(this.#lanesOfRole, task.role, task.lane);
    if (task.ticket?.parent) change(this.#children, task.ticket.parent, task.id);
  }

  /** Most changes leave a task open: to take it out and put it in again, in a set of 100,000, was a tenth of a claim. */
  #keep(id: string, open: boolean): void {
    if (this.open.has(id) === open) return;
    if (open) this.open.add(id);
    else this.open.delete(id);
    this.#journal.record(() => void (open ? this.open.delete(id) : this.open.add(id)));
  }
}

/** Pending, needs met, no ask before it, promised to nobody, not shelved. */
export function isReady(task: Readonly<Task>): boolean {
  return (
    task.status === "pending" && task.waits === 0 && !task.dispatch && !task.ask && task.ticket?.word !== "Backlog"
  );
}

/** When the claim or the dispatch of a live task is over, in milliseconds since 1970. */
const endOf = ({ claim, dispatch }: Readonly<Task>): number =>
  Math.min(claim?.lease_until ?? Infinity, dispatch?.expires_at ?? Infinity);

const rank = (task: Task): number => task.priority * 1e12 + task.seq;
const NONE: ReadonlySet<string> = new Set();

function rankIn(
  map: Map<string, RankedList>,
  key: string,
  { rank: at, id, there }: { rank: number; id: string; there: boolean },
): void {
  let list = map.get(key);
  if (!list) map.set(key, (list = new RankedList()));
  if (there) list.add(at, id);
  else list.remove(at);
}

function put(map: Map<string, Set<string>>, key: string, value: string): boolean {
  const set = map.get(key);
  if (!set) map.set(key, new Set([value]));
  else if (set.has(value)) return false;
  else set.add(value);
  return true;
}

function take(map: Map<string, Set<string>>, key: string, value: string): boolean {
  const set = map.get(key);
  if (!set?.delete(value)) return false;
  if (set.size === 0) map.delete(key);
  return true;
}
