// Keeps a turn at a busy log for more than one command, so that it is handed over rarely.
import type { LogId, LogStore } from "@teamwright/core/store";
import type { LocalTurns } from "./local-turns.ts";
import { pause } from "./pause.ts";

/** In so many milliseconds a turn comes round to all who wait: enough of them to make handing over (0.2 ms) cheap. */
const ROUND_MS = 160;
/** On a slow disk a turn is longer than its share: handing over after every record would be most of the work. */
const LEAST = 4;
/** A log counts as busy for so long after a loss, or after others have waited. */
const BUSY_MS = 1_000;
/**
 * Who has the next turn reads what others write so often: all at once it were 500 records, read while everybody waits. Nobody else
 * reads ahead, since that takes the processor from who works: SQLite gave a tenth less when all did, every 50 ms.
 */
const NEXT_MS = 5;
/** At a busy log a writer whose disk answers at once hears from timers and sockets at least so often. */
const BREATH_MS = 5;

/**
 * Who wins an append knows the next position first; the others must read, decide again, and lose again: of eight hot processes each
 * was idle or at work in vain most of the time. So after a loss a session asks for a turn before it reads, keeps it while its commands
 * follow each other, and hands it on when its share of a round is over or it has nothing to do. All of it is a hint: without a turn,
 * or with one that was passed on behind its back, the append decides as ever.
 */
export class TurnKeeper {
  readonly #log: LogId;
  readonly #turns: Pick<LogStore, "turn">;
  #leave: () => void;
  #end: (() => void) | undefined;
  #others = 0;
  #since = 0;
  #commands = 0;
  #busyUntil = -Infinity;
  #breathed = 0;
  #working = false;
  #looking = false;

  constructor(store: LogStore, log: LogId) {
    this.#log = log;
    const met = store.turn || store.meetingPlace === undefined ? undefined : meetAt(store.meetingPlace);
    this.#turns = met?.turns ?? store;
    this.#leave = met?.leave ?? (() => {});
  }

  /**
   * Before a command reads: waits for a turn if others have lately been first, and calls `readOn` when it is next, so that little is left
   * to be read then. True if it has waited. Rejects when `readOn` does.
   */
  async begin(readOn: () => Promise<unknown>): Promise<boolean> {
    this.#working = true;
    if (!this.#turns.turn) return false;
    const now = performance.now();
    if (!this.#end && now > this.#busyUntil) return false;
    if (now - this.#breathed > BREATH_MS) {
      await new Promise(setImmediate);
      this.#breathed = performance.now();
    }
    if (this.#end) return false;
    this.#others = 0;
    let over = false;
    let soon!: () => void;
    const next = new Promise<void>((resolve) => (soon = resolve));
    const turn = this.#turns
      .turn(this.#log, (others) => this.#wanted(others), soon)
      .catch(() => null)
      .then((end) => {
        if (over) end?.();
        else this.#end = end ?? undefined;
        return true;
      });
    try {
      const wait = () => next.then(() => pause(NEXT_MS));
      while (!(await Promise.race([turn, wait()]))) await readOn();
    } catch (error) {
      over = true;
      this.#giveBack();
      throw error;
    }
    this.#since = this.#breathed = performance.now();
    this.#commands = 0;
    return true;
  }

  /** Someone else was first. */
  lost(): void {
    this.#busyUntil = performance.now() + BUSY_MS;
  }

  /** Behind a command. */
  done(): void {
    this.#working = false;
    this.#commands += 1;
    if (!this.#end || this.#others === 0 || this.#looking) return;
    const over = performance.now() - this.#since > ROUND_MS / (this.#others + 1);
    if (over && this.#commands >= LEAST) return this.#giveBack();
    this.#looking = true;
    setImmediate(() => {
      this.#looking = false;
      if (!this.#working && this.#others > 0) this.#giveBack();
    });
  }

  close(): void {
    this.#giveBack();
    this.#leave();
    this.#leave = () => {};
  }

  #giveBack(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #wanted(others: number): void {
    this.#others = others;
    this.lost();
    if (!this.#working) this.#giveBack();
  }
}

interface Meeting {
  /** Loaded when the first turn is asked for: most programs never need a socket. */
  turns?: Promise<LocalTurns>;
  members: number;
}

const meetings = new Map<string, Meeting>();

/** One connection of this process for each place, until the last session there is closed. */
function meetAt(path: string): { turns: Pick<LogStore, "turn">; leave: () => void } {
  const meeting = meetings.get(path) ?? { members: 0 };
  meetings.set(path, meeting);
  meeting.members += 1;
  const load = async () => (await import("./local-turns.ts")).localTurns(path);
  return {
    turns: { turn: async (...asked) => (await (meeting.turns ??= load())).turn(...asked) },
    leave() {
      meeting.members -= 1;
      if (meeting.members > 0) return;
      void meeting.turns?.then((turns) => turns.close());
      if (meetings.get(path) === meeting) meetings.delete(path);
    },
  };
}
