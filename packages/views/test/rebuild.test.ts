// What the views show must depend on the log alone: not on when they were written, how often, or by a process that knew how much.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeCommit } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { simulate } from "@teamwright/testing";
import { expect, it } from "vitest";
import { project, rebuild } from "../src/index.ts";

async function files(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  const paths = names.map((e) => join(e.parentPath, e.name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (p) => [p.slice(folder.length), await readFile(p, "utf8")])),
  );
}

it("a rebuild gives the very bytes that were written bit by bit, also by processes that began at a snapshot", async () => {
  const logs: Parameters<NonNullable<Parameters<typeof simulate>[0]["onSession"]>>[0][] = [];
  simulate({ steps: 1_500, seed: 5, onSession: (log) => logs.push(log) });
  const seen = new Set<string>();
  expect(logs.length).toBeGreaterThan(5);
  for (const [n, log] of logs.entries()) {
    const root = await mkdtemp(join(tmpdir(), "teamwright-views-"));
    const store = memoryStore();
    for (const [i, { commit }] of log.entries()) {
      await store.append(`SMP-${n}`, i, encodeCommit(commit));
      if (i % 7 !== 0 && i !== log.length - 1) continue;
      await using session = await openSession(store, `SMP-${n}`, { snapshotEvery: 20 });
      await project(session, root);
    }
    await using session = await openSession(store, `SMP-${n}`, { whole: true });
    const folder = await project(session, root);
    const before = await files(folder);
    for (const name of Object.keys(before)) seen.add(name.split("/")[1]!);
    await rebuild(session, root);
    expect(await files(folder)).toEqual(before);
    await rm(root, { recursive: true, force: true });
  }
  expect([...seen].sort()).toEqual([".msg", ".shown.json", "board.md", "discussions", "session.json", "wisdom"]);
});
