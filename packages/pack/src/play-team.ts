// A whole team in memory with scripted workers: no model, no disk, a clock that is turned by hand. Everything else is the product itself.
import { type Actor, type Ask, type Severity, type Spawn, splitTaskId, type Team, TeamError } from "@teamwright/core";
import { memoryStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import { inventInput, inventResult } from "./invent.ts";
import type { Act, PlayScript } from "./play-script.ts";

export interface Played {
  status: string;
  reason?: string;
  /** What was started in each beat: `A-001 > B-001 + B-002 > C-001`; a task that is started again has its try behind it. */
  chain: string;
  /** A line for everything a person would see happen. */
  beats: string[];
  /** Questions that were put, by cause, in order. */
  asks: string[];
  /** The options of each question, by ask id. */
  options: Record<string, string[]>;
  /** Status of each task at the end. */
  tasks: Record<string, string>;
}

const COORDINATOR: Actor = { kind: "coordinator", name: "play" };
const WORKER: Actor = { kind: "worker", name: "play" };
const PERSON: Actor = { kind: "human", name: "play" };
/** No pipeline of the 59 we know needs a tenth of it. */
const MAX_BEATS = 2_000;

interface Stage {
  session: Session;
  script: PlayScript;
  clock: { now: number };
  tries: Map<string, number>;
  rounds: string[];
  beats: string[];
  asks: string[];
  options: Record<string, string[]>;
}

/** Plays `script` on `team` until the session ends. Throws PIPELINE_UNKNOWN, or PLAY_STUCK when nothing goes on any more. */
export async function playTeam(team: Team, script: PlayScript): Promise<Played> {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const session = await openSession(memoryStore(), "PLAY-1", { clock: () => clock.now, snapshotEvery: 0 });
  const stage: Stage = { session, script, clock, tries: new Map(), rounds: [], beats: [], asks: [], options: {} };
  const { pipeline, requirement } = script;
  const input = { ...inventInput(team, pipeline), ...script.input };
  await give(stage, "session.start", { session: "PLAY-1", team, requirement, pipeline, input });
  for (let beats = 1; session.state.session!.status === "active"; beats++) {
    if (beats > MAX_BEATS) throw stuck(stage, `no end after ${MAX_BEATS} beats`);
    await beat(stage, beats);
  }
  const { status, reason } = session.state.session!;
  await session.close();
  return {
    status,
    ...(reason === undefined ? {} : { reason }),
    chain: stage.rounds.join(" > "),
    beats: stage.beats,
    asks: stage.asks,
    options: stage.options,
    tasks: Object.fromEntries([...session.state.tasks.values()].map((t) => [t.id, t.status])),
  };
}

/** What happens between two beats. */
interface Round {
  started: string[];
  done: string[];
  lines: string[];
}

async function beat(stage: Stage, number: number): Promise<void> {
  const answer = (await give(stage, "beat", {})) as { spawn: Spawn[]; asks: Ask[]; status: string };
  if (answer.status !== "active") return;
  const round: Round = { started: [], done: [], lines: [] };
  for (const spawn of answer.spawn) await work(stage, spawn, round);
  if (round.started.length > 0) {
    const started = round.started.join(" + ");
    stage.rounds.push(started);
    stage.beats.push(`beat ${number}: ${started}`, ...round.lines.map((line) => `    ${line}`));
    for (const task of new Set(round.done)) await speak(stage, task);
    return;
  }
  const [ask] = answer.asks;
  if (ask) return choose(stage, ask);
  if (stage.session.state.index.liveCount === 0) throw stuck(stage, "nothing is ready, nobody works, nobody is asked");
  // Only the dead hold anything now: their leases end.
  stage.clock.now += 24 * 3_600_000;
}

async function work(stage: Stage, { task, owner, dispatch }: Spawn, round: Round): Promise<void> {
  const claim = (await give(stage, "task.claim", { task, owner, dispatch })) as { token: string };
  let step: { task: string; token: string } | undefined = { task, token: claim.token };
  while (step) step = await act(stage, step, round);
}

/** One try of one task. Returns the next task of an inner loop, which the same worker has already. */
async function act(
  stage: Stage,
  { task, token }: { task: string; token: string },
  { started, done, lines }: Round,
): Promise<{ task: string; token: string } | undefined> {
  const attempt = (stage.tries.get(task) ?? 0) + 1;
  stage.tries.set(task, attempt);
  started.push(attempt === 1 ? task : `${task} (try ${attempt})`);
  const todo = actOf(stage, task, attempt);
  stage.clock.now += 1_000;
  if (todo === "crash") {
    lines.push(`${task} crashes`);
    return undefined;
  }
  if ("fail" in todo) {
    lines.push(`${task} fails: ${todo.fail}`);
    await give(stage, "task.fail", { task, token, reason: todo.fail, ...(todo.final ? { final: true } : {}) });
    return undefined;
  }
  if ("gap" in todo) {
    lines.push(`${task} lacks someone who ${todo.gap}`);
    await give(stage, "role.request", { task, token, capability: todo.gap, blocking: true });
    if (todo.plan) await give(stage, "session.plan", { analysis: todo.plan });
    return undefined;
  }
  const { discuss, ...reported } = todo;
  if (!(await critique(stage, { task, token }, discuss))) {
    lines.push(`${task} finds no consensus`);
    return undefined;
  }
  const result = { ...inventResult(stage.session.state, task), ...reported };
  if (result.verdict) lines.push(`${task} ${result.verdict}${result.score === undefined ? "" : ` ${result.score}`}`);
  const { next } = (await give(stage, "task.complete", { task, token, ...result })) as {
    next: { do: string; task: string; token: string };
  };
  done.push(task);
  return next.do === "continue" ? next : undefined;
}

/** What a person says unasked when `task` is done. */
async function speak(stage: Stage, task: string): Promise<void> {
  for (const { command, input } of stage.script.says[task] ?? []) {
    stage.beats.push(`said after ${task}: ${command} ${JSON.stringify(input)}`);
    await give({ ...stage, actor: PERSON }, command, input);
  }
}

/** Ratings that end in each severity, by the rules of the kernel. */
const RATINGS = { HIGH: 4, MEDIUM: 2, LOW: 2.5 } as const;

/** Records the critique that the task must have, if any. False when the task waits for a person now. */
async function critique(stage: Stage, claim: { task: string; token: string }, severity?: Severity): Promise<boolean> {
  const { session } = stage;
  const nodes = session.state.session!.team.pipelines[session.state.session!.pipeline!]!.nodes;
  const round = nodes[session.state.tasks.get(claim.task)!.node ?? ""]?.discuss;
  if (round === undefined) return true;
  const divergences = severity ? [{ severity, text: "a play" }] : [];
  const names = session.state.session!.team.perspectives[round] ?? ["play"];
  const perspectives = names.map((name) => ({ name, rating: severity ? RATINGS[severity] : 4, divergences }));
  await give(stage, "discuss.record", { ...claim, round, perspectives });
  return session.state.tasks.get(claim.task)!.status === "claimed";
}

/** By id, else by node, else by prefix. The last of several tries goes on. */
function actOf({ script, session }: Stage, task: string, attempt: number): Act {
  const acts = script.work;
  const node = session.state.tasks.get(task)!.node ?? "";
  const prefix = splitTaskId(task)?.prefix ?? "";
  return nth(acts[task] ?? acts[node] ?? acts[prefix] ?? {}, attempt);
}

/** Of several, one after another; the last goes on. */
const nth = <T>(found: T | T[], n: number): T =>
  Array.isArray(found) ? (found[Math.min(n, found.length) - 1] as T) : found;

async function choose(stage: Stage, ask: Ask): Promise<void> {
  const { answers } = stage.script;
  stage.asks.push(ask.cause);
  stage.options[ask.id] = ask.options.map(({ id }) => id);
  const times = stage.asks.filter((cause) => cause === ask.cause).length;
  const option =
    answers[ask.id] === undefined ? nth(answers[ask.cause] ?? ask.options[0]!.id, times) : nth(answers[ask.id]!, 1);
  stage.beats.push(`asked (${ask.cause}): ${ask.question}`, `    answered: ${option}`);
  await give({ ...stage, actor: PERSON }, "ask.answer", { ask: ask.id, option });
}

/** Gives a command: as `actor`, else as the worker when a token is with it, else as the coordinator. Throws the rejection. */
async function give(
  { session, actor }: { session: Session; actor?: Actor },
  name: string,
  input: Record<string, unknown>,
): Promise<unknown> {
  // Whoever has a token is the worker that holds the task.
  const by = actor ?? ("token" in input ? WORKER : COORDINATOR);
  const answer = await session.run({ name, input, actor: by });
  if (answer.ok) return answer.result;
  const { code, message, hint, data } = answer.error;
  throw new TeamError(code, { message: `${name}: ${message}`, hint, data });
}

function stuck(stage: Stage, why: string): TeamError {
  const open = [...stage.session.state.index.open].map((id) => `${id} ${stage.session.state.tasks.get(id)!.status}`);
  return new TeamError("PLAY_STUCK", {
    message: `The play does not end: ${why}. Open: ${open.slice(0, 10).join(", ")}.`,
    data: { chain: stage.rounds.join(" > "), open: open.slice(0, 50) },
  });
}
