// What every session of every user pays for a pack, held to its budget.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BUDGET, buildPack, costOf, readPackSource, TARGETS } from "../src/index.ts";
import { packWith, PARTS, skills } from "./kit.ts";

async function cost(dir: string) {
  const { source } = await readPackSource(dir);
  const built = buildPack(source!, TARGETS, PARTS);
  return { built, cost: costOf(built, source!.team) };
}

describe.each(readdirSync(skills))("the pack %s", (name) => {
  it("lists few skills and agents, each in few words, and is read in pieces", async () => {
    const { listed, always, first, task } = (await cost(join(skills, name))).cost;
    const count = (kind: string) => listed.filter((l) => l.kind === kind).length;
    expect(count("skill")).toBeGreaterThan(0);
    expect(count("skill")).toBeLessThanOrEqual(BUDGET.skills);
    expect(count("agent")).toBeLessThanOrEqual(BUDGET.agents);
    for (const { description } of listed) expect(description).toBeLessThanOrEqual(BUDGET.description);
    expect(always).toBeLessThanOrEqual((BUDGET.skills + BUDGET.agents) * 60);
    // As Agent Skills advises for the body of a skill.
    expect(first).toBeLessThanOrEqual(5_000);
    expect(task).toBeLessThanOrEqual(5_000);
  });
});

it("counts what is installed, listed, and read at the first use and for a task", async () => {
  const front = `---\nname: team-issue\ndescription: "${"d".repeat(96)}"\n---\n${"w".repeat(400)}\n`;
  const { built, cost: counted } = await cost(await packWith({ "SKILL.md": front }));
  expect(counted.installed).toBe([...built.values()].reduce((sum, { bytes }) => sum + bytes.length, 0));
  expect(counted.listed).toMatchObject([
    { kind: "agent", name: "issue-worker" },
    { kind: "skill", name: "team-issue", description: 96 },
  ]);
  // 10 of the name, 96 of the description and 4 around them, beside the worker's.
  const [worker] = counted.listed;
  expect(counted.always).toBe(Math.ceil((12 + worker!.description + 4) / 4) + Math.ceil((10 + 96 + 4) / 4));
  expect(counted.first).toBeGreaterThan(100);
  expect(counted.task).toBeGreaterThan(100);
});
