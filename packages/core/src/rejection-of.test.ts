import { expect, it } from "vitest";
import { ERRORS } from "./errors.ts";
import { invalidInput, issuesOf } from "./invalid-input.ts";
import { exitOf, rejectionOf } from "./rejection-of.ts";
import { TeamError } from "./team-error.ts";

it("an error of ours is refused in its own words", () => {
  const error = new TeamError("TASK_NOT_FOUND", { message: "There is no X-1.", hint: "Look.", data: { task: "X-1" } });
  expect(rejectionOf(error)).toEqual({
    code: "TASK_NOT_FOUND",
    message: "There is no X-1.",
    hint: "Look.",
    data: { task: "X-1" },
  });
});

it.each([
  ["an error", new Error("disk"), "disk"],
  ["a long one", new Error("x".repeat(10_000)), "x".repeat(300)],
  ["a word", "no", "no"],
  ["nothing", undefined, "undefined"],
])("%s that nobody foresaw is INTERNAL", (_, thrown, message) => {
  const { meaning, hint } = ERRORS.INTERNAL;
  expect(rejectionOf(thrown)).toEqual({ code: "INTERNAL", message: `${meaning} ${message}`, hint, data: { message } });
});

it("the exit code is that of the table, and never 0", () => {
  expect([exitOf("STORE_FULL"), exitOf("INTERNAL"), exitOf("ELOCKED"), exitOf("toString")]).toEqual([6, 1, 1, 1]);
});

it("an input is wrong in the words of its first issue, with all of them as data", () => {
  const issues = issuesOf({ issues: Array.from({ length: 30 }, (_, n) => ({ path: ["a", n], message: "is odd" })) });
  const error = invalidInput(issues);
  expect([error.code, error.message, issues.length]).toEqual(["INPUT_INVALID", "a.0: is odd.", 20]);
  expect(error.data).toEqual({ issues });
  expect(invalidInput([{ field: "", problem: "no object" }]).message).toBe("no object.");
});
