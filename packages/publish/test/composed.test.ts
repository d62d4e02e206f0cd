import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadPack } from "@teamwright/pack";
import { expect, it } from "vitest";
import { buildPack, readPackSource } from "../src/index.ts";
import { folder, PARTS, skills } from "./kit.ts";

it("a pack that builds on another one stands alone when it is built", async () => {
  const dir = join(await folder(), "guarded");
  await mkdir(dir);
  const lead = "---\nname: team-guarded\ndescription: Use when issues need a guard.\n---\n# Guarded\n";
  await writeFile(join(dir, "SKILL.md"), lead);
  await writeFile(
    join(dir, "team.yaml"),
    'name: guarded\nextends: issue\nsummary: "yes: no # 007"\nplays: { rejected-twice: null }\n',
  );
  const { source, complaints } = await readPackSource(dir, { bundled: [skills] });
  expect(complaints.filter((c) => c.severity === "error")).toEqual([]);
  const built = buildPack(source!, ["agent-skills"], PARTS);
  const elsewhere = await folder();
  for (const [path, { bytes }] of built) {
    await mkdir(dirname(join(elsewhere, path)), { recursive: true });
    await writeFile(join(elsewhere, path), bytes);
  }
  const alone = await loadPack(join(elsewhere, "skills", "team-guarded"));
  expect(alone.complaints.filter((c) => c.severity === "error")).toEqual([]);
  expect(alone.team).toEqual(source!.team);
  expect(built.has("skills/team-guarded/references/audit-rubric.md")).toBe(true);
  expect([...built.keys()].filter((path) => path.includes("/plays/")).map((path) => path.split("/").at(-1))).toEqual([
    "batch.yaml",
    "concerns.yaml",
    "rejected-once.yaml",
  ]);
});
