import assert from "node:assert/strict";
import type { Case, Handle } from "../case.ts";
import { texts } from "../log-text.ts";

/** Milliseconds by which two readings of one clock may differ: a busy machine takes so long to answer. */
const CLOSE = 2_000;
const AWAY = 3_600_000;

export const clockCases: readonly Case[] = [
  {
    requirement: "clock/one-for-all",
    title:
      "two handles, the second opened while this machine's clock is an hour ahead, the first used while it is an hour behind",
    needs: "clock",
    async run({ a, open }) {
      await texts(a, "log");
      const before = reading(a);
      await withClockSet(AWAY, async () => {
        const late = await open();
        await texts(late, "log");
        agrees(before, reading(late), "the handle of a machine that is ahead");
      });
      await withClockSet(-AWAY, async () => {
        await texts(a, "log");
        agrees(before, reading(a), "a handle whose machine was set back");
      });
    },
  },
  {
    requirement: "clock/one-for-all",
    title: "it goes on between two calls",
    needs: "clock",
    async run({ a }) {
      await texts(a, "log");
      const before = reading(a);
      while (performance.now() - before.at < 50) await texts(a, "log");
      assert.ok(a.clock() - before.clock >= 25, `${a.clock() - before.clock} ms went by in 50`);
    },
  },
  {
    requirement: "clock/one-for-all",
    title: "in milliseconds since 1970",
    needs: "clock",
    async run({ a }) {
      await texts(a, "log");
      const year = new Date(a.clock()).getUTCFullYear();
      assert.ok(year >= 2020 && year < 2200, `the year is ${year}`);
    },
  },
];

interface Reading {
  clock: number;
  at: number;
}

const reading = (store: Handle): Reading => ({ clock: store.clock(), at: performance.now() });

function agrees(before: Reading, now: Reading, who: string): void {
  const off = now.clock - before.clock - (now.at - before.at);
  assert.ok(Math.abs(off) < CLOSE, `${who} is ${Math.round(off)} ms off`);
}

/** Runs `work` while `Date.now` of this process is `by` milliseconds off. */
async function withClockSet(by: number, work: () => Promise<void>): Promise<void> {
  const own = Date.now;
  Date.now = () => own() + by;
  try {
    await work();
  } finally {
    Date.now = own;
  }
}
