// The artifact manifest: what was made from what, and what the reviews made of it.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Team } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { HUMAN, COORDINATOR, type Loose, sampleTeam } from "@teamwright/testing";
import { afterEach, expect, it } from "vitest";
import { project } from "../src/index.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function started(pipeline: string, { team = sampleTeam(), input = {} }: { team?: Team; input?: object } = {}) {
  const root = await mkdtemp(join(tmpdir(), "teamwright-manifest-"));
  folders.push(root);
  const session = await openSession(memoryStore(), "SMP-1");
  const must = async (name: string, args: object, actor = COORDINATOR): Promise<Loose> => {
    const answer = await session.run({ name, input: { ...args }, actor });
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
    return answer.result as Loose;
  };
  await must("session.start", { session: "SMP-1", team, requirement: "r", pipeline, input });
  /** Does a task and leaves a document, unless `artifact` is undefined. */
  const done = async (task: string, result: object = {}) => {
    const { token } = await must("task.claim", { task, owner: "w@1" });
    await must("task.complete", { task, token, summary: "s", artifact: `artifacts/${task}.md`, ...result });
  };
  const answer = (ask: string, option: string) => must("ask.answer", { ask, option }, HUMAN);
  const manifest = async (): Promise<Loose[]> => {
    const file = join(await project(session, root), "artifact-manifest.json");
    const { position, artifacts } = JSON.parse(await readFile(file, "utf8"));
    expect(position).toBe(session.position);
    return artifacts;
  };
  /** Each artifact as `id vN status`. */
  const lines = async () => (await manifest()).map((a) => `${a.artifact_id} v${a.version} ${a.validation_status}`);
  return { session, must, done, answer, manifest, lines };
}

it("says of each artifact who made it, from what, and that nobody has judged it yet", async () => {
  const { done, manifest } = await started("full");
  await done("EXPLORE-001", { data: { artifact_type: "exploration" } });
  await done("SOLVE-001", { artifact: "artifacts/plan.md" });
  expect(await manifest()).toMatchObject([
    { artifact_id: "EXPLORE-001", type: "exploration", dependencies: [], validation_status: "pending" },
    {
      artifact_id: "SOLVE-001",
      task: "SOLVE-001",
      role: "planner",
      type: "solve",
      version: 1,
      path: "artifacts/plan.md",
      dependencies: ["EXPLORE-001"],
      validation_status: "pending",
    },
  ]);
});

it("a rejected plan is superseded by its revision, and what follows is made from the revision", async () => {
  const { done, manifest, lines } = await started("full");
  for (const task of ["EXPLORE-001", "SOLVE-001"]) await done(task);
  await done("AUDIT-001", { verdict: "rejected", score: 40 });
  expect(await lines()).toEqual(["EXPLORE-001 v1 pending", "SOLVE-001 v1 rejected", "AUDIT-001 v1 approved"]);
  await done("SOLVE-fix-001");
  await done("AUDIT-002", { verdict: "concerns", score: 70 });
  await done("MARSHAL-001");
  expect(await lines()).toEqual([
    "EXPLORE-001 v1 pending",
    "SOLVE-001 v1 superseded",
    "AUDIT-001 v1 superseded",
    "SOLVE-fix-001 v2 concerns",
    "AUDIT-002 v2 approved",
    "MARSHAL-001 v1 pending",
  ]);
  const rows = await manifest();
  expect(rows[1]).toMatchObject({ superseded_by: "SOLVE-fix-001" });
  expect(rows[3]).toMatchObject({ type: "solve", dependencies: ["AUDIT-001", "SOLVE-001"] });
  expect(rows[3]!.verdicts).toEqual({ audit: { task: "AUDIT-002", verdict: "concerns" } });
  expect(rows[5]!.dependencies).toEqual(["AUDIT-002", "SOLVE-fix-001"]);
});

it("what goes on although it was rejected has concerns", async () => {
  const { done, lines } = await started("full");
  for (const task of ["EXPLORE-001", "SOLVE-001"]) await done(task);
  await done("AUDIT-001", { verdict: "rejected" });
  await done("SOLVE-fix-001");
  await done("AUDIT-002", { verdict: "rejected" });
  await done("SOLVE-fix-002");
  await done("AUDIT-003", { verdict: "rejected" });
  expect((await lines()).filter((line) => line.startsWith("SOLVE"))).toEqual([
    "SOLVE-001 v1 superseded",
    "SOLVE-fix-001 v2 superseded",
    "SOLVE-fix-002 v3 concerns",
  ]);
});

it("a review of several things judges each, and a revision of all of them takes the place of none", async () => {
  const input = { issues: ["A", "B"].map((id) => ({ id })), ask: true };
  const { done, lines, answer, manifest } = await started("batch", { input });
  for (const task of ["EXPLORE-001", "EXPLORE-002", "SOLVE-001", "SOLVE-002"]) await done(task);
  await done("AUDIT-001", { verdict: "rejected" });
  await done("SOLVE-fix-001");
  const plans = async () => (await lines()).filter((line) => line.startsWith("SOLVE"));
  expect(await plans()).toEqual(["SOLVE-001 v1 rejected", "SOLVE-002 v1 rejected", "SOLVE-fix-001 v1 pending"]);
  await done("AUDIT-002", { verdict: "approved" });
  expect(await plans()).toEqual(["SOLVE-001 v1 approved", "SOLVE-002 v1 approved", "SOLVE-fix-001 v1 approved"]);
  await answer("ASK-001", "go");
  await done("MARSHAL-001", { data: { parallel_groups: [[{ id: "A" }]], risk: "high" } });
  expect((await manifest()).at(-1)!.dependencies).toEqual(["AUDIT-002", "SOLVE-001", "SOLVE-002", "SOLVE-fix-001"]);
  await done("BUILD-001");
  await done("AUDIT-003");
  expect((await lines()).at(-1)).toBe("AUDIT-003 v1 pending");
  await answer("ASK-002", "return");
  expect((await lines()).at(-1)).toBe("AUDIT-003 v1 rejected");
  await done("AUDIT-003");
  await answer("ASK-003", "approve");
  expect((await lines()).slice(-2)).toEqual(["AUDIT-003 v1 superseded", "AUDIT-003.2 v2 approved"]);
});

it("a person's word counts where a person judges, and turns a refusal into concerns", async () => {
  const { must, done, lines, answer } = await started("rounds");
  const { token } = await must("task.claim", { task: "SOLVE-001", owner: "w@1" });
  const claim = { task: "SOLVE-001", token };
  await must("discuss.record", { ...claim, round: "D1", perspectives: [{ name: "p", rating: 4 }] });
  await must("task.complete", { ...claim, summary: "s", artifact: "artifacts/SOLVE-001.md" });
  const bad = { score: 50, data: { coverage: 1 } };
  await done("AUDIT-001", bad);
  await done("SOLVE-fix-001");
  await done("AUDIT-002", bad);
  await done("SOLVE-fix-002");
  await done("AUDIT-003", bad);
  const plan = async () => (await lines()).findLast((line) => line.startsWith("SOLVE"));
  expect(await plan()).toBe("SOLVE-fix-002 v3 rejected");
  await answer("ASK-001", "proceed");
  expect(await plan()).toBe("SOLVE-fix-002 v3 concerns");
  await done("EXPLORE-001", { artifact: "artifacts/steer.md" });
  await answer("ASK-002", "again");
  expect(await plan()).toBe("SOLVE-fix-002 v3 rejected");
  await done("SOLVE-002", { artifact: "artifacts/SOLVE-002.md" });
  await done("AUDIT-004", { score: 90, data: { coverage: 1 } });
  await done("EXPLORE-002", { artifact: "artifacts/steer.md" });
  await answer("ASK-003", "go");
  expect(await plan()).toBe("SOLVE-002 v4 approved");
});

it("the worst of the last verdicts counts, and a plan is not judged by what was built on it", async () => {
  const team = sampleTeam({
    pipelines: {
      two: {
        nodes: {
          plan: { role: "planner" },
          build: { role: "implementer", needs: ["plan"] },
          test: { role: "reviewer", needs: ["build"], context: ["plan"], gate: { revise: { role: "implementer" } } },
          check: { role: "guard", needs: ["build"], gate: { revise: { role: "implementer" } } },
        },
      },
    },
    select: [],
  });
  const { done, manifest, lines } = await started("two", { team });
  await done("SOLVE-001");
  await done("BUILD-001");
  await done("SECURITY-001", { verdict: "approved" });
  await done("AUDIT-001", { verdict: "rejected" });
  expect(await lines()).toEqual([
    "SOLVE-001 v1 pending",
    "BUILD-001 v1 rejected",
    "SECURITY-001 v1 approved",
    "AUDIT-001 v1 approved",
  ]);
  await done("BUILD-002");
  await done("AUDIT-002", { verdict: "approved" });
  await done("SECURITY-002", { verdict: "approved" });
  expect((await manifest()).find((a) => a.task === "BUILD-002")).toMatchObject({
    version: 2,
    validation_status: "approved",
    dependencies: ["AUDIT-001", "BUILD-001"],
  });
  expect((await manifest()).find((a) => a.task === "AUDIT-001")!.dependencies).toEqual(["BUILD-001", "SOLVE-001"]);
});

it("what is made anew takes the place of what was there, and so does all that is made from it", async () => {
  const { must, done, lines, manifest } = await started("full");
  for (const task of ["EXPLORE-001", "SOLVE-001"]) await done(task);
  await done("AUDIT-001", { verdict: "approved" });
  await done("MARSHAL-001");
  await must("task.revise", { task: "SOLVE-001", note: "smaller" });
  expect(await lines()).toEqual([
    "EXPLORE-001 v1 pending",
    "SOLVE-001 v1 approved",
    "AUDIT-001 v1 superseded",
    "MARSHAL-001 v1 superseded",
  ]);
  await done("SOLVE-002");
  await done("AUDIT-002", { verdict: "approved" });
  await done("MARSHAL-002");
  expect((await lines()).slice(1)).toEqual([
    "SOLVE-001 v1 superseded",
    "AUDIT-001 v1 superseded",
    "MARSHAL-001 v1 superseded",
    "SOLVE-002 v2 approved",
    "AUDIT-002 v2 approved",
    "MARSHAL-002 v2 pending",
  ]);
  expect((await manifest()).slice(1, 4).map((a) => a.superseded_by)).toEqual(["SOLVE-002", "AUDIT-002", "MARSHAL-002"]);
});

it("a review that is held again after an improvement judges both", async () => {
  const { must, done, lines } = await started("full");
  for (const task of ["EXPLORE-001", "SOLVE-001"]) await done(task);
  await done("AUDIT-001", { verdict: "concerns" });
  const { id } = await must("task.create", { prefix: "SECURITY", title: "improve", needs: ["AUDIT-001"] });
  await must("task.revise", { task: "AUDIT-001", note: "again", needs: [id] });
  await done(id);
  expect((await lines()).slice(1)).toEqual([
    "SOLVE-001 v1 concerns",
    "AUDIT-001 v1 approved",
    "SECURITY-001 v1 pending",
  ]);
  await done("AUDIT-002", { verdict: "approved" });
  expect((await lines()).slice(1)).toEqual([
    "SOLVE-001 v1 approved",
    "AUDIT-001 v1 superseded",
    "SECURITY-001 v1 approved",
    "AUDIT-002 v2 approved",
  ]);
});

it("a review judges what stands for a node that was left out only where nothing else was made", async () => {
  const gate = { revise: { role: "implementer" } };
  const team = sampleTeam({
    pipelines: {
      routed: {
        nodes: {
          plan: { role: "planner", output: ["size"] },
          more: { role: "planner", needs: ["plan"], when: { fact: "plan.size", eq: "huge" } },
          look: { role: "guard", needs: ["more"], gate: { revise: { role: "planner" } } },
          small: { role: "implementer", needs: ["look"], when: { fact: "plan.size", eq: "small" } },
          large: { role: "implementer", needs: ["look"], when: { fact: "plan.size", eq: "large" } },
          test: { role: "reviewer", needs: ["small", "large"], gate },
        },
      },
    },
    select: [],
  });
  const { session, done, lines } = await started("routed", { team });
  await done("SOLVE-001", { data: { size: "large" } });
  await done("SECURITY-001", { verdict: "approved" });
  await done("BUILD-001");
  expect(session.state.tasks.get("AUDIT-001")!.needs).toContain("BUILD-001");
  await done("AUDIT-001", { verdict: "rejected" });
  const work = async () => (await lines()).filter((line) => /^(SOLVE|BUILD)/.test(line));
  expect(await work()).toEqual(["SOLVE-001 v1 approved", "BUILD-001 v1 rejected"]);
  await done("BUILD-002");
  await done("AUDIT-002", { verdict: "concerns" });
  expect(await work()).toEqual(["SOLVE-001 v1 approved", "BUILD-001 v1 superseded", "BUILD-002 v2 concerns"]);
});
