// One try of one task: a working copy, a claim, a process, and what its end means.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ClaimBundle, Spawn } from "@teamwright/core";
import { renderBundle } from "@teamwright/prompts";
import type { RunningWorker } from "./command-host.ts";
import { forget, integrate } from "./integrate.ts";
import { identityOf, killGroup } from "./process-identity.ts";
import type { RunRecord } from "./run-records.ts";
import { give, heldBy, type Run, say, type Worker } from "./run-state.ts";

interface Claim {
  token: string;
  bundle: ClaimBundle;
  attempt: number;
  recovered_checkpoint: { commit: string } | null;
}

/** Claims the task of `spawn` and starts its worker. A claim that is refused is said and forgotten: the next beat knows why. */
export async function launch(run: Run, spawn: Spawn): Promise<void> {
  const { session, leaseMs } = run.options;
  const { task, dispatch, owner } = spawn;
  const record: RunRecord = { name: `${task}-${dispatch}`, task, dispatch, owner, runner: identityOf(process.pid) };
  await run.records.save(record);
  const tree = await run.trees.add(record.name, session.state.tasks.get(task)?.checkpoint?.commit);
  const input = { task, owner, dispatch, ...(leaseMs ? { lease_ms: leaseMs } : {}) };
  const answer = await session.run({ name: "task.claim", input, actor: run.actor });
  if (!answer.ok) {
    // Paused, withdrawn or cancelled between the intent and now.
    say(run, `${task}  not claimed for ${owner}: ${answer.error.code}`);
    return forget(run, record);
  }
  const claim = answer.result as Claim;
  const worker: Worker = { record: { ...record, token: claim.token }, token: claim.token, finished: Promise.resolve() };
  await run.records.save(worker.record);
  await run.options.afterCommit?.();
  const from = claim.recovered_checkpoint ? `, from ${claim.recovered_checkpoint.commit.slice(0, 12)}` : "";
  say(run, `${task}  ${owner} starts${claim.attempt > 1 ? ` (try ${claim.attempt}${from})` : ""}: ${spawn.title}`);
  try {
    const running = await start(run, { spawn, claim, cwd: tree.path, name: record.name });
    worker.process = running;
    worker.finished = watch(run, worker, running)
      .catch((error: unknown) => void (run.fault ??= { error }))
      .finally(() => run.workers.delete(record.name));
    run.workers.set(record.name, worker);
    await run.records.save({ ...worker.record, worker: identityOf(running.pid) });
  } catch (error) {
    if (worker.process) throw error;
    await giveUpTry(run, worker, `could not be started: ${(error as Error).message}`);
  }
}

/** The worker's process: told by its environment and arguments what it is to do, and where. */
async function start(
  run: Run,
  { spawn, claim, cwd, name }: { spawn: Spawn; claim: Claim; cwd: string; name: string },
): Promise<RunningWorker> {
  const { session, root, storeUrl, cli, programs, host } = run.options;
  const { task, role, owner } = spawn;
  const folder = join(root, "sessions", session.log);
  for (const sub of ["logs", "artifacts", "bundles"]) await mkdir(join(folder, sub), { recursive: true });
  const bundle = join(folder, "bundles", `${name}.json`);
  await writeFile(bundle, JSON.stringify(claim.bundle), { mode: 0o600 });
  const prompt = join(folder, "bundles", `${name}.md`);
  const artifactExists = existsSync(join(folder, claim.bundle.artifact));
  await writeFile(prompt, renderBundle(claim.bundle, { artifactExists }).text, { mode: 0o600 });
  return host.start({
    argv: ["--session", session.log, "--task", task, "--role", role, "--owner", owner],
    env: {
      TEAMWRIGHT_SESSION: session.log,
      TEAMWRIGHT_TASK: task,
      TEAMWRIGHT_TOKEN: claim.token,
      TEAMWRIGHT_ROLE: role,
      TEAMWRIGHT_OWNER: owner,
      TEAMWRIGHT_STORE: storeUrl,
      TEAMWRIGHT_CLI: JSON.stringify(cli),
      TEAMWRIGHT_BUNDLE: bundle,
      TEAMWRIGHT_PROMPT: prompt,
      PATH: `${await ownCommands(root, { teamwright: cli, ...programs })}${delimiter}${process.env.PATH ?? ""}`,
      TEAMWRIGHT_SESSION_DIR: folder,
      TEAMWRIGHT_ACTOR: `worker:${owner}`,
    },
    cwd,
    log: join(folder, "logs", `${name}.log`),
  });
}

/** A folder with our programs in it: what the prompt tells an agent to run is this very program, installed or not. */
async function ownCommands(root: string, programs: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const folder = join(root, "bin");
  for (const [name, program] of Object.entries(programs)) {
    const words = program.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const path = join(folder, name);
    const text = `#!/bin/sh\nexec ${words} "$@"\n`;
    // Whole or not at all, and not without need: another worker's shell may be reading it.
    if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.${process.pid}`, text, { mode: 0o755 });
    await rename(`${path}.${process.pid}`, path);
  }
  return folder;
}

/** Lives as long as the worker: renews its lease, bounds its time, and says what its end means. */
async function watch(run: Run, worker: Worker, running: RunningWorker): Promise<void> {
  const { session, taskTimeoutMs } = run.options;
  const { task, owner } = worker.record;
  const lease = session.state.tasks.get(task)?.claim?.lease_ms ?? 1_800_000;
  const end = (why: string) => {
    worker.stopped ??= why;
    killGroup(running.pid);
  };
  const beat = setInterval(() => void heartbeat(run, worker, end), Math.max(200, lease / 3));
  const timer = taskTimeoutMs
    ? setTimeout(() => end(`took longer than ${taskTimeoutMs} ms`), taskTimeoutMs)
    : undefined;
  const { code, signal } = await running.exited;
  clearInterval(beat);
  clearTimeout(timer);
  killGroup(running.pid);
  await session.catchUp();
  // What it went on with after its first task is held by a token that only it knew.
  for (const other of heldBy(run, owner).filter((id) => id !== task))
    await give(run, "task.break", { task: other, reason: `${owner} has ended`, force: true });
  const state = session.state.tasks.get(task);
  if (state?.result?.owner === owner) {
    say(run, `${task}  ${state.result.verdict ?? "done"}: ${state.result.summary}`);
    return integrate(run, worker.record);
  }
  const why = signal ? `ended by ${signal}` : `exited with code ${code} without completing`;
  await giveUpTry(run, worker, worker.stopped ?? why);
}

/** Renews a worker's lease; ends the worker when its claim has passed on. A store that does not answer now may answer next time. */
async function heartbeat(run: Run, { record: { task, owner }, token }: Worker, end: (why: string) => void) {
  const { session } = run.options;
  const beat = { name: "task.heartbeat", input: { task, token }, actor: { kind: "worker", name: owner } } as const;
  const answer = await session.run(beat).catch(() => null);
  if (answer?.ok === false && session.state.tasks.get(task)?.result?.owner !== owner) end("its claim has passed on");
}

/** Ends a try that came to nothing; its commits stay on its branch. */
async function giveUpTry(run: Run, { record, token }: Worker, reason: string): Promise<void> {
  const answer = await run.options.session.run({
    name: "task.fail",
    input: { task: record.task, token, reason },
    actor: { kind: "worker", name: record.owner },
  });
  say(run, `${record.task}  ${record.owner} ${reason}${answer.ok ? "" : ` (${answer.error.code})`}`);
  await run.options.afterCommit?.();
  await forget(run, record);
}
