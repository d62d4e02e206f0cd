import { encodeSnapshot, type State } from "@teamwright/core";
import type { LogId, LogStore } from "@teamwright/core/store";

/** Saves a snapshot when enough records lie behind the last one. Best effort: what goes wrong concerns nobody, and no answer waits for it. */
export class SnapshotKeeper {
  readonly #store: LogStore;
  readonly #log: LogId;
  readonly #every: number;
  #behind = 0;
  #saving: Promise<void> | undefined;

  /** `every`: how many records may lie behind a snapshot; 0 saves none. */
  constructor(store: LogStore, log: LogId, every: number) {
    this.#store = store;
    this.#log = log;
    this.#every = every;
  }

  /** One more record lies behind the last snapshot. */
  count(): void {
    this.#behind += 1;
  }

  /** Saves `state`, soon, if it is time and no other save is under way. */
  offer(state: State): void {
    if (!this.#store.snapshots || this.#every === 0 || this.#behind <= this.#every || this.#saving) return;
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
