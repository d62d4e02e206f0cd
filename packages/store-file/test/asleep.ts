// For tests: a writer that sleeps in the middle of its work, until it is woken.
import { realDisk, type Disk } from "../src/disk.ts";
import { openFileStore, type FileStore, type TestPoint } from "../src/open-file-store.ts";
import { bytes, fill } from "./log.ts";
import { newRoot } from "./new-root.ts";

interface Sleep {
  readonly at: (point: TestPoint) => Promise<void>;
  /** Resolves when somebody sleeps. */
  readonly begun: Promise<void>;
  wake(): void;
}

/** Who comes to `where` sleeps there until it is woken; the first time only. */
function sleepAt(where: TestPoint): Sleep {
  let fallAsleep = (): void => {};
  let wake = (): void => {};
  const begun = new Promise<void>((resolve) => (fallAsleep = resolve));
  const woken = new Promise<void>((resolve) => (wake = resolve));
  return {
    begun,
    wake: () => wake(),
    async at(point) {
      if (point !== where) return;
      fallAsleep();
      await woken;
    },
  };
}

export interface Asleep {
  readonly root: string;
  readonly fast: FileStore;
  readonly slow: FileStore;
  /** What the sleeper's append comes to. */
  readonly late: Promise<number | null>;
  wake(): void;
}

/** A log of `count` records, and a writer that has begun to write the next one and sleeps. */
export async function asleep(count: number, point: TestPoint, write: Disk["write"] = realDisk.write): Promise<Asleep> {
  const root = newRoot();
  const fast = await openFileStore(root, { segment: 8 });
  await fill(fast, 1, count);
  const sleep = sleepAt(point);
  const slow = await openFileStore(root, { at: sleep.at, disk: { write } });
  const late = slow.append("log", count, bytes("late"));
  await Promise.race([sleep.begun, late.catch(() => {})]);
  return { root, fast, slow, late, wake: sleep.wake };
}
