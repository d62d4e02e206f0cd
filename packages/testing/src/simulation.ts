// Random teams with faults: workers that die, lie, come late or twice, coordinators that forget, people who choose anything.
import { InvariantChecker } from "./invariants.ts";
import { seededRandom } from "./random.ts";
import { sampleTeam } from "./sample-team.ts";
import { COORDINATOR, HUMAN, type Loose, Scenario, WORKER } from "./scenario.ts";

/** One step: what happens, and the dice it uses. A story is a list of these; it can be replayed and cut. */
export interface Step {
  readonly op: (typeof OPS)[number];
  readonly dice: readonly [number, number, number];
}

const OPS = [
  "beat",
  "claim",
  "next",
  "complete",
  "complete",
  "complete",
  "late",
  "fail",
  "release",
  "checkpoint",
  "progress",
  "error",
  "heartbeat",
  "message",
  "wisdom",
  "discuss",
  "answer",
  "break",
  "withdraw",
  "create",
  "cancel",
  "pause",
  "pass",
  "pass",
  "twice",
  "capability",
  "role",
] as const;

interface Held {
  task: string;
  token: string;
  owner: string;
}

interface World {
  scenario: Scenario;
  checker: InvariantChecker;
  held: Held[];
  lost: Held[];
  stats: { accepted: number; refused: number };
}

export interface SimulationResult {
  readonly steps: number;
  readonly sessions: number;
  readonly accepted: number;
  readonly refused: number;
  /** How often each kind of event happened. */
  readonly events: Readonly<Record<string, number>>;
  /** The shortest story found that still breaks an invariant. */
  readonly failure?: { readonly message: string; readonly story: readonly Step[] };
}

/** Runs `steps` random steps from `seed`, checking every invariant after each; sessions follow one another. */
export function simulate({ steps, seed }: { steps: number; seed: number }): SimulationResult {
  const random = seededRandom(seed);
  const dice = () => [random(), random(), random()] as const;
  const total = { steps: 0, sessions: 0, accepted: 0, refused: 0, events: {} as Record<string, number> };
  for (let done = 0; done < steps;) {
    const variant = random();
    const world = newWorld(total.sessions, variant);
    const story: Step[] = [];
    const length = 20 + Math.floor(random() * 160);
    try {
      for (let i = 0; i < length && done < steps; i++, done++) {
        const step: Step = { op: OPS[Math.floor(random() * OPS.length)]!, dice: dice() };
        story.push(step);
        play(world, step);
      }
      finish(world, variant);
    } catch (error) {
      return { ...total, failure: shrink(story, variant, error as Error) };
    }
    total.steps += story.length;
    total.sessions += 1;
    total.accepted += world.stats.accepted;
    total.refused += world.stats.refused;
    for (const { commit } of world.scenario.log)
      for (const { type } of commit.events) total.events[type] = (total.events[type] ?? 0) + 1;
  }
  return total;
}

/** Plays a story again from the start. Throws what it throws. */
export function replayStory(story: readonly Step[], variant: number): void {
  const world = newWorld(0, variant);
  for (const step of story) play(world, step);
  finish(world, variant);
}

function newWorld(number: number, variant: number): World {
  const scenario = new Scenario();
  const issues = Array.from({ length: 1 + Math.floor(variant * 7) }, (_, i) => ({
    id: `GH-${i + 1}`,
    priority: 1 + (i % 5),
  }));
  const team = sampleTeam({
    on_failure: variant < 0.3 ? "fail" : "ask",
    limits: { max_parallel: 4, lease_ms: 60_000, dispatch_ms: 10_000, max_tasks: variant > 0.8 ? 18 : 200 },
  });
  scenario.must("session.start", {
    session: `SMP-${number}`,
    team,
    requirement: "anything",
    input: { issues, ask: (variant * 10) % 1 > 0.5 },
  });
  return { scenario, checker: new InvariantChecker(), held: [], lost: [], stats: { accepted: 0, refused: 0 } };
}

/** Gives a command; a lost token must never be accepted (invariant 7). */
function give(world: World, name: string, input: Record<string, unknown>, as = COORDINATOR, id?: string): Loose | null {
  const before = new Set(world.lost.map((h) => h.token));
  const answer = world.scenario.give(name, input, { as, ...(id === undefined ? {} : { id }) });
  world.stats[answer.ok ? "accepted" : "refused"]++;
  if (answer.ok && before.has(String(input.token)) && answer.events.length > 0)
    throw new Error(`invariant 7: a lost token wrote ${name}`);
  if (answer.ok) world.checker.check(world.scenario);
  return answer.ok ? answer.result : null;
}

function play(world: World, { op, dice: [a, b, c] }: Step): void {
  const { scenario } = world;
  const pick = <T>(list: readonly T[], r: number): T | undefined => list[Math.floor(r * list.length)];
  const all = [...scenario.state.tasks.keys()];
  const mine = pick(world.held, a);
  const hold = (answer: Loose | null, owner: string) => {
    if (answer?.task && answer.token) world.held.push({ task: answer.task, token: answer.token, owner });
    if (answer?.next?.do === "continue") world.held.push({ task: answer.next.task, token: answer.next.token, owner });
  };
  const worker = (name: string, more: Record<string, unknown> = {}, held = mine) =>
    held && give(world, name, { task: held.task, token: held.token, ...more }, WORKER);
  switch (op) {
    case "beat":
      give(world, "beat", a < 0.3 ? { max: Math.floor(b * 6) } : {});
      break;
    case "claim": {
      const task = scenario.state.tasks.get(pick(all, a) ?? "");
      const owner = `w${Math.floor(b * 5)}`;
      if (task)
        hold(
          give(
            world,
            "task.claim",
            { task: task.id, owner, ...(task.dispatch && c < 0.7 ? { dispatch: task.dispatch.dispatch } : {}) },
            WORKER,
          ),
          owner,
        );
      break;
    }
    case "next": {
      const owner = `w${Math.floor(b * 5)}`;
      hold(
        give(world, "task.next", { role: pick(Object.keys(scenario.state.session!.team.roles), a)!, owner }, WORKER),
        owner,
      );
      break;
    }
    case "complete":
    case "twice": {
      if (!mine) break;
      const input = { task: mine.task, token: mine.token, ...work(scenario, mine.task, b, c) };
      const id = `cmd-${scenario.log.length}-${mine.task}`;
      hold(give(world, "task.complete", input, WORKER, id), mine.owner);
      if (op === "twice") {
        const length = scenario.log.length;
        give(world, "task.complete", input, WORKER, id);
        if (scenario.log.length !== length) throw new Error("a repeated command happened twice");
      }
      break;
    }
    case "late": {
      const old = pick(world.lost, a);
      if (old)
        worker(
          pick(["task.complete", "task.checkpoint", "task.progress", "task.heartbeat", "task.fail"], b)!,
          {
            ...(b < 0.2 ? work(scenario, old.task, b, c) : {}),
            ...(b >= 0.2 && b < 0.4 ? { commit: "abc" } : {}),
            ...(b >= 0.4 && b < 0.6 ? { text: "late" } : {}),
            ...(b >= 0.8 ? { reason: "late" } : {}),
          },
          old,
        );
      break;
    }
    case "fail":
      worker("task.fail", { reason: "it broke", final: b < 0.2 });
      break;
    case "release":
      worker("task.release");
      break;
    case "checkpoint":
      worker("task.checkpoint", { commit: `c${Math.floor(b * 1e6)}` });
      break;
    case "progress":
    case "error":
      worker("task.progress", { text: "so far", error: op === "error" });
      break;
    case "heartbeat":
      worker("task.heartbeat");
      break;
    case "message":
      worker("msg.post", { body: "a question", kind: "question" });
      break;
    case "wisdom":
      worker("wisdom.add", { kind: "learning", text: "water is wet" });
      break;
    case "discuss":
      worker("discuss.record", {
        round: "D1",
        perspectives: [
          {
            name: "risk",
            rating: 1 + Math.floor(b * 5),
            divergences: c < 0.2 ? [{ severity: "HIGH", text: "no" }] : [],
          },
        ],
      });
      break;
    case "answer": {
      const ask = pick(
        [...scenario.state.asks.values()].filter((x) => !x.answer),
        a,
      );
      if (ask) give(world, "ask.answer", { ask: ask.id, option: pick(ask.options, b)!.id }, HUMAN);
      break;
    }
    case "break":
      if (a < 0.3) give(world, "task.break", { task: pick(all, b), reason: "gone", force: true });
      break;
    case "withdraw": {
      const task = scenario.state.tasks.get(pick(all, a) ?? "");
      if (task?.dispatch) give(world, "task.withdraw", { task: task.id, dispatch: task.dispatch.dispatch });
      break;
    }
    case "create":
      if (a < 0.2)
        give(world, "task.create", { prefix: "BUILD", title: "extra", needs: [pick(all, b)!, pick(all, c)!] });
      break;
    case "cancel":
      if (a < 0.05) give(world, "task.cancel", { task: pick(all, b)!, reason: "dropped", force: true });
      break;
    case "pause":
      give(world, a < 0.2 ? "session.pause" : "session.resume", {}, HUMAN);
      break;
    case "pass":
      scenario.context.pass(Math.floor(a * (b < 0.2 ? 120_000 : 5_000)) - (c < 0.1 ? 3_000 : 0));
      break;
    case "capability":
      if (a < 0.3) worker("role.request", { capability: "knows tides", blocking: b < 0.5 });
      break;
    case "role":
      give(world, "role.add", { role: { name: `extra${Math.floor(a * 9)}`, prefixes: [`X${Math.floor(a * 9)}`] } });
      break;
  }
  sortHeld(world);
}

/** Moves tokens that no longer hold anything to the lost ones. */
function sortHeld(world: World): void {
  const live = (h: Held) => world.scenario.state.tasks.get(h.task)?.claim?.token_hash === `#${h.token}`;
  world.lost.push(...world.held.filter((h) => !live(h)));
  world.held = world.held.filter(live);
  if (world.lost.length > 50) world.lost.splice(0, 20);
}

function work(scenario: Scenario, id: string, b: number, c: number): Record<string, unknown> {
  const task = scenario.state.tasks.get(id);
  return {
    summary: "done",
    ...(task?.kind === "gate" ? { verdict: b < 0.5 ? "rejected" : b < 0.8 ? "approved" : "concerns" } : {}),
    ...(task?.output
      ? {
          data: {
            parallel_groups: [["a", "b"], ["c"]].slice(0, 1 + Math.floor(c * 2)),
            risk: c < 0.5 ? "high" : "low",
          },
        }
      : {}),
    ...(c < 0.1 ? { signals: ["auth"] } : c < 0.2 ? { signals: ["notes"] } : {}),
    can_spawn: c > 0.9,
  };
}

/** Invariant 9: from here on everybody works honestly, and the session must end. */
function finish(world: World, variant: number): void {
  const { scenario, checker } = world;
  const random = seededRandom(variant * 4_294_967_296);
  give(world, "session.resume", {}, HUMAN);
  for (let round = 0; scenario.state.session!.status === "active"; round++) {
    if (round > 400) throw new Error(`invariant 9: still ${JSON.stringify(scenario.statuses())}`);
    scenario.context.pass(61_000);
    for (const ask of [...scenario.state.asks.values()].filter((x) => !x.answer))
      give(
        world,
        "ask.answer",
        {
          ask: ask.id,
          option: ask.options[round > 200 ? ask.options.length - 1 : Math.floor(random() * ask.options.length)]!.id,
        },
        HUMAN,
      );
    const { spawn } = give(world, "beat", {}) ?? { spawn: [] };
    for (const { task, owner, dispatch } of spawn as { task: string; owner: string; dispatch: string }[]) {
      const claim = give(world, "task.claim", { task, owner, dispatch }, WORKER);
      if (claim)
        give(world, "task.complete", { task, token: claim.token, ...work(scenario, task, random(), random()) }, WORKER);
    }
    sortHeld(world);
  }
  checker.checkReplay(scenario);
  for (let i = 1; i < scenario.log.length; i += Math.max(1, Math.floor(scenario.log.length / 5)))
    checker.checkReplay(scenario, i);
}

/** Drops ever smaller parts of a story as long as the same invariant still breaks. */
function shrink(story: readonly Step[], variant: number, error: Error): { message: string; story: readonly Step[] } {
  const kind = error.message.slice(0, 14);
  const breaks = (steps: readonly Step[]): string | null => {
    try {
      replayStory(steps, variant);
      return null;
    } catch (again) {
      return (again as Error).message.startsWith(kind) ? (again as Error).message : null;
    }
  };
  let best = story;
  let message = error.message;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let i = 0; i < best.length;) {
      const shorter = [...best.slice(0, i), ...best.slice(i + size)];
      const still = breaks(shorter);
      if (still === null) i += size;
      else [best, message] = [shorter, still];
    }
  }
  return { message: `${message} (variant ${variant})`, story: best };
}
