// What the views show must depend on the log alone: not on when they were written, how often, or by a process that knew how much.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCommit, encodeSnapshot } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { sampleTeam, Scenario, simulate } from "@teamwright/testing";
import { expect, it } from "vitest";
import { project, rebuild } from "../src/index.ts";

/** The log of a team that did `count` tasks, one after another. */
function longSession(count: number): Scenario["log"] {
  const scenario = new Scenario();
  scenario.must("session.start", { session: "SMP-0", team: sampleTeam(), requirement: "many small things" });
  for (const id of ["EXPLORE-001", "SOLVE-001"]) scenario.finish(id);
  const turned = scenario.must("task.create", { prefix: "SECURITY", title: "turned", needs: ["AUDIT-001"] }).id;
  scenario.finish("AUDIT-001", { verdict: "rejected" });
  scenario.finish("SOLVE-fix-001");
  scenario.finish("AUDIT-002", { verdict: "approved" });
  scenario.must("task.create", { prefix: "EXPLORE", title: "stays open" });
  for (const id of ["MARSHAL-001", "BUILD-001", turned]) scenario.finish(id);
  let needs = ["SOLVE-001"];
  for (let i = 0; i < count; i++) {
    const { id } = scenario.must("task.create", { prefix: "SECURITY", title: `t${i}`, needs });
    scenario.finish(id);
    needs = [id];
  }
  return scenario.log;
}

async function files(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  const paths = names.map((e) => join(e.parentPath, e.name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (p) => [p.slice(folder.length), await readFile(p, "utf8")])),
  );
}

/** The same log in which every result left a document. */
const withArtifacts = (log: Scenario["log"]): Scenario["log"] =>
  log.map(({ position, commit }) => ({
    position,
    commit: {
      ...commit,
      events: commit.events.map((event) =>
        event.type === "task.completed" || event.type === "task.submitted"
          ? { ...event, result: { ...event.result, artifact: `artifacts/${event.task}.md` } }
          : event,
      ),
    },
  }));

it("a rebuild gives the very bytes that were written bit by bit, also by processes that began at a snapshot", async () => {
  const logs: Scenario["log"][] = [longSession(130)];
  simulate({ steps: 1_500, seed: 5, onSession: (log) => logs.push(log) });
  expect(logs.length).toBeGreaterThan(5);
  const seen = new Set<string>();
  let hot = 0;
  let behind = 0;
  for (const [n, bare] of logs.entries()) {
    const log = withArtifacts(bare);
    const root = await mkdtemp(join(tmpdir(), "teamwright-views-"));
    const store = memoryStore();
    const id = `SMP-${n}`;
    for (const [i, { commit }] of log.entries()) {
      await store.append(id, i, encodeCommit(commit));
      if (i % 7 !== 0 && i !== log.length - 1) continue;
      await using session = await openSession(store, id);
      await project(session, root);
      if (!session.state.forgotten.empty) hot++;
      if (i % 28 === 0) await store.snapshots.save(id, session.position, encodeSnapshot(session.state));
    }
    await using session = await openSession(store, id, { whole: true });
    const folder = await project(session, root);
    const before = await files(folder);
    for (const name of Object.keys(before)) seen.add(name.split("/")[1]!);
    await rebuild(session, root);
    expect(await files(folder)).toEqual(before);
    // A first look at the end, by a process that began at a snapshot: most of what it must show it never knew.
    await store.snapshots.save(id, session.position, encodeSnapshot(session.state));
    await using late = await openSession(store, id);
    const fresh = await mkdtemp(join(tmpdir(), "teamwright-views-"));
    expect(await files(await project(late, fresh))).toEqual(before);
    if (log.some(({ commit }) => commit.events.some((e) => "task" in e && late.state.forgotten.has(String(e.task)))))
      behind++;
    for (const folder of [root, fresh]) await rm(folder, { recursive: true, force: true });
  }
  expect([...seen].sort()).toEqual([
    ".msg",
    ".shown.json",
    "artifact-manifest.json",
    "board.md",
    "discussions",
    "explorations",
    "roles",
    "session.json",
    "wisdom",
  ]);
  expect(hot).toBeGreaterThan(20);
  expect(behind).toBeGreaterThan(0);
});
