// The coordinator as a program: beat, start workers, look after them, beat again. No model, no tokens.
import { hostname } from "node:os";
import { type Ask, type Spawn } from "@teamwright/core";
import { pause } from "@teamwright/runtime";
import { mergeWork, settleConflicts } from "./integrate.ts";
import { narrate } from "./narrate.ts";
import { killGroup } from "./process-identity.ts";
import { recover } from "./recover.ts";
import type { RunEnd, RunOptions, Unmerged } from "./run-options.ts";
import { RunRecords } from "./run-records.ts";
import { give, heldBy, type Run, say } from "./run-state.ts";
import { launch } from "./worker.ts";
import { Worktrees } from "./worktrees.ts";

const GRACE_MS = 10_000;
/** Answers of `onAsk` to questions about one thing: "retry" must not try for ever. */
const MAX_ANSWERS = 3;

/** Runs a session until it ends, a person must answer, or `signal` stops it. Throws what the store or git throws. */
export async function runTeam(options: RunOptions): Promise<RunEnd> {
  const trees = await Worktrees.open(options.repo, options.root, options.session.log);
  const records = new RunRecords(options.root, options.session.log);
  const machine = hostname().replace(/[^A-Za-z0-9._-]/g, "-");
  const actor = { kind: "coordinator", name: `run@${machine}`.slice(0, 128) } as const;
  const run: Run = { options, trees, records, actor, workers: new Map() };
  await records.lock();
  const news = follow(run);
  try {
    await recover(run);
    return await coordinate(run, news.next);
  } finally {
    // Only after a fault someone is still at work; a resumed run takes the tasks back.
    for (const { process } of run.workers.values()) if (process) killGroup(process.pid);
    await news.stop();
    await records.unlock();
  }
}

/** Tells what is written by anyone. `next` resolves as soon as there is a record that the session does not know yet. */
function follow(run: Run): { next: (signal: AbortSignal) => Promise<void>; stop: () => Promise<void> } {
  const { session } = run.options;
  const stop = new AbortController();
  let wake = () => {};
  let seen = session.position;
  const ended = (async () => {
    for await (const { position, commit } of session.feed(seen, { signal: stop.signal })) {
      for (const event of commit.events) {
        const line = narrate(event);
        if (line !== null) say(run, line);
      }
      seen = position;
      if (seen > session.position) wake();
    }
  })().catch((error: unknown) => {
    run.fault ??= { error };
    wake();
  });
  return {
    next: (signal) =>
      new Promise((done) => {
        wake = done;
        if (seen > session.position || run.fault) done();
        signal.addEventListener("abort", () => done(), { once: true });
      }),
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

async function coordinate(run: Run, next: (signal: AbortSignal) => Promise<void>): Promise<RunEnd> {
  const { session, maxParallel, signal } = run.options;
  const answers = new Map<string, number>();
  for (;;) {
    if (run.fault) throw run.fault.error;
    if (signal?.aborted) return stopAll(run);
    await settleFinished(run);
    const unmerged = await settleConflicts(run);
    // What starts while work waits to be merged would start without it.
    const max = unmerged.length > 0 ? 0 : (maxParallel ?? session.state.session!.team.limits.max_parallel);
    const beat = (await give(run, "beat", { max })) as { status: string; spawn: Spawn[]; asks: Ask[] };
    if (beat.status !== "active") return end(run, beat.status as RunEnd["status"]);
    if (beat.spawn.length > 0 && !(await isClear(run))) {
      for (const { task, dispatch } of beat.spawn)
        await give(run, "task.withdraw", { task, dispatch, reason: "what it needs is not merged" });
      continue;
    }
    for (const spawn of beat.spawn) await launch(run, spawn);
    let answered = false;
    for (const ask of beat.asks) answered = (await answer(run, { ask, answers, unmerged })) || answered;
    if (answered) continue;
    if (beat.asks.length > 0 && run.workers.size === 0 && session.state.index.liveCount === 0)
      return { status: "asking", asks: beat.asks, unmerged, branch: run.trees.branch };
    await change(run, next);
  }
}

/** Whether all finished work is merged. A task that reported just before the beat may be what the new ones stand on. */
async function isClear(run: Run): Promise<boolean> {
  await settleFinished(run);
  return (await settleConflicts(run)).length === 0;
}

/** Waits until a worker ends, someone writes, or a second has passed (leases end without a sound). */
async function change(run: Run, next: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const late = new AbortController();
  const { signal } = run.options;
  const any = AbortSignal.any([late.signal, ...(signal ? [signal] : [])]);
  await Promise.race([...[...run.workers.values()].map((w) => w.finished), next(any), pause(1_000, any)]);
  late.abort();
}

/** A worker that has reported must be gone and its work integrated before the next one starts from there. */
async function settleFinished(run: Run): Promise<void> {
  const { session, graceMs = GRACE_MS } = run.options;
  await session.catchUp();
  for (const worker of run.workers.values()) {
    const { task, owner } = worker.record;
    if (session.state.tasks.get(task)?.result?.owner !== owner) continue;
    if (heldBy(run, owner).length > 0) {
      // An inner loop: it goes on with its next task. What it has committed so far is there for others; a conflict shows at its end.
      await mergeWork(run, worker.record);
      continue;
    }
    const grace = setTimeout(() => worker.process && killGroup(worker.process.pid), graceMs);
    await worker.finished;
    clearTimeout(grace);
  }
}

/** Answers a question that offers the wanted option; true if it did. Any other waits for a person: no answer is guessed. */
async function answer(
  run: Run,
  { ask, answers, unmerged }: { ask: Ask; answers: Map<string, number>; unmerged: readonly Unmerged[] },
): Promise<boolean> {
  const option = run.options.onAsk;
  // Each try to merge is a question of its own, about the same work.
  const about = ask.task ?? unmerged.find((u) => u.ask === ask.id)?.branch ?? ask.id;
  const before = answers.get(about) ?? 0;
  if (option === undefined || before >= MAX_ANSWERS || !ask.options.some((o) => o.id === option)) return false;
  answers.set(about, before + 1);
  await give(run, "ask.answer", { ask: ask.id, option });
  return true;
}

async function stopAll(run: Run): Promise<RunEnd> {
  for (const worker of run.workers.values()) {
    worker.stopped = "the run was stopped";
    await run.options.session.run({
      name: "task.release",
      input: { task: worker.record.task, token: worker.token, reason: worker.stopped },
      actor: { kind: "worker", name: worker.record.owner },
    });
    if (worker.process) killGroup(worker.process.pid);
  }
  await Promise.all([...run.workers.values()].map((w) => w.finished));
  return { status: "stopped", asks: [], unmerged: await settleConflicts(run), branch: run.trees.branch };
}

async function end(run: Run, status: RunEnd["status"]): Promise<RunEnd> {
  await Promise.all([...run.workers.values()].map((w) => w.finished));
  if (run.fault) throw run.fault.error;
  const unmerged = await settleConflicts(run);
  const whole = status === "done" && unmerged.length === 0;
  const landed = whole && run.options.land ? await run.trees.land() : undefined;
  return { status, asks: [], unmerged, branch: run.trees.branch, ...(landed ? { landed } : {}) };
}
