import { expect, it } from "vitest";
import { flagNotes, verbOf } from "./flag-notes.ts";
import { VERBS } from "./verbs.ts";

it.each(Object.values(VERBS).map(({ usage }) => [verbOf(usage), usage]))(
  "%s says what each flag is for",
  (_, usage) => {
    for (const [flag, note] of flagNotes(usage)) expect(`${flag}: ${note}`).toMatch(/^[a-z-]+( \S+)?: .{8}/);
  },
);

it("one name may mean several things", () => {
  const host = (usage: string) => flagNotes(usage).find(([flag]) => flag.startsWith("host"))?.[1];
  expect(host(VERBS.run!.usage)).toContain("command:PATH");
  expect(host(VERBS["mcp.serve"]!.usage)).toContain("listen");
});
