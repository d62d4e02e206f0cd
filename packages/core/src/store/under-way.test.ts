import { expect, it } from "vitest";
import { underWay } from "./under-way.ts";

it("settles when the last has ended, whether well or not, also one that was begun meanwhile", async () => {
  const under = underWay();
  const ends: (() => void)[] = [];
  const begin = () => under.run(() => new Promise<void>((resolve) => ends.push(resolve)));
  const first = begin();
  let settled = false;
  const all = under.settled().then(() => (settled = true));
  const second = begin();
  const third = under.run(() => Promise.reject(new Error("broken")));
  await expect(third).rejects.toThrow("broken");
  ends[0]!();
  await first;
  await Promise.resolve();
  expect(settled).toBe(false);
  ends[1]!();
  await second;
  await all;
  expect(settled).toBe(true);
});
