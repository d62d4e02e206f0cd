import { expect, it } from "vitest";
import { letOthersIn } from "./let-others-in.ts";

/** The wait after the last of these outcomes. */
const after = (outcomes: readonly boolean[], random = 0.5): number => {
  const turns = letOthersIn();
  return outcomes.reduce((_, won) => turns.told("log", won, random), 0);
};
const wins = (count: number) => Array<boolean>(count).fill(true);
const losses = (count: number) => Array<boolean>(count).fill(false);

it("looks for others after four wins in a row", () => {
  expect([after(wins(1)), after(wins(3)), after(wins(4)), after(wins(5))]).toEqual([0, 0, 1, 0]);
  expect([after(wins(4), 0), after(wins(4), 1)]).toEqual([0.5, 1.5]);
});

it("waits after a win, the longer the more it has lost, and never after a loss", () => {
  const [one, three, many] = [2, 5, 10].map((count) => after([...losses(count), true]));
  expect(one! > 0 && three! > one! && many! > three!).toBe(true);
  expect(after(losses(10))).toBe(0);
  expect(after([...losses(1_000), true], 1)).toBeLessThan(20);
});

it("forgets others who no longer win", () => {
  expect(after([...losses(7), ...wins(11)])).toBe(0);
});

it("keeps logs apart", () => {
  const turns = letOthersIn();
  for (let i = 0; i < 3; i++) turns.told("one", true, 0.5);
  expect([turns.told("two", true, 0.5), turns.told("one", true, 0.5)]).toEqual([0, 1]);
});

it("hardly ever waits where nobody else writes", () => {
  const turns = letOthersIn();
  const waits = Array.from({ length: 10_000 }, () => turns.told("log", true, 0.5));
  expect(waits.filter((wait) => wait > 0).length).toBeLessThan(20);
});
