// Given events, when a command, then events: a rule's test reads as a sentence.
import { type Actor, applyCommit, type Commit, decide, State, type TeamEvent } from "@teamwright/core";
import { type FakeContext, fakeContext } from "./fake-context.ts";

type Answer =
  | { ok: true; result: Record<string, never> & Record<string, unknown>; events: TeamEvent[] }
  | { ok: false; code: string; message: string; data: Record<string, unknown>; events: [] };

/** An answer as tests read it: any field of it, without a cast. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape differs by command, and a wrong field fails the assertion anyway
export type Loose = Record<string, any>;

export const COORDINATOR: Actor = { kind: "coordinator", name: "coordinator" };
export const WORKER: Actor = { kind: "worker", name: "worker" };
export const HUMAN: Actor = { kind: "human", name: "mo" };

/** One session in memory, without a store: every accepted command is one record. */
export class Scenario {
  state: State = new State();
  readonly context: FakeContext = fakeContext();
  readonly log: { position: number; commit: Commit }[] = [];

  /** Gives a command; an accepted one is in the log afterwards. */
  give(name: string, input: Record<string, unknown> = {}, options: { as?: Actor; id?: string } = {}): Answer {
    const actor = options.as ?? COORDINATOR;
    const decision = decide(
      this.state,
      [{ name, input, actor, ...(options.id === undefined ? {} : { id: options.id }) }],
      this.context,
    );
    const outcome = decision.outcomes[0]!;
    if (!outcome.ok) {
      const { code, message, data } = outcome.error;
      return { ok: false, code, message, data, events: [] };
    }
    if (decision.events.length > 0) {
      const position = this.state.position + 1;
      const commit: Commit = JSON.parse(
        JSON.stringify({
          v: 1,
          id: this.context.newId("commit"),
          at: this.context.now,
          by: actor,
          for: decision.for,
          events: decision.events,
        }),
      );
      applyCommit(this.state, commit, position);
      this.log.push({ position, commit });
    }
    return { ok: true, result: outcome.answer(this.state, this.state.position) as never, events: [...decision.events] };
  }

  /** Gives a command that must be accepted. Throws the rejection otherwise. */
  must(name: string, input: Record<string, unknown> = {}, options: { as?: Actor; id?: string } = {}): Loose {
    const answer = this.give(name, input, options);
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.code} ${JSON.stringify(answer.data)}`);
    return answer.result;
  }

  /** Claims `task` and completes it. Returns the answer of the completion. */
  finish(task: string, result: Record<string, unknown> = {}, owner = "worker@1"): Loose {
    const { token } = this.must("task.claim", { task, owner, ...this.#dispatch(task) }, { as: WORKER });
    return this.must("task.complete", { task, token, summary: `${task} done`, ...result }, { as: WORKER });
  }

  /** Status of each task, by id. */
  statuses(): Record<string, string> {
    return Object.fromEntries([...this.state.tasks.values()].map((t) => [t.id, t.status]));
  }

  /** Ids that could be claimed now. */
  ready(): string[] {
    return [...this.state.index.lanes()].flatMap((lane) => [...(this.state.index.readyIn(lane) ?? [])]);
  }

  /** The state rebuilt from the log. */
  replay(through: number = this.log.length): State {
    const state = new State();
    for (const { position, commit } of this.log.slice(0, through)) applyCommit(state, commit, position);
    return state;
  }

  #dispatch(task: string): { dispatch?: string } {
    const dispatch = this.state.tasks.get(task)?.dispatch?.dispatch;
    return dispatch === undefined ? {} : { dispatch };
  }
}
