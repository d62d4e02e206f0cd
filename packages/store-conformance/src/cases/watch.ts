import assert from "node:assert/strict";
import type { Case, Handle } from "../case.ts";
import { deadline } from "../deadline.ts";
import { listed, numbered, texts, write } from "../log-text.ts";

const PATIENCE = 2000;

export const watchCases: readonly Case[] = [
  {
    requirement: "watch/no-silence",
    title: "one record at a time, from a log that does not exist yet",
    needs: "watch",
    async run({ a, b }) {
      const follower = follow(a, "log");
      for (const [i, record] of numbered(5).entries()) {
        await write(i === 3 ? a : b, "log", [record]);
        await follower.reaches(i + 1, `no wake for record ${i + 1}`);
      }
    },
  },
  {
    requirement: "watch/no-silence",
    title: "a burst of 200",
    needs: "watch",
    async run({ a, b }) {
      const followers = [follow(a, "log"), follow(b, "log")];
      await write(b, "log", numbered(200));
      for (const follower of followers) await follower.reaches(200, "the last of a burst");
    },
  },
  {
    requirement: "watch/unsubscribe",
    title: "by unsubscribing and by closing, with another watcher as the witness",
    needs: "watch",
    async run({ a, b, open }) {
      await write(b, "log", ["1"]);
      const closing = await open();
      let [left, closed] = [0, 0];
      const stop = a.watch("log", () => left++);
      closing.watch("log", () => closed++);
      const witness = follow(a, "log");
      await write(b, "log", ["2"]);
      await witness.reaches(2, "the witness");
      stop();
      stop();
      await closing.close();
      [left, closed] = [0, 0];
      for (const count of [3, 4, 5]) {
        await write(b, "log", [String(count)]);
        await witness.reaches(count, "the witness");
      }
      assert.deepEqual({ left, closed }, { left: 0, closed: 0 });
    },
  },
  {
    requirement: "watch/all-logs",
    title: "logs that came before and after the watcher",
    needs: "watch",
    async run({ a, b }) {
      await write(b, "before", ["x"]);
      const follower = follow(a, "*");
      for (const [i, log] of ["before", "after", "before", "later", "after"].entries()) {
        await write(b, log, ["x"]);
        await follower.reaches(i + 2, `no wake for log ${log}`);
      }
    },
  },
];

/** A reader that does nothing but read whenever it is woken. */
function follow(store: Handle, log: string): { reaches(count: number, what: string): Promise<void> } {
  const wakes = bell();
  store.watch(log, wakes.ring);
  let seen = 0;
  return {
    async reaches(count, what) {
      const all = (async () => {
        while (seen < count) {
          await wakes.next();
          seen = await records();
        }
      })();
      await deadline(all, what, PATIENCE);
    },
  };

  async function records(): Promise<number> {
    let count = 0;
    for (const id of log === "*" ? await listed(store) : [log]) count += (await texts(store, id)).length;
    return count;
  }
}

/** Remembers one ring until somebody waits for it. */
function bell(): { ring(): void; next(): Promise<void> } {
  let rung = false;
  let waiting: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      waiting?.();
    },
    async next() {
      if (!rung) await new Promise<void>((resolve) => (waiting = resolve));
      rung = false;
    },
  };
}
