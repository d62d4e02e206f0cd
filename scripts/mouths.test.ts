// Every agent pays for listings and answers in every conversation, so they have budgets.
import { expect, it } from "vitest";
import { mouths } from "./bench/mouths.ts";
import { met } from "./bench/row.ts";

it("listings, answers and a worked task stay within their budgets", { timeout: 240_000 }, async () => {
  const rows = await mouths();
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.filter((row) => met(row) !== true)).toEqual([]);
});
