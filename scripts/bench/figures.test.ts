import { expect, it } from "vitest";
import { benchPage, comparison } from "./figures.ts";
import type { Row } from "./row.ts";

const row = (store: string, value: number, more: Partial<Row> = {}): Row => ({
  ...{ what: `claims, ${store}`, value, unit: "a second", compared: ["claims", store] },
  ...more,
});
const saved = {
  day: "2026-11-21",
  machine: "a machine",
  rows: [
    row("file", 500, { baseline: { what: "disk", value: 5_000 }, limit: 0.5, least: true }),
    row("SQLite", 3_000, { baseline: { what: "disk", value: 5_000 }, limit: 0.5, least: true }),
    { ...row("SQLite", 120), what: "longest, SQLite", unit: "ms", compared: ["the longest", "SQLite"] as const },
    { what: "not compared", value: 1, unit: "MB", limit: 2 },
  ],
};

it("sets what is compared side by side, one column a store, and leaves out the rest", () => {
  expect(comparison(saved).split("\n").slice(2)).toEqual([
    "| | file | SQLite |",
    "| --- | --- | --- |",
    "| claims | 500 a second (0.1x) | 3,000 a second (0.6x) |",
    "| the longest |  | 120 ms |",
  ]);
});

it("says how many of the figures asked for are met", () => {
  expect(comparison(saved)).toContain("2 of 3 asked for are met");
  expect(benchPage(saved)).toContain("| not compared | 1 MB |");
});

it("says what nothing means, where a figure is nothing and its note says that", () => {
  const baseline = { what: "socket", value: 30 };
  const note = "0: it is there already";
  const text = (value: number) => comparison({ ...saved, rows: [row("file", value, { baseline, note })] });
  expect(text(0)).toContain("| claims | 0 a second: it is there already |");
  expect(text(60)).toContain("| claims | 60 a second (2x) |");
});
