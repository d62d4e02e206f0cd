/** Wins in a row after which a writer that knows of nobody else looks for the first time. */
const FIRST = 4;
/** Longest run of a writer that has found nobody else: one wait in a thousand appends costs it nothing. */
const LONGEST = 1_024;
/** Milliseconds for each other writer; about what one of them needs to read, decide and append. Found by `npm run bench hot`. */
const EACH = 0.5;
/** More writers than this are not told apart. */
const MOST = 16;

/**
 * Whoever wins knows the next position at once; the others must wait, read and ask again, and by then it has won again. Left
 * alone, one of eight processes took 30 % of all appends and another 2 %. So a winner waits before it answers, the longer the more
 * losses it has seen lately. One that has seen none waits after a run of wins; if then still nobody else has won, its next run
 * may be twice as long. Never before an append: what it was decided on would be old by then.
 */
export interface Turns {
  /** Tells how an append to `log` went. Returns the milliseconds to wait before it is answered; `random` is in [0, 1). */
  told(log: string, won: boolean, random: number): number;
}

interface Run {
  wins: number;
  length: number;
  /** About how many others write, by the losses between two wins. */
  others: number;
}

/** Keeps the writers of one handle from taking more than their share. */
export function letOthersIn(): Turns {
  const runs = new Map<string, Run>();
  return {
    told(log, won, random) {
      const run = runs.get(log) ?? { wins: 0, length: FIRST, others: 0 };
      runs.set(log, run);
      if (!won) {
        Object.assign(run, { wins: 0, length: FIRST, others: Math.min(run.others + 1, MOST) });
        return 0;
      }
      run.others *= 0.7;
      run.wins += 1;
      const looks = run.wins >= run.length;
      if (looks) Object.assign(run, { wins: 0, length: Math.min(2 * run.length, LONGEST) });
      return Math.max(looks ? 1 : 0, run.others < 0.5 ? 0 : run.others * EACH) * (0.5 + random);
    },
  };
}
