// The coordinator as a program: beat, start workers, look after them, beat again. No model, no tokens.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Actor, type Ask, type Spawn, TeamError } from "@teamwright/core";
import { pause, type Session } from "@teamwright/runtime";
import type { Host, RunningWorker } from "./command-host.ts";
import { identityOf, isAlive, killGroup } from "./process-identity.ts";
import { type RunRecord, RunRecords } from "./run-records.ts";
import { Worktrees } from "./worktrees.ts";

export interface RunOptions {
  session: Session;
  repo: string;
  /** The `.teamwright` folder: worktrees, run records, the session folder. */
  root: string;
  storeUrl: string;
  host: Host;
  /** How a worker calls the command line: program and first arguments. */
  cli: readonly string[];
  maxParallel?: number;
  leaseMs?: number;
  taskTimeoutMs?: number;
  /** Option to answer every question with, instead of stopping. */
  onAsk?: string;
  land?: boolean;
  say?: (line: string) => void;
  /** Called after every commit of the runner, to write the views. */
  afterCommit?: () => Promise<void>;
  signal?: AbortSignal;
}

export interface RunEnd {
  status: "done" | "failed" | "paused" | "asking" | "stopped" | "archived";
  asks: Ask[];
  landed?: { landed: boolean; say: string };
  branch: string;
}

interface Worker {
  record: RunRecord;
  token: string;
  process?: RunningWorker;
  finished: Promise<void>;
  stopped?: string;
}

const COORDINATOR: Actor = { kind: "coordinator", name: "run" };
/** A worker that has reported its result and does not exit is ended after this. */
const GRACE_MS = 10_000;
/** Answers of `onAsk` to questions about one task: "retry" must not try for ever. */
const MAX_ANSWERS = 3;
const GONE = "its runner is gone";

/** Runs a session until it ends, a person must answer, or `signal` stops it. Throws what the store or git throws. */
export async function runTeam(options: RunOptions): Promise<RunEnd> {
  const trees = await Worktrees.open(options.repo, options.root, options.session.log);
  const records = new RunRecords(options.root, options.session.log);
  await records.lock();
  try {
    return await new Runner(options, trees, records).run();
  } finally {
    await records.unlock();
  }
}

class Runner {
  readonly #o: RunOptions;
  readonly #trees: Worktrees;
  readonly #records: RunRecords;
  readonly #workers = new Map<string, Worker>();
  readonly #answers = new Map<string, number>();
  #fault: { error: unknown } | undefined;

  constructor(options: RunOptions, trees: Worktrees, records: RunRecords) {
    this.#o = options;
    this.#trees = trees;
    this.#records = records;
  }

  async run(): Promise<RunEnd> {
    try {
      await this.#recover();
      const end = await this.#coordinate();
      if (this.#fault) throw this.#fault.error;
      return end;
    } finally {
      // Only after a fault someone is still at work; a resumed run takes the tasks back.
      for (const { process } of this.#workers.values()) if (process) killGroup(process.pid);
    }
  }

  async #coordinate(): Promise<RunEnd> {
    for (;;) {
      if (this.#fault) throw this.#fault.error;
      if (this.#o.signal?.aborted) return this.#stop();
      await this.#settleFinished();
      const beat = (await this.#give("beat", {
        max: this.#o.maxParallel ?? this.#o.session.state.session!.team.limits.max_parallel,
      })) as { status: string; spawn: Spawn[]; asks: Ask[] };
      if (beat.status !== "active") return this.#end(beat.status as RunEnd["status"]);
      for (const spawn of beat.spawn) await this.#launch(spawn);
      let answered = false;
      for (const ask of beat.asks) answered = (await this.#answer(ask)) || answered;
      if (answered) continue;
      if (beat.asks.length > 0 && this.#workers.size === 0 && [...this.#o.session.state.index.live()].length === 0)
        return { status: "asking", asks: beat.asks, branch: this.#trees.branch };
      await this.#change();
    }
  }

  /** Waits until a worker ends, someone else writes, or a second has passed (leases end without a sound). */
  async #change(): Promise<void> {
    const stop = new AbortController();
    const onAbort = () => stop.abort();
    this.#o.signal?.addEventListener("abort", onAbort, { once: true });
    const written = async () => {
      for await (const _ of this.#o.session.feed(this.#o.session.position, { signal: stop.signal })) return;
    };
    await Promise.race([...[...this.#workers.values()].map((w) => w.finished), written(), pause(1_000, stop.signal)]);
    stop.abort();
    this.#o.signal?.removeEventListener("abort", onAbort);
  }

  async #launch(spawn: Spawn): Promise<void> {
    const { session, root, storeUrl } = this.#o;
    const name = `${spawn.task}-${spawn.dispatch}`;
    const record: RunRecord = {
      name,
      task: spawn.task,
      dispatch: spawn.dispatch,
      owner: spawn.owner,
      runner: identityOf(process.pid),
    };
    await this.#records.save(record);
    const tree = await this.#trees.add(name, session.state.tasks.get(spawn.task)?.checkpoint?.commit);
    const answer = await session.run({
      name: "task.claim",
      input: {
        task: spawn.task,
        owner: spawn.owner,
        dispatch: spawn.dispatch,
        ...(this.#o.leaseMs ? { lease_ms: this.#o.leaseMs } : {}),
      },
      actor: COORDINATOR,
    });
    if (!answer.ok) {
      // Paused, withdrawn or cancelled between the intent and now: the next beat knows.
      this.#say(`${spawn.task}  not claimed for ${spawn.owner}: ${answer.error.code}`);
      return this.#forget(record);
    }
    const claim = answer.result as {
      token: string;
      bundle: unknown;
      attempt: number;
      recovered_checkpoint: { commit: string } | null;
    };
    await this.#records.save({ ...record, token: claim.token });
    await this.#o.afterCommit?.();
    const folder = join(root, "sessions", session.log);
    for (const sub of ["logs", "artifacts", "bundles"]) await mkdir(join(folder, sub), { recursive: true });
    const bundle = join(folder, "bundles", `${name}.json`);
    await writeFile(bundle, JSON.stringify(claim.bundle), { mode: 0o600 });
    const from = claim.recovered_checkpoint ? `, from ${claim.recovered_checkpoint.commit.slice(0, 12)}` : "";
    this.#say(
      `${spawn.task}  ${spawn.owner} starts${claim.attempt > 1 ? ` (try ${claim.attempt}${from})` : ""}: ${spawn.title}`,
    );
    const env = {
      TEAMWRIGHT_SESSION: session.log,
      TEAMWRIGHT_TASK: spawn.task,
      TEAMWRIGHT_TOKEN: claim.token,
      TEAMWRIGHT_ROLE: spawn.role,
      TEAMWRIGHT_OWNER: spawn.owner,
      TEAMWRIGHT_STORE: storeUrl,
      TEAMWRIGHT_CLI: JSON.stringify(this.#o.cli),
      TEAMWRIGHT_BUNDLE: bundle,
      TEAMWRIGHT_SESSION_DIR: folder,
      TEAMWRIGHT_ACTOR: `worker:${spawn.owner}`,
    };
    const worker: Worker = { record, token: claim.token, finished: Promise.resolve() };
    try {
      worker.process = await this.#o.host.start({
        argv: ["--session", session.log, "--task", spawn.task, "--role", spawn.role, "--owner", spawn.owner],
        env,
        cwd: tree.path,
        log: join(folder, "logs", `${name}.log`),
      });
      worker.finished = this.#watch(worker, worker.process)
        .catch((error: unknown) => void (this.#fault ??= { error }))
        .finally(() => this.#workers.delete(name));
      this.#workers.set(name, worker);
      await this.#records.save({ ...record, token: claim.token, worker: identityOf(worker.process.pid) });
    } catch (error) {
      await this.#giveUpTry(worker, `could not be started: ${(error as Error).message}`);
    }
  }

  /** Lives as long as the worker: renews its lease, bounds its time, and says what its end means. */
  async #watch(worker: Worker, running: RunningWorker): Promise<void> {
    const { session, taskTimeoutMs } = this.#o;
    const { task, owner } = worker.record;
    const lease = session.state.tasks.get(task)?.claim?.lease_ms ?? 1_800_000;
    const end = (why: string) => {
      worker.stopped ??= why;
      killGroup(running.pid);
    };
    const beat = setInterval(() => void this.#heartbeat(worker, end), Math.max(200, lease / 3));
    const timer = taskTimeoutMs
      ? setTimeout(() => end(`took longer than ${taskTimeoutMs} ms`), taskTimeoutMs)
      : undefined;
    const { code, signal } = await running.exited;
    clearInterval(beat);
    clearTimeout(timer);
    killGroup(running.pid);
    await session.catchUp();
    // What it went on with after its first task is held by a token that only it knew.
    for (const other of this.#held(owner).filter((id) => id !== task))
      await this.#give("task.break", { task: other, reason: `${owner} has ended`, force: true });
    const state = session.state.tasks.get(task);
    const done = state?.result?.owner === owner;
    if (!done)
      await this.#giveUpTry(
        worker,
        worker.stopped ?? (signal ? `ended by ${signal}` : `exited with code ${code} without completing`),
      );
    else {
      this.#say(`${task}  ${state.result?.verdict ?? "done"}: ${state.result?.summary ?? ""}`);
      await this.#integrate(worker.record);
    }
  }

  /** Renews a worker's lease; ends the worker when its claim has passed on. A store that does not answer now may answer next time. */
  async #heartbeat({ record: { task, owner }, token }: Worker, end: (why: string) => void): Promise<void> {
    const { session } = this.#o;
    const beat = { name: "task.heartbeat", input: { task, token }, actor: { kind: "worker", name: owner } } as const;
    const answer = await session.run(beat).catch(() => null);
    if (answer?.ok === false && session.state.tasks.get(task)?.result?.owner !== owner) end("its claim has passed on");
  }

  /** Ends a try that came to nothing; its commits stay on its branch. */
  async #giveUpTry({ record, token }: Pick<Worker, "record" | "token">, reason: string): Promise<void> {
    const answer = await this.#o.session.run({
      name: "task.fail",
      input: { task: record.task, token, reason },
      actor: { kind: "worker", name: record.owner },
    });
    this.#say(`${record.task}  ${record.owner} ${reason}${answer.ok ? "" : ` (${answer.error.code})`}`);
    await this.#o.afterCommit?.();
    await this.#forget(record);
  }

  /** Clears a try away; what it had not committed is kept on a branch, and that is said. */
  async #forget({ name, task, owner }: RunRecord): Promise<void> {
    const kept = await this.#trees.remove(name);
    if (kept) this.#say(`${task}  uncommitted changes of ${owner} are kept on ${kept}`);
    await this.#records.remove(name);
  }

  async #integrate(record: RunRecord): Promise<void> {
    const conflicts = await this.#merge(record);
    if (conflicts.length > 0) {
      const branch = this.#trees.branchOf(record.name);
      await this.#give("ask.open", {
        question: `The work of ${record.task} (branch ${branch}) conflicts with what is integrated in ${conflicts.slice(0, 20).join(", ")}. Merge it into ${this.#trees.branch} by hand, then go on.`,
      });
    }
    await this.#forget(record);
  }

  #merge({ name, task }: RunRecord): Promise<string[]> {
    const title = this.#o.session.state.tasks.get(task)?.title ?? task;
    return this.#trees.integrate(name, `${task}: ${title}`.slice(0, 100));
  }

  /** Tasks that `owner` has claimed now. */
  #held(owner: string): string[] {
    return [...this.#o.session.state.tasks.values()].filter((t) => t.claim?.owner === owner).map((t) => t.id);
  }

  /** A worker that has reported must be gone and its work integrated before the next one starts from there. */
  async #settleFinished(): Promise<void> {
    await this.#o.session.catchUp();
    for (const worker of [...this.#workers.values()]) {
      if (this.#o.session.state.tasks.get(worker.record.task)?.result?.owner !== worker.record.owner) continue;
      if (this.#held(worker.record.owner).length > 0) {
        // An inner loop: it goes on with its next task. What it has committed so far is there for others; a conflict shows at its end.
        await this.#merge(worker.record);
        continue;
      }
      const grace = setTimeout(() => worker.process && killGroup(worker.process.pid), GRACE_MS);
      await worker.finished;
      clearTimeout(grace);
    }
  }

  /** What an earlier run left: its workers are ended, their tasks freed at once, finished work is integrated. */
  async #recover(): Promise<void> {
    const { session } = this.#o;
    for (const record of await this.#records.list()) {
      if (record.worker && isAlive(record.worker)) killGroup(record.worker.pid);
      while (record.worker && isAlive(record.worker)) await pause(20);
      await session.catchUp();
      const task = session.state.tasks.get(record.task);
      for (const held of this.#held(record.owner)) await this.#takeBack(held, record);
      if (task?.result?.owner === record.owner) {
        await this.#integrate(record);
        continue;
      }
      if (task?.dispatch?.dispatch === record.dispatch)
        await this.#give("task.withdraw", { task: record.task, dispatch: record.dispatch, reason: GONE });
      this.#say(`${record.task}  taken back from ${record.owner}: ${GONE}`);
      await this.#forget(record);
    }
    for (const task of session.state.tasks.values()) {
      // Between intent and record a runner can die: nobody will ever claim such a dispatch.
      if (task.dispatch)
        await this.#give("task.withdraw", { task: task.id, dispatch: task.dispatch.dispatch, reason: GONE });
    }
  }

  /** With its token a task goes back without counting as a bad try: kills of the runner must not use up the tries. */
  async #takeBack(task: string, { token }: RunRecord): Promise<void> {
    if (token) {
      const input = { task, token, reason: GONE };
      if ((await this.#o.session.run({ name: "task.release", input, actor: COORDINATOR })).ok) return;
    }
    await this.#give("task.break", { task, reason: GONE, force: true });
  }

  /** Answers a question that offers the wanted option; true if it did. Any other waits for a person: no answer is guessed. */
  async #answer(ask: Ask): Promise<boolean> {
    const option = this.#o.onAsk;
    const about = ask.task ?? ask.id;
    const before = this.#answers.get(about) ?? 0;
    if (option === undefined || before >= MAX_ANSWERS || !ask.options.some((o) => o.id === option)) return false;
    this.#answers.set(about, before + 1);
    this.#say(`${ask.id}  answered with ${option}: ${ask.question}`);
    await this.#give("ask.answer", { ask: ask.id, option });
    return true;
  }

  async #stop(): Promise<RunEnd> {
    for (const worker of this.#workers.values()) {
      worker.stopped = "the run was stopped";
      await this.#o.session.run({
        name: "task.release",
        input: { task: worker.record.task, token: worker.token, reason: "the run was stopped" },
        actor: { kind: "worker", name: worker.record.owner },
      });
      if (worker.process) killGroup(worker.process.pid);
    }
    await Promise.all([...this.#workers.values()].map((w) => w.finished));
    return { status: "stopped", asks: [], branch: this.#trees.branch };
  }

  async #end(status: RunEnd["status"]): Promise<RunEnd> {
    await Promise.all([...this.#workers.values()].map((w) => w.finished));
    const landed = status === "done" && this.#o.land ? await this.#trees.land() : undefined;
    return { status, asks: [], branch: this.#trees.branch, ...(landed ? { landed } : {}) };
  }

  async #give(name: string, input: Record<string, unknown>): Promise<unknown> {
    const answer = await this.#o.session.run({ name, input, actor: COORDINATOR });
    if (!answer.ok) {
      const { code, message, hint, data } = answer.error;
      throw new TeamError(code, { message: `${name}: ${message}`, hint, data });
    }
    await this.#o.afterCommit?.();
    return answer.result;
  }

  #say(line: string): void {
    this.#o.say?.(line);
  }
}
