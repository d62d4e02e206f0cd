/**
 * Milliseconds to wait before trying again after losing `attempt` times (1 is the first loss); `random` is in [0, 1).
 * About a millisecond with jitter for the first losses, then slowly more: 20 ms at most.
 *
 * The first steps do not double: a writer that has waited longest would then wait longest again, while the last winner
 * goes straight on (measured on SQLite, 8 processes: slowest/fastest 0.37 with doubling from 0.05 ms, 0.58 with 1 ms).
 */
export function backOff(attempt: number, random: number): number {
  const ceiling = attempt <= FLAT ? BASE : Math.min(CAP, BASE * 1.5 ** (attempt - FLAT));
  return ceiling * (0.5 + random);
}

const BASE = 1;
const FLAT = 8;
const CAP = 13;
