// Makes decisions durable exactly once: catch up, decide, append, apply; and again when someone else was first.
import {
  applyCommit,
  type Call,
  type Commit,
  type Context,
  decide,
  type Decision,
  decodeCommit,
  encodeCommit,
  encodeSnapshot,
  type State,
  TeamError,
} from "@teamwright/core";
import { backOff, type LogId, type LogStore } from "@teamwright/core/store";
import type { Answer } from "./answer.ts";
import { feed, type FeedEntry, type FeedOptions } from "./feed.ts";
import { newContext, newId } from "./new-context.ts";
import { pause } from "./pause.ts";
import type { Points } from "./points.ts";

/** Losses against other writers before a command gives up with STORE_BUSY. */
const MAX_ATTEMPTS = 400;

export interface SessionOptions {
  /** Milliseconds since 1970. */
  clock?: () => number;
  context?: (now: number) => Context;
  /** Records behind the last snapshot before a new one is saved. Default 200; 0 saves none. */
  snapshotEvery?: number;
  points?: Points;
}

export class Session implements AsyncDisposable {
  readonly store: LogStore;
  readonly log: LogId;
  #state: State;
  #saved: number;
  #since = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #saving: Promise<void> = Promise.resolve();
  readonly #options: SessionOptions;

  constructor(store: LogStore, log: LogId, from: { state: State; options: SessionOptions }) {
    this.store = store;
    this.log = log;
    this.#state = from.state;
    this.#saved = from.state.position;
    this.#options = from.options;
  }

  /** The state as of the last catch-up or command. To be read, not changed. */
  get state(): State {
    return this.#state;
  }

  get position(): number {
    return this.#state.position;
  }

  /** Gives one command. Rejections by the rules are answers; a broken store throws a TeamError. */
  async run(call: Call): Promise<Answer> {
    return (await this.runAll([call]))[0]!;
  }

  /** Gives several commands as one record: all that they cause becomes durable together. A refused one does not stop the others. */
  runAll(calls: readonly Call[]): Promise<Answer[]> {
    return this.#enter(() => this.#commit(calls));
  }

  /** Reads what others have written. */
  catchUp(): Promise<void> {
    return this.#enter(async () => void (await this.#readOn()));
  }

  /** Records above `since`, see `feed`. */
  feed(since: number, options: FeedOptions = {}): AsyncIterableIterator<FeedEntry> {
    return feed(this.store, this.log, since, options);
  }

  /** Waits until `holds` is true of the state; false when `signal` ended the wait. */
  async waitFor(holds: (state: State) => boolean, options: FeedOptions = {}): Promise<boolean> {
    await this.catchUp();
    if (holds(this.#state)) return true;
    for await (const _ of this.feed(this.position, options)) {
      await this.catchUp();
      if (holds(this.#state)) return true;
    }
    return false;
  }

  /** Waits for what is under way. Does not close the store. */
  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    await this.#saving;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** One command at a time in this process: processes compete, callers do not. */
  #enter<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #commit(calls: readonly Call[]): Promise<Answer[]> {
    // Commits of ours whose fate the store could not tell. One may still turn up in the log.
    const doubtful = new Map<string, Decision>();
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const landed = await this.#readOn(doubtful);
      if (landed) return this.#answers(landed);
      const now = this.#options.clock?.() ?? Date.now();
      const decision = decide(this.#state, calls, this.#options.context?.(now) ?? newContext(now));
      if (decision.events.length === 0) return this.#answers(decision);
      const commit: Commit = {
        v: 1,
        id: newId("c"),
        at: now,
        by: calls[0]!.actor,
        for: decision.for,
        events: decision.events,
      };
      const outcome = await this.#append(commit);
      if (outcome === "taken") return this.#answers(decision);
      if (outcome === "unknown") doubtful.set(commit.id, decision);
      else await pause(backOff(attempt, Math.random()));
    }
    throw new TeamError("STORE_BUSY", { data: { log: this.log, attempts: MAX_ATTEMPTS } });
  }

  #answers({ outcomes }: Decision): Answer[] {
    const { position } = this;
    return outcomes.map((o) =>
      o.ok ? { ok: true, result: o.answer(this.#state, position), position } : { ok: false, error: o.error, position },
    );
  }

  async #append(commit: Commit): Promise<"taken" | "lost" | "unknown"> {
    const bytes = encodeCommit(commit);
    await this.#options.points?.("before-append");
    try {
      const position = await this.store.append(this.log, this.position, bytes);
      await this.#options.points?.("after-append");
      if (position === null) return "lost";
      // Applied from its bytes, as every reader will: live state and replay cannot differ.
      this.#apply(bytes, position);
      return "taken";
    } catch (error) {
      if (!TeamError.is(error, "STORE_UNKNOWN_OUTCOME")) throw error;
      return "unknown";
    }
  }

  /** Applies the records behind our position; the decision of a doubtful commit that is among them. */
  async #readOn(doubtful?: ReadonlyMap<string, Decision>): Promise<Decision | undefined> {
    let landed: Decision | undefined;
    for await (const record of this.store.read(this.log, this.position)) {
      const id = this.#apply(record.bytes, record.position);
      landed = doubtful?.get(id) ?? landed;
    }
    this.#snapshot();
    return landed;
  }

  #apply(bytes: Uint8Array, position: number): string {
    const commit = decodeCommit(bytes, { log: this.log, position });
    applyCommit(this.#state, commit, position);
    this.#since += 1;
    return commit.id;
  }

  #snapshot(): void {
    const every = this.#options.snapshotEvery ?? 200;
    if (!this.store.snapshots || every === 0 || this.#since < every || this.position === this.#saved) return;
    this.#since = 0;
    this.#saved = this.position;
    const bytes = encodeSnapshot(this.#state);
    this.#saving = this.store.snapshots.save(this.log, this.#saved, bytes).catch(() => {});
  }
}
