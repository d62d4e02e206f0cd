import { encodeSnapshot, type State } from "@teamwright/core";
import type { LogId, LogStore } from "@teamwright/core/store";

/**
 * A new process replays what lies behind the snapshot, at about 0.045 ms an event; saving costs about 2 us for each open task.
 * So one more event may lie behind for each so many open tasks. Found by `npm run bench cli`.
 */
const OPEN_TASKS_AN_EVENT = 50;

/** Saves a snapshot when enough events lie behind the last one. Best effort: what goes wrong concerns nobody, and no answer waits for it. */
export class SnapshotKeeper {
  readonly #store: LogStore;
  readonly #log: LogId;
  readonly #every: number;
  #behind = 0;
  #saving: Promise<void> | undefined;

  /** `every`: how many events may lie behind a snapshot; 0 saves none. */
  constructor(store: LogStore, log: LogId, every: number) {
    this.#store = store;
    this.#log = log;
    this.#every = every;
  }

  /** So many more events lie behind the last snapshot. */
  count(events: number): void {
    this.#behind += events;
  }

  /** Saves `state`, soon, if it is time and no other save is under way. */
  offer(state: State): void {
    if (!this.#store.snapshots || this.#every === 0 || this.#saving) return;
    if (this.#behind <= this.#every + Math.floor(state.index.open.size / OPEN_TASKS_AN_EVENT)) return;
    this.#behind = 0;
    this.#saving = this.#save(state)
      .catch(() => {})
      .finally(() => (this.#saving = undefined));
  }

  /** Resolves when nothing is being saved. */
  async settled(): Promise<void> {
    await this.#saving;
  }

  async #save(state: State): Promise<void> {
    // Behind the answer. A commit is applied in one go, so the state is whole whenever this runs.
    await new Promise(setImmediate);
    await this.#store.snapshots!.save(this.#log, state.position, encodeSnapshot(state));
  }
}
