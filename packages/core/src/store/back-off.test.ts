import { expect, test } from "vitest";
import { backOff } from "./back-off.ts";

test("the first losses cost about a millisecond, with jitter", () => {
  expect([backOff(1, 0), backOff(1, 0.5), backOff(8, 0.5)]).toEqual([0.5, 1, 1]);
});

test("long losing streaks wait more, and never more than 20 ms", () => {
  const waits = Array.from({ length: 100 }, (_, i) => backOff(i + 1, 0.999));
  expect(waits.every((wait, i) => i === 0 || wait >= waits[i - 1]!)).toBe(true);
  expect(Math.max(...waits)).toBeLessThan(20);
  expect(backOff(1_000_000, 0)).toBeGreaterThan(5);
});
