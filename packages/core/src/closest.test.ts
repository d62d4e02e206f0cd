import { expect, it } from "vitest";
import type * as z from "zod";
import { closest } from "./closest.ts";
import { COMMANDS } from "./commands/table.ts";
import { ERRORS } from "./errors.ts";

const FLAGS = Object.keys((COMMANDS["task.complete"]!.input as z.ZodObject).shape);
const ROLES = ["coordinator", "explorer", "planner", "reviewer", "integrator", "implementer", "tester"];

const cases: [what: string, names: readonly string[], slips: Record<string, string | null>][] = [
  [
    "commands",
    Object.keys(COMMANDS),
    {
      "task.clam": "task.claim",
      "taks.claim": "task.claim",
      "tsk.list": "task.list",
      taskclaim: "task.claim",
      "task.chekpont": "task.checkpoint",
      "sesion.stauts": "session.status",
      "TASK.CLAIM": "task.claim",
      bet: "beat",
      test: null,
      xyzzy: null,
      "task.finish": null,
      "task.claim": null,
    },
  ],
  [
    "flags",
    FLAGS,
    { verdct: "verdict", sumary: "summary", dta: "data", artefact: "artifact", message: null, roles: null, open: null },
  ],
  ["roles", ROLES, { review: "reviewer", reviwer: "reviewer", tetser: "tester", plan: null, builder: null }],
  [
    "errors",
    Object.keys(ERRORS),
    { STORE_BUZY: "STORE_BUSY", TASKCLAIMED: "TASK_CLAIMED", CLAIM_GONE: null, SESSION_MISSING: null },
  ],
  ["the nearest, of several the first", ["abcdexx", "abcdefg", "abcdefh"], { abcdefx: "abcdexx", abcdef: "abcdefg" }],
  ["short words", ["to", "for", "out"], { ot: "to", fro: "for", ou: "out", a: null, "": null, run: null }],
  ["words without end", ["list"], { ["l".repeat(1_000_000)]: null }],
  ["nothing", [], { list: null }],
];

it.each(cases)("the name that was meant, and none for another word: %s", (_, names, slips) => {
  for (const [word, meant] of Object.entries(slips)) expect([word, closest(word, names)]).toEqual([word, meant]);
});

it("one slip is always found, wherever it is", () => {
  for (const name of Object.keys(COMMANDS))
    for (let at = 0; at < name.length; at++) {
      const [before, after] = [name.slice(0, at), name.slice(at)];
      const swapped = before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
      for (const word of [before + after.slice(1), `${before}x${after}`, `${before}#${after.slice(1)}`, swapped])
        if (word !== name) expect(closest(word, [name]), word).toBe(name);
    }
});
