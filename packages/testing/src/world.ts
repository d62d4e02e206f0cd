// A random team, its session, and what one step of a story does to it.
import { InvariantChecker } from "./invariants.ts";
import { sampleTeam } from "./sample-team.ts";
import { COORDINATOR, HUMAN, type Loose, Scenario, WORKER } from "./scenario.ts";

/** One step: what happens, and the dice it uses. A story is a list of these; it can be replayed and cut. */
export interface Step {
  readonly op: (typeof OPS)[number];
  readonly dice: readonly [number, number, number];
}

export const OPS = [
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
  "revise",
  "cancel",
  "pause",
  "pass",
  "pass",
  "twice",
  "capability",
  "role",
  "explore",
  "plan",
] as const;

interface Held {
  task: string;
  token: string;
  owner: string;
}

export interface World {
  scenario: Scenario;
  checker: InvariantChecker;
  held: Held[];
  lost: Held[];
  stats: { accepted: number; refused: number };
}

/** A fresh session; `variant` (0 to 1) chooses its team and input. */
export function newWorld(number: number, variant: number): World {
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
    ...pipelineOf((variant * 100) % 1),
    input: { issues, ask: (variant * 10) % 1 > 0.5 },
  });
  return { scenario, checker: new InvariantChecker(), held: [], lost: [], stats: { accepted: 0, refused: 0 } };
}

/** A task more somewhere in the pipeline, sometimes by a role that was not foreseen. */
function addition({ state, log }: Scenario, [a, b, c]: Step["dice"]): object {
  const { team, pipeline } = state.session!;
  const nodes = Object.keys(team.pipelines[pipeline!]!.nodes);
  const [near, later] = [a, b].map((dice) => nodes[Math.floor(dice * nodes.length)]!);
  const name = `extra${log.length}`;
  const seat = { prefix: `X${log.length}`, summary: "s", capabilities: ["c"], work: "w", validate: "v" };
  const task = { role: c < 0.4 ? name : "guard", needs: a < 0.8 ? [near] : [], before: b < 0.8 ? [later] : [] };
  return { roles: c < 0.4 ? { [name]: seat } : {}, tasks: { [name]: task } };
}

const pipelineOf = (dice: number) =>
  dice < 0.2 ? { pipeline: "rounds" } : dice < 0.4 ? { pipeline: "chains" } : dice < 0.7 ? { pipeline: "pairs" } : {};

/** Gives a command; a lost token must never be accepted (invariant 7). */
export function give(
  world: World,
  name: string,
  input: Record<string, unknown>,
  as = COORDINATOR,
  id?: string,
): Loose | null {
  const before = new Set(world.lost.map((h) => h.token));
  const answer = world.scenario.give(name, input, { as, ...(id === undefined ? {} : { id }) });
  world.stats[answer.ok ? "accepted" : "refused"]++;
  if (answer.ok && before.has(String(input.token)) && answer.events.length > 0)
    throw new Error(`invariant 7: a lost token wrote ${name}`);
  if (answer.ok) world.checker.check(world.scenario);
  else if (answer.code === "OUTPUT_INVALID" && answer.data.task !== input.task)
    throw new Error(`${String(input.task)} is told of a list that it did not make: ${answer.message}`);
  return answer.ok ? answer.result : null;
}

/** Does one step. Throws when an invariant breaks. */
export function play(world: World, { op, dice: [a, b, c] }: Step): void {
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
    case "explore":
      worker("explore.save", { angle: c < 0.5 ? "water" : "fire", summary: "wet", renew: b < 0.6 });
      break;
    case "plan":
      give(world, "session.plan", { analysis: addition(scenario, [a, b, c]) });
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
    case "revise":
      if (a < 0.3)
        give(world, "task.revise", {
          task: pick(all, b)!,
          note: "otherwise",
          alone: c < 0.3,
          needs: c > 0.7 ? [pick(all, c)!] : [],
        });
      break;
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
export function sortHeld(world: World): void {
  const live = (h: Held) => world.scenario.state.tasks.get(h.task)?.claim?.token_hash === `#${h.token}`;
  world.lost.push(...world.held.filter((h) => !live(h)));
  world.held = world.held.filter(live);
  if (world.lost.length > 50) world.lost.splice(0, 20);
}

/** Some result a task of this kind could have. */
export function work(scenario: Scenario, id: string, b: number, c: number): Record<string, unknown> {
  const task = scenario.state.tasks.get(id);
  return {
    summary: "done",
    ...(task?.kind === "gate"
      ? { verdict: b < 0.5 ? "rejected" : b < 0.8 ? "approved" : "concerns", score: Math.floor(c * 101) }
      : {}),
    ...(task?.output
      ? {
          data: {
            parallel_groups: [["a", "b"], ["c"]].slice(0, 1 + Math.floor(c * 2)),
            risk: c < 0.5 ? "high" : "low",
            coverage: c,
            parts:
              c < 0.1
                ? [{ id: "x" }, { id: "x" }]
                : [{ id: "y", after: ["x"] }, { id: "x" }, { id: "z", after: c < 0.5 ? ["y"] : [] }],
          },
        }
      : {}),
    ...(c < 0.1 ? { signals: ["auth"] } : c < 0.2 ? { signals: ["notes"] } : {}),
    can_spawn: c > 0.9,
  };
}
