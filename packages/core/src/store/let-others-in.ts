/** Wins in a row after which a writer that knows of nobody else looks for the first time. */
const FIRST = 4;
/** Longest run of a writer that has found nobody else: one wait in a thousand appends costs it nothing. */
const LONGEST = 1_024;
/** Milliseconds for each other writer; about what a commit takes. */
const EACH = 0.7;

/**
 * Whoever wins knows the next position at once; the others must wait, read and ask again, and by then it has won again. Left
 * alone, one of eight processes took 30 % of all appends and another 2 %. So a writer waits after a win, the longer the more
 * losses it has seen lately. One that has seen none waits after a run of wins; if then still nobody else has won, its next run
 * may be twice as long.
 */
export interface Turns {
  /** Milliseconds to wait before the next append to `log`. */
  wait(log: string, random: number): number;
  /** Tells how an append to `log` went. */
  told(log: string, won: boolean): void;
}

interface Run {
  wins: number;
  length: number;
  /** About how many others write, by the losses between two wins. */
  others: number;
}

export function letOthersIn(): Turns {
  const runs = new Map<string, Run>();
  return {
    wait(log, random) {
      const { wins = 0, length = FIRST, others = 0 } = runs.get(log) ?? {};
      if (wins === 0) return 0;
      return Math.max(wins === length ? 1 : 0, others < 0.5 ? 0 : others * EACH) * (0.5 + random);
    },
    told(log, won) {
      const run = runs.get(log) ?? { wins: 0, length: FIRST, others: 0 };
      runs.set(log, run);
      if (!won) Object.assign(run, { wins: 0, length: FIRST, others: Math.min(run.others + 1, 16) });
      else if (run.wins < run.length) Object.assign(run, { wins: run.wins + 1, others: run.others * 0.7 });
      else Object.assign(run, { wins: 1, length: Math.min(2 * run.length, LONGEST), others: run.others * 0.7 });
    },
  };
}
