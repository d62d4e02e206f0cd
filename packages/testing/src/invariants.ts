// The invariants of the rules of work, checked on a live scenario after every step.
import { CLOSED, isReady, needsOf, SATISFIED, type State, type Task } from "@teamwright/core";
import { wrongAtGates } from "./gate-model.ts";
import type { Scenario } from "./scenario.ts";

/** Remembers what only the past can tell: who completed, which tokens were lost. */
export class InvariantChecker {
  readonly #completed = new Set<string>();
  #read = 0;

  /** Throws with the number and the words of the first invariant that does not hold. */
  check(scenario: Pick<Scenario, "state" | "log">): void {
    const { state } = scenario;
    for (const { commit } of scenario.log.slice(this.#read)) {
      for (const event of commit.events) {
        if (event.type === "task.completed" || event.type === "task.approved") {
          if (this.#completed.has(event.task)) throw broken(2, `${event.task} completed twice`);
          this.#completed.add(event.task);
        }
      }
    }
    this.#read = scenario.log.length;
    const dispatches = new Map<string, string>();
    const residents = new Map<string, string>();
    for (const task of state.tasks.values()) {
      if ((task.status === "claimed") !== (task.claim !== undefined))
        throw broken(1, `${task.id} is ${task.status} and ${task.claim ? "has" : "has no"} claim`);
      if (task.dispatch) {
        if (task.status !== "pending") throw broken(4, `${task.id} is ${task.status} and still dispatched`);
        if (dispatches.has(task.dispatch.dispatch)) throw broken(4, `${task.dispatch.dispatch} stands for two tasks`);
        dispatches.set(task.dispatch.dispatch, task.id);
      }
      if ((task.claim || task.dispatch) && state.session!.team.roles[task.role]?.resident) {
        if (residents.has(task.role)) throw broken(4, `${task.role} is at ${residents.get(task.role)} and ${task.id}`);
        residents.set(task.role, task.id);
      }
      const open = task.needs.filter((n) => !satisfied(state, n));
      if (task.waits !== open.length) throw broken(3, `${task.id} counts ${task.waits} open needs, has ${open.length}`);
      if (task.claim && (open.length > 0 || task.ask))
        throw broken(3, `${task.id} is claimed before ${[...open, task.ask ?? ""].join(" ")}`);
      if (task.claim) behindItsNodes(state, task);
      const wrong = task.claim?.fence === state.position && wrongAtGates(state, task);
      if (wrong) throw broken(3, wrong);
      if (task.gate && task.gate.round > task.gate.max_rounds)
        throw broken(6, `${task.id} is in round ${task.gate.round} of ${task.gate.max_rounds}`);
      if (!CLOSED.has(task.status) !== state.index.open.has(task.id))
        throw broken(8, `${task.id} is ${task.status} and the index disagrees`);
      if (isReady(task) !== listed(state, task)) throw broken(8, `${task.id}: readiness and its index disagree`);
    }
    ends(state);
  }

  /** Invariant 8: the log replayed, whole or up to any record, is a state that the rules accept, and the whole is the live one. */
  checkReplay(scenario: Scenario, through?: number): void {
    const replayed = scenario.replay(through);
    if (through === undefined && picture(replayed) !== picture(scenario.state))
      throw broken(8, "the replayed log differs from the live state");
  }
}

/** Invariant 3 by the pipeline itself, not by the task's own list: every task of every node before this one is done, reviews included. */
function behindItsNodes(state: State, task: Readonly<Task>): void {
  const session = state.session!;
  const nodes = session.team.pipelines[session.pipeline ?? ""]?.nodes ?? {};
  if (task.node === undefined || task.gate?.round) return;
  const tasksOf = (name: string) => state.nodes.get(name)!.tasks;
  const first = (name: string) => tasksOf(name).filter((id) => !state.tasks.get(id)?.revises);
  const pair = (name: string, leader: string) =>
    first(name).includes(task.id) ? [first(leader)[first(name).indexOf(task.id)]!] : [];
  const pairBehind = (name: string, leftOut: string): string[] => {
    const leader = nodes[leftOut]!.follows;
    if (leader === undefined) return before(leftOut);
    return state.nodes.get(leader)!.left_out ? pairBehind(name, leader) : pair(name, leader);
  };
  const before = (name: string): string[] =>
    needsOf(nodes[name]!).flatMap((n) => {
      if (state.nodes.get(n)!.left_out) return nodes[name]!.follows === n ? pairBehind(name, n) : before(n);
      return n === nodes[name]!.follows && name === task.node ? pair(name, n) : tasksOf(n);
    });
  // A gate may be held while another has its work revised; then its word is not the last (gate-model.ts).
  const mayLag = (id: string) => task.kind === "gate" && state.tasks.get(id)?.node === undefined;
  const open = before(task.node).filter((id) => !satisfied(state, id) && !mayLag(id));
  if (open.length > 0)
    throw broken(3, `${task.id} is claimed although ${open.join(" ")} stands before it in the pipeline`);
}

/** Invariant 9, the part that is visible at any moment: a live session has work to offer, work running, a question open, or still waits for its plan. */
function ends(state: State): void {
  const session = state.session;
  if (!session || session.status !== "active" || session.kind === "board") return;
  // A team without pipelines waits for its first plan.
  if (session.pipeline === undefined && session.seq === 0) return;
  const asks = [...state.asks.values()].some((a) => !a.answer);
  const live = [...state.index.live()].length > 0;
  const ready = [...state.index.lanes()].some((l) => (state.index.readyIn(l)?.size ?? 0) > 0);
  if (!asks && !live && !ready) throw broken(9, "the session is active, and nothing can ever happen in it");
}

const listed = (state: State, task: Readonly<Task>): boolean =>
  [...(state.index.readyIn(task.lane) ?? [])].includes(task.id);
const satisfied = (state: State, id: string): boolean => SATISFIED.has(state.tasks.get(id)?.status ?? "done");
const broken = (number: number, text: string): Error => new Error(`invariant ${number}: ${text}`);

/** Everything a state holds, as text that two equal states share. */
export function picture(state: State): string {
  const rows = <T extends { id: string }>(table: { values(): Iterable<T> }) =>
    [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify(
    [
      state.position,
      state.session,
      rows(state.tasks),
      rows(state.nodes),
      rows(state.asks),
      rows(state.messages),
      rows(state.wisdom),
      rows(state.explorations),
      rows(state.seen),
    ],
    (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );
}
