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
  for (let i = 0; i < count; i++)
    scenario.finish(scenario.must("task.create", { prefix: "SECURITY", title: `t${i}` }).id);
  return scenario.log;
}

async function files(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  const paths = names.map((e) => join(e.parentPath, e.name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (p) => [p.slice(folder.length), await readFile(p, "utf8")])),
  );
}

it("a rebuild gives the very bytes that were written bit by bit, also by processes that began at a snapshot", async () => {
  const logs: Scenario["log"][] = [longSession(130)];
  simulate({ steps: 1_500, seed: 5, onSession: (log) => logs.push(log) });
  expect(logs.length).toBeGreaterThan(5);
  const seen = new Set<string>();
  let hot = 0;
  for (const [n, log] of logs.entries()) {
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
    await rm(root, { recursive: true, force: true });
  }
  expect([...seen].sort()).toEqual([".msg", ".shown.json", "board.md", "discussions", "session.json", "wisdom"]);
  expect(hot).toBeGreaterThan(20);
});
