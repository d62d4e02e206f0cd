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
  }

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

  #place(task: Task, there: boolean): void {
    const change = there ? put : take;
    if (isReady(task)) {
      let list = this.#ready.get(task.lane);
      if (!list) this.#ready.set(task.lane, (list = new RankedList()));
      if (there) list.add(rank(task), task.id);
      else list.remove(rank(task));
    }
    if (task.claim || task.dispatch) change(this.#live, task.lane, task.id);
    if (there) put(this.#lanesOfRole, task.role, task.lane);
    if (!CLOSED.has(task.status)) {
      if (there) this.open.add(task.id);
      else this.open.delete(task.id);
    }
    if (task.ticket?.parent) change(this.#children, task.ticket.parent, task.id);
  }
}

/** Pending, needs met, no ask before it, promised to nobody, not shelved. */
export function isReady(task: Readonly<Task>): boolean {
  return (
    task.status === "pending" && task.waits === 0 && !task.dispatch && !task.ask && task.ticket?.word !== "Backlog"
  );
}

const rank = (task: Task): number => task.priority * 1e12 + task.seq;
const NONE: ReadonlySet<string> = new Set();

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
