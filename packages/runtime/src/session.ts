// Makes decisions durable exactly once: catch up, decide, append, apply; and again when someone else was first.
import {
  applyCommit,
  type Call,
  COMMANDS,
  type Commit,
  type Context,
  decide,
  type Decision,
  decodeCommit,
  encodeCommit,
  State,
  TeamError,
} from "@teamwright/core";
import { backOff, type LogId, type LogStore } from "@teamwright/core/store";
import type { Answer } from "./answer.ts";
import { hasBeginning } from "./check-end.ts";
import { feed, type FeedEntry, type FeedOptions } from "./feed.ts";
import { newContext, newId } from "./new-context.ts";
import { pause } from "./pause.ts";
import type { Points } from "./points.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { TurnKeeper } from "./turn-keeper.ts";
import { Turns } from "./turns.ts";

/** Losses against other writers before a command gives up with STORE_BUSY. */
const MAX_ATTEMPTS = 400;
const SNAPSHOT_EVERY = 100;

export interface SessionOptions {
  /** Milliseconds since 1970. Default: the store's clock, else this machine's. */
  clock?: () => number;
  context?: (now: number) => Context;
  /** Ends every wait of the session. */
  signal?: AbortSignal;
  /** See `FeedOptions.pollMs`. */
  pollMs?: number;
  /** Events behind the last snapshot above which a commit saves a new one. Default 100, and one more for each 50 open tasks; 0 saves none. */
  snapshotEvery?: number;
  points?: Points;
}

export interface WaitOptions {
  signal?: AbortSignal;
}

export class Session implements AsyncDisposable {
  readonly store: LogStore;
  readonly log: LogId;
  #state: State;
  readonly #options: SessionOptions;
  readonly #turns = new Turns();
  readonly #snapshots: SnapshotKeeper;
  /** Our turn at the log, where many write to it. */
  readonly #turn: TurnKeeper;
  /** Nobody else wrote around our last command: the state is current, most likely, and the append will tell. */
  #alone = false;
  readonly #closing = new AbortController();
  /** Why the state can no longer be trusted: a record could be applied only in part. */
  #broken: { readonly error: unknown } | undefined;

  constructor(store: LogStore, log: LogId, from: { state: State; options: SessionOptions }) {
    this.store = store;
    this.log = log;
    this.#state = from.state;
    this.#options = from.options;
    this.#turn = new TurnKeeper(store, log);
    this.#snapshots = new SnapshotKeeper(store, log, from.options.snapshotEvery ?? SNAPSHOT_EVERY);
  }

  /** The state as of the last catch-up or command. To be read, not changed. */
  get state(): State {
    return this.#state;
  }

  get position(): number {
    return this.#state.position;
  }

  /**
   * Gives one command. Rejections by the rules are answers; a broken store throws a TeamError. STORE_UNKNOWN_OUTCOME means
   * that it may have happened: give it again with the same `id`. `signal` ends the waiting, never an append half way.
   */
  async run(call: Call, options: WaitOptions = {}): Promise<Answer> {
    return (await this.runAll([call], options))[0]!;
  }

  /**
   * Gives several commands of one actor as one record: all that they cause becomes durable together. A refused one does not
   * stop the others. Throws INPUT_INVALID for several actors, since a record has one author.
   */
  async runAll(calls: readonly Call[], options: WaitOptions = {}): Promise<Answer[]> {
    const [first] = calls;
    if (!first) return [];
    if (calls.some(({ actor }) => actor.kind !== first.actor.kind || actor.name !== first.actor.name))
      throw new TeamError("INPUT_INVALID", {
        message: "Commands given together have one actor.",
        data: { issues: [{ field: "actor", problem: "differs between the calls" }] },
      });
    return this.#enter((signal) => this.#commit(calls, signal), options);
  }

  /** Reads what others have written. */
  catchUp(options: WaitOptions = {}): Promise<void> {
    return this.#enter(async (signal) => void (await this.#readOn({ signal })), options);
  }

  /** Records above `since`, see `feed`. Ends also when the session is closed. */
  feed(since: number, options: FeedOptions = {}): AsyncIterableIterator<FeedEntry> {
    const { pollMs, points } = this.#options;
    const signal = this.#signalWith(options.signal);
    return feed(this.store, this.log, {
      ...(pollMs === undefined ? {} : { pollMs }),
      ...(points ? { points } : {}),
      ...options,
      signal,
      since,
    });
  }

  /** Waits until `holds` is true of the state; false when `timeoutMs`, `signal` or closing ended the wait. */
  async waitFor(
    holds: (state: State) => boolean,
    { timeoutMs, ...options }: FeedOptions & { timeoutMs?: number } = {},
  ): Promise<boolean> {
    const late = new AbortController();
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => late.abort(), timeoutMs);
    const signal = this.#signalWith(AbortSignal.any([late.signal, ...(options.signal ? [options.signal] : [])]));
    try {
      await this.catchUp({ signal });
      if (holds(this.#state)) return true;
      let looked = this.position;
      for await (const { position } of this.feed(looked, { ...options, signal })) {
        if (position <= looked) continue;
        await this.catchUp({ signal });
        looked = this.position;
        if (holds(this.#state)) return true;
      }
      return false;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for what is under way, ends feeds and waits; later calls reject STORE_CLOSED. Does not close the store. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#turns.done();
    this.#turn.close();
    await this.#snapshots.settled();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #signalWith(more?: AbortSignal): AbortSignal {
    const { signal } = this.#options;
    return AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : []), ...(more ? [more] : [])]);
  }

  /** One command at a time in this process: processes compete, callers do not. */
  #enter<T>(work: (signal: AbortSignal | undefined) => Promise<T>, options: WaitOptions): Promise<T> {
    if (this.#closing.signal.aborted)
      return Promise.reject(new TeamError("STORE_CLOSED", { message: "The session has been closed." }));
    const own = this.#options.signal;
    const signal = own && options.signal ? AbortSignal.any([own, options.signal]) : (own ?? options.signal);
    return this.#turns.take(() => {
      if (this.#broken) throw this.#broken.error;
      return work(signal);
    }, signal);
  }

  /** Replays the log from its first record when one of `calls` asks for what our snapshot left out. */
  async #wholeFor(calls: readonly Call[], signal: AbortSignal | undefined): Promise<void> {
    const asks = calls.some(({ name, input }) => {
      const command = COMMANDS[name];
      const parsed = command?.history && command.input.safeParse(input);
      return parsed?.success && command!.history!(parsed.data, this.#state);
    });
    // Of a session that was compacted the snapshot is all there is.
    if (!asks || !(await hasBeginning(this.store, this.log))) return;
    this.#state = new State();
    await this.#readOn({ signal });
  }

  async #commit(calls: readonly Call[], signal?: AbortSignal): Promise<Answer[]> {
    // Commits of ours whose fate the store could not tell, all behind the same record. One may still turn up.
    const doubtful = new Map<string, Decision>();
    const unsure = (cause?: unknown) =>
      new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log: this.log, commits: [...doubtful.keys()] }, cause });
    // A guess that goes wrong costs an append that is refused at once; reading first costs a read every time.
    let guess = this.#alone;
    const began = this.position;
    try {
      await this.#wholeFor(calls, signal);
      this.#alone = true;
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        // Others wrote while we waited. What reads meanwhile must not pass over a commit whose fate we have to tell.
        if (doubtful.size === 0 && (await this.#turn.begin(() => this.#readOn({ signal })))) guess = false;
        const answers =
          (guess ? undefined : await this.#readOn({ doubtful, signal })) ??
          (await this.#attempt(calls, { doubtful, guess }));
        if (answers) return answers;
        if (!guess) await pause(backOff(attempt, Math.random()), signal);
        guess = false;
      }
    } catch (error) {
      // "Call again" would be wrong advice: the command may have happened.
      throw doubtful.size > 0 ? unsure(error) : error;
    } finally {
      this.#turn.done();
    }
    if (doubtful.size > 0) throw unsure();
    throw this.position === began
      ? new TeamError("STORE_CORRUPT", {
          message: `The store takes no record behind record ${began}, and has none there: the end of the log was removed.`,
          data: { log: this.log, position: began + 1 },
        })
      : new TeamError("STORE_BUSY", { data: { log: this.log, attempts: MAX_ATTEMPTS } });
  }

  /** Decides on the current state and appends. Undefined when someone else was first, or when the store cannot tell. */
  async #attempt(
    calls: readonly Call[],
    { doubtful, guess }: { doubtful: Map<string, Decision>; guess: boolean },
  ): Promise<Answer[] | undefined> {
    const now = this.#options.clock?.() ?? this.store.clock?.() ?? Date.now();
    const decision = decide(this.#state, calls, this.#options.context?.(now) ?? newContext(now));
    // While an earlier try may still turn up, "nothing happened" is not known.
    if (decision.events.length === 0) return guess || doubtful.size > 0 ? undefined : this.#answers(decision);
    const id = newId("c");
    const commit: Commit = { v: 1, id, at: now, by: calls[0]!.actor, for: decision.for, events: decision.events };
    const bytes = encodeCommit(commit);
    await this.#options.points?.("before-append");
    const position = await this.#append(bytes);
    if (position === "unknown") doubtful.set(id, decision);
    if (typeof position !== "number") {
      this.#turn.lost();
      return undefined;
    }
    // Applied from its bytes, as every reader will: live state and replay cannot differ.
    this.#apply(decodeCommit(bytes, { log: this.log, position }), position);
    this.#snapshots.offer(this.#state);
    return this.#answers(decision);
  }

  async #append(bytes: Uint8Array): Promise<number | null | "unknown"> {
    try {
      const position = await this.store.append(this.log, this.position, bytes);
      await this.#options.points?.("after-append");
      return position;
    } catch (error) {
      if (!TeamError.is(error) || error.retry !== "reread") throw error;
      return "unknown";
    }
  }

  /** Applies the records behind our position; answers with the decision of a doubtful commit that is among them, as of its own record. */
  async #readOn({ doubtful, signal }: { doubtful?: Map<string, Decision>; signal: AbortSignal | undefined }) {
    let answers: Answer[] | undefined;
    signal?.throwIfAborted();
    for await (const record of this.store.read(this.log, this.position, signal ? { signal } : {})) {
      this.#alone = false;
      const commit = decodeCommit(record.bytes, { log: this.log, position: record.position });
      this.#applyRead(commit, record.position);
      const landed = doubtful?.get(commit.id);
      if (landed) answers = this.#answers(landed);
      // Whatever was appended behind an older record can no longer be taken.
      doubtful?.clear();
      if (landed) break;
    }
    if (answers) this.#snapshots.offer(this.#state);
    return answers;
  }

  /** No record that was decided on what is before it fails here: what was before it has been changed, or taken out. */
  #applyRead(commit: Commit, position: number): void {
    try {
      if (this.position === 0 && commit.events[0]?.type !== "session.created")
        throw new Error("it is the first, and what was before it is not there");
      this.#apply(commit, position);
    } catch (cause) {
      if (TeamError.is(cause) && cause.code !== "INTERNAL") throw cause;
      const message = `Record ${position} does not follow from those before it: ${(cause as Error).message}.`;
      const error = new TeamError("STORE_CORRUPT", { message, data: { log: this.log, position }, cause });
      this.#broken = { error };
      throw error;
    }
  }

  #answers({ outcomes }: Decision): Answer[] {
    const { position } = this;
    return outcomes.map((o) =>
      o.ok ? { ok: true, result: o.answer(this.#state, position), position } : { ok: false, error: o.error, position },
    );
  }

  #apply(commit: Commit, position: number): void {
    try {
      applyCommit(this.#state, commit, position);
    } catch (error) {
      this.#broken = { error };
      throw error;
    }
    this.#snapshots.count(commit.events.length);
  }
}
