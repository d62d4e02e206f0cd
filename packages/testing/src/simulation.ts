// Random teams with faults: workers that die, lie, come late or twice, coordinators that forget, people who choose anything.
import { seededRandom } from "./random.ts";
import { HUMAN, type Scenario, WORKER } from "./scenario.ts";
import { give, newWorld, OPS, play, sortHeld, type Step, type World, work } from "./world.ts";

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
export function simulate(options: {
  steps: number;
  seed: number;
  /** Told of the log of each session that went well. */
  onSession?: (log: Scenario["log"]) => void;
}): SimulationResult {
  const { steps, seed, onSession } = options;
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
    onSession?.(world.scenario.log);
  }
  return total;
}

/** Plays a story again from the start. Throws what it throws. */
export function replayStory(story: readonly Step[], variant: number): void {
  const world = newWorld(0, variant);
  for (const step of story) play(world, step);
  finish(world, variant);
}

const consensus = { round: "D1", perspectives: [{ name: "all", rating: 4 }] };

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
      if (claim) give(world, "discuss.record", { task, token: claim.token, ...consensus }, WORKER);
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
