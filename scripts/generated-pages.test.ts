import { expect, it } from "vitest";
import { commandsPage, errorsPage, statesPage } from "./generated-pages.ts";

it("draws every arrow and closes the states that nothing leaves", () => {
  const text = statesPage([{ event: "task.done", from: ["pending", "review"], to: "done", when: "it is done" }]);
  expect(text).toContain("  pending --> done: task.done\n  review --> done: task.done\n  done --> [*]\n");
  expect(text).toContain("| `task.done` | pending, review | done | it is done |");
});

it("keeps a table whole when a text has a bar or a new line", () => {
  const text = errorsPage({ X: { meaning: "a | b\nc", hint: "h", retry: "later", exit: 4, data: ["one", "two"] } });
  expect(text).toContain("| `X` | a \\| b c | h | later, unchanged | 4 | `one` `two` |");
});

it("says in words what a field takes", () => {
  const fields = {
    task: { type: "string", maxLength: 60 },
    kind: { enum: ["run", "board"], default: "run" },
    labels: { items: { anyOf: [{ type: "string" }, { type: "null" }] } },
    n: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  };
  const input = { toJSONSchema: () => ({ properties: fields, required: ["task"] }) };
  const text = commandsPage({
    "x.y": { name: "x.y", summary: "Does.", input, actors: ["human"], examples: ["teamwright x y"], reads: true },
  });
  expect(text).toContain("## x.y\n\nDoes. Given by: human. Changes nothing.");
  expect(text).toContain("| `task` | text up to 60 | yes |  |");
  expect(text).toContain('| `kind` | one of `run`, `board` |  | default `"run"` |');
  expect(text).toContain("| `labels` | list of text or null |  |  |");
  expect(text).toContain("| `n` | number from 1 |  |  |");
});
