// The runner as a library: what it does when something beside the workers goes wrong.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterEach, expect, it } from "vitest";
import { isAlive, parseHost, RunRecords, runTeam, type RunOptions, type WorkerStart } from "../src/index.ts";
import { bin, cleanUp, project } from "./kit.ts";

afterEach(cleanUp);
const here = dirname(fileURLToPath(import.meta.url));

async function prepared(): Promise<{ session: Session; options: RunOptions }> {
  const repo = await project();
  const root = join(repo, ".teamwright");
  const storeUrl = `file:${join(root, "store")}`;
  const session = await openSession(await openStore(storeUrl), "TISL-1");
  await session.run({
    name: "session.start",
    input: { session: "TISL-1", team: sampleTeam(), requirement: "r" },
    actor: COORDINATOR,
  });
  const host = await parseHost(`command:${join(here, "worker.mjs")}`);
  const cli = [process.execPath, "--conditions=source", bin];
  return { session, options: { session, repo, root, storeUrl, host, cli, leaseMs: 20_000 } };
}

it("a fault of the runner ends its workers, and a resumed run finishes the job", { timeout: 60_000 }, async () => {
  const { session, options } = await prepared();
  const pids: number[] = [];
  const slow = {
    ...options.host,
    start: async (worker: WorkerStart) => {
      const running = await options.host.start({ ...worker, env: { ...worker.env, PACE: "60000" } });
      pids.push(running.pid);
      return running;
    },
  };
  const afterCommit = async () => {
    if (pids.length > 0) throw new Error("the views' disk is gone");
  };
  const nudged = session.waitFor((s) => [...s.tasks.values()].some((t) => t.claim)).then(() => pids);
  const run = runTeam({ ...options, host: slow, afterCommit });
  await nudged;
  await expect(run).rejects.toThrow("the views' disk is gone");
  const [record] = await new RunRecords(options.root, "TISL-1").list();
  expect(pids).toEqual([record!.worker!.pid]);
  await expect.poll(() => isAlive(record!.worker!)).toBe(false);
  expect(await runTeam(options)).toMatchObject({ status: "done", unmerged: [] });
});

it("a claim that is refused is said, and the run goes on", { timeout: 60_000 }, async () => {
  const { session, options } = await prepared();
  const said: string[] = [];
  let withdrawn = false;
  const afterCommit = async () => {
    const task = [...session.state.tasks.values()].find((t) => t.dispatch);
    if (!task || withdrawn) return;
    withdrawn = true;
    const input = { task: task.id, dispatch: task.dispatch!.dispatch, reason: "not now" };
    await session.run({ name: "task.withdraw", input, actor: COORDINATOR });
  };
  expect(await runTeam({ ...options, afterCommit, say: (line) => said.push(line) })).toMatchObject({ status: "done" });
  expect(said.join("\n")).toMatch(/EXPLORE-001 {2}not claimed for explorer@d1: TASK_DISPATCHED/);
});

it("what another coordinator has promised to its own worker is not taken back", { timeout: 60_000 }, async () => {
  const { session, options } = await prepared();
  const answer = await session.run({ name: "beat", input: {}, actor: { kind: "coordinator", name: "lead" } });
  const [spawn] = (answer as { result: { spawn: { owner: string; dispatch: string }[] } }).result.spawn;
  const stop = new AbortController();
  // Its first commit is its beat: by then it has recovered what it thought was its own.
  let run: ReturnType<typeof runTeam> | undefined;
  await new Promise<void>((beat) => {
    run = runTeam({ ...options, signal: stop.signal, afterCommit: async () => beat() });
  });
  const claim = await session.run({
    name: "task.claim",
    input: { task: "EXPLORE-001", ...pick(spawn!) },
    actor: COORDINATOR,
  });
  expect(claim).toMatchObject({ ok: true });
  stop.abort();
  expect(await run).toMatchObject({ status: "stopped" });
});

const pick = ({ owner, dispatch }: { owner: string; dispatch: string }) => ({ owner, dispatch });

it(
  "an inner loop goes on with the next tasks of its role in one process, however long that takes",
  { timeout: 60_000 },
  async () => {
    const { session, options } = await prepared();
    for (const title of ["one", "two", "three"])
      await session.run({ name: "task.create", input: { prefix: "BUILD", title }, actor: COORDINATOR });
    const slow = {
      ...options.host,
      start: (w: WorkerStart) => options.host.start({ ...w, env: { ...w.env, LOOP_PACE: "500" } }),
    };
    expect(await runTeam({ ...options, host: slow, maxParallel: 1, graceMs: 200 })).toMatchObject({
      status: "done",
      unmerged: [],
    });
    const owner = (id: string) => session.state.tasks.get(id)?.result?.owner;
    expect([owner("BUILD-002"), owner("BUILD-003")]).toEqual([owner("BUILD-001"), owner("BUILD-001")]);
    expect(session.state.tasks.get("BUILD-003")?.attempts).toBe(1);
  },
);
