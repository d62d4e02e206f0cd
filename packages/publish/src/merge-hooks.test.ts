import { expect, it } from "vitest";
import { mergeHooks } from "./merge-hooks.ts";

const run = (command: string) => [{ type: "command", command }];

it("what two clients run alike is one entry for the tools of both", () => {
  const one = {
    hooks: {
      PreToolUse: [
        { matcher: "Edit|Bash", hooks: run("lock") },
        { matcher: "a__.*", hooks: run("who a__") },
      ],
    },
  };
  const two = {
    hooks: {
      PreToolUse: [
        { matcher: "Bash|apply_patch", hooks: run("lock") },
        { matcher: "b__.*", hooks: run("who b__") },
      ],
      Stop: [{ hooks: run("end") }],
    },
  };
  expect(mergeHooks([one, two, two])).toEqual({
    hooks: {
      PreToolUse: [
        { matcher: "Edit|Bash|apply_patch", hooks: run("lock") },
        { matcher: "a__.*", hooks: run("who a__") },
        { matcher: "b__.*", hooks: run("who b__") },
      ],
      Stop: [{ hooks: run("end") }],
    },
  });
});

it("an entry for every tool stays one for every tool", () => {
  const some = { hooks: { Stop: [{ matcher: "x", hooks: run("end") }] } };
  const all = { hooks: { Stop: [{ hooks: run("end") }] } };
  for (const files of [
    [some, all],
    [all, some],
  ])
    expect(mergeHooks(files)).toEqual(all);
});
