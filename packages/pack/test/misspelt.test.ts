// What is said of a name that is not known in team.yaml: the one that was meant, only where one was.
import { expect, it } from "vitest";
import { load, role } from "./write-packs.ts";

const yaml = `name: mine
summary: One.
session_prefix: MINE
limits: {}
pipelines:
  make:
    summary: One thing.
    nodes:
      make: { role: maker }
      tell: { role: maker, needs: [make] }
select:
  - pipeline: make
`;

it.each([
  ["limits:", "limts:", "Write `limits`."],
  ["session_prefix:", "sesion_prefx:", "Write `session_prefix`."],
  ["limits:", "Limits:", "Write `limits`."],
  ["    nodes:", "    node:", "Write `nodes`."],
  ["needs: [make]", "need: [make]", "Write `needs`."],
  ["role: maker, needs", "role: amker, needs", "Write `maker`, or add roles/amker.md."],
  ["needs: [make]", "needs: [maek]", "Write `make`."],
  ["- pipeline: make", "- pipeline: mak", "Write `make`."],
  ["limits:", "owner:", "Remove it, or use one of name, "],
  ["needs: [make]", "after: [make]", "Remove it, or use one of "],
  ["role: maker, needs", "role: tester, needs", "Use one of maker"],
  ["needs: [make]", "needs: [review]", "Name one of make, tell."],
])("%s as %s: %s", async (right, wrong, fix) => {
  expect(yaml).toContain(right);
  const { complaints } = await load({
    "mine/team.yaml": yaml.replace(right, wrong),
    "mine/roles/maker.md": role("maker", "MAKE"),
  });
  expect(complaints.map((c) => c.fix).join("\n")).toContain(fix);
});

it("is quiet about the names as they are", async () => {
  const { complaints } = await load({ "mine/team.yaml": yaml, "mine/roles/maker.md": role("maker", "MAKE") });
  expect(complaints.filter((c) => c.severity === "error")).toEqual([]);
});
