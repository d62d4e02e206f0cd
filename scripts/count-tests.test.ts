import { expect, it } from "vitest";
import { countTests, notRun } from "./count-tests.ts";

const report = (...files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    testResults: files.map((f) => ({ status: f.status, assertionResults: f.tests.map((status) => ({ status })) })),
  });

it("counts every test once", () => {
  const json = report(
    { status: "failed", tests: ["passed", "failed", "passed"] },
    { status: "passed", tests: ["pending", "todo", "skipped"] },
  );
  expect(countTests(json)).toEqual({ passed: 2, failed: 1, skipped: 3 });
});

it("counts a file that could not be loaded as a failure", () => {
  expect(countTests(report({ status: "failed", tests: [] }))).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it("counts nothing where there is no report", () => {
  expect(countTests("")).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

it("tells once what could not run, and why", () => {
  const test = (...ancestorTitles: string[]) => ({ status: "skipped", ancestorTitles });
  const tests = [
    test("the store (NOT RUN: no server)", "reads"),
    test("the store (NOT RUN: no server)"),
    test("other"),
  ];
  expect(notRun(JSON.stringify({ testResults: [{ assertionResults: tests }] }))).toEqual([
    "not run: the store: no server",
  ]);
  expect(notRun("")).toEqual([]);
});
