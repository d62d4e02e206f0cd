// Sessions that get their roles and nodes while they live.
import { describe, expect, it } from "vitest";
import { COORDINATOR, InvariantChecker, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const role = (prefix: string, ...additional_prefixes: string[]) => ({
  prefix,
  additional_prefixes,
  summary: "s",
  capabilities: ["does what is asked"],
  work: "w",
  validate: "v",
});
const PLAN = {
  roles: { scout: role("SCOUT"), smith: role("SMITH", "SMITH-fix"), judge: role("JUDGE") },
  tasks: {
    look: { role: "scout" },
    forge: { role: "smith", needs: ["look"], discuss: "D1" },
    weigh: { role: "judge", needs: ["forge"], gate: { revise: { role: "smith", prefix: "SMITH-fix" } } },
  },
  perspectives: ["cost", "risk"],
  max_parallel: 2,
};
const empty = (change: Record<string, unknown> = {}) => {
  const s = new Scenario();
  const team = sampleTeam({ roles: {}, pipelines: {}, select: [], inject: [], ...change });
  s.must("session.start", { session: "SMP-1", team, requirement: "r" });
  return s;
};
const planned = (change: Record<string, unknown> = {}) => {
  const s = empty(change);
  plan(s, PLAN);
  return s;
};
const sound = (s: Scenario) => {
  const checker = new InvariantChecker();
  checker.check(s);
  checker.checkReplay(s);
};
const hold = (s: Scenario, task: string) =>
  s.must("task.claim", { task, owner: "w@1" }, { as: WORKER }).token as string;
const EXPERT = {
  roles: { expert: role("EXPERT") },
  tasks: { advise: { role: "expert", needs: ["look"], before: ["forge"] } },
};
const plan = (s: Scenario, analysis: object) => s.must("session.plan", { analysis });

describe("a session without a pipeline", () => {
  it("says that it waits for its plan, and loses nothing meanwhile", () => {
    const s = empty();
    expect(s.must("beat")).toMatchObject({ next: "plan", unplanned: true, requirement: "r", spawn: [] });
    expect(plan(s, PLAN)).toMatchObject({ unplanned: false, added: { look: ["SCOUT-001"] } });
    expect(s.must("beat")).toMatchObject({ next: "spawn", spawn: [{ task: "SCOUT-001" }] });
    expect(s.state.session!.team.limits.max_parallel).toBe(2);
    sound(s);
  });

  it("runs its plan like any pipeline", () => {
    const s = planned();
    s.finish("SCOUT-001");
    const token = hold(s, "SMITH-001");
    const perspectives = [{ name: "cost", rating: 4 }];
    const short = s.give("discuss.record", { task: "SMITH-001", token, round: "D1", perspectives }, { as: WORKER });
    expect(short).toMatchObject({ code: "DISCUSS_PERSPECTIVES", data: { round: "D1", missing: ["risk"] } });
    const both = [...perspectives, { name: "risk", rating: 4 }];
    s.must("discuss.record", { task: "SMITH-001", token, round: "D1", perspectives: both }, { as: WORKER });
    s.must("task.complete", { task: "SMITH-001", token, summary: "done" }, { as: WORKER });
    s.finish("JUDGE-001", { verdict: "rejected" });
    s.finish("SMITH-fix-001");
    s.finish("JUDGE-002", { verdict: "approved" });
    expect(s.state.session!.status).toBe("done");
    sound(s);
  });

  it("tells a worker who must be heard", () => {
    const s = planned();
    s.finish("SCOUT-001");
    const { bundle } = s.must("task.claim", { task: "SMITH-001", owner: "w@1" }, { as: WORKER });
    expect(bundle.task).toMatchObject({ discuss: "D1", perspectives: ["cost", "risk"] });
  });
});

describe("a plan for a running session", () => {
  it("puts a new role's task before one that is blocked for want of it", () => {
    const s = planned();
    s.finish("SCOUT-001");
    const token = hold(s, "SMITH-001");
    s.must("role.request", { task: "SMITH-001", token, capability: "knows steel", blocking: true }, { as: WORKER });
    expect(plan(s, EXPERT)).toMatchObject({ added: { advise: ["EXPERT-001"] }, roles_left: 4 });
    s.must("ask.answer", { ask: "ASK-001", option: "retry" });
    expect(s.ready()).toEqual(["EXPERT-001"]);
    sound(s);
    s.finish("EXPERT-001");
    expect(s.ready()).toEqual(["SMITH-001"]);
    expect(s.state.session!.team.pipelines.plan!.nodes.forge!.needs).toEqual(["look", "advise"]);
  });

  it("takes a promised task back, and leaves one at work alone", () => {
    const s = planned();
    s.finish("SCOUT-001");
    s.must("beat");
    plan(s, EXPERT);
    expect(s.state.tasks.get("SMITH-001")!.dispatch).toBeUndefined();
    sound(s);
    const t = planned();
    t.finish("SCOUT-001");
    hold(t, "SMITH-001");
    expect(t.give("session.plan", { analysis: EXPERT })).toMatchObject({
      code: "TASK_STATE",
      data: { task: "SMITH-001" },
    });
    expect(t.state.session!.team.roles.expert).toBeUndefined();
  });

  it("sees circles that only tasks have, not their nodes", () => {
    const s = planned();
    s.must("session.plan", { analysis: { tasks: { aside: { role: "scout" } } } });
    s.finish("SCOUT-002");
    s.must("task.revise", { task: "SCOUT-002", note: "after the forge", needs: ["SMITH-001"] });
    const analysis = { tasks: { x: { role: "scout", needs: ["aside"], before: ["forge"] } } };
    expect(s.give("session.plan", { analysis })).toMatchObject({ ok: false, code: "TASK_NEEDS_CYCLE" });
    sound(s);
  });

  it("lets nothing wait for what was given up", () => {
    const s = planned();
    s.must("task.cancel", { task: "SCOUT-001", reason: "no" });
    const t = planned();
    t.must("task.create", { prefix: "JUDGE", title: "something else" });
    t.must("task.cancel", { task: "SCOUT-001", reason: "no" });
    expect(
      t.give("session.plan", { analysis: { ...EXPERT, tasks: { x: { role: "expert", needs: ["look"] } } } }),
    ).toMatchObject({ code: "TASK_NOT_READY", data: { waiting_for: ["SCOUT-001"] } });
    expect(s.state.session!.status).toBe("failed");
  });

  it("adds no more roles than the session may have", () => {
    const limits = { max_new_roles: 1 };
    const s = planned({ limits });
    plan(s, EXPERT);
    const more = { roles: { other: role("OTHER") }, tasks: { more: { role: "other" } } };
    expect(s.give("session.plan", { analysis: more })).toMatchObject({ code: "ROLE_LIMIT", data: { max: 1 } });
  });

  it.each([
    ["a prefix that is taken", { roles: { other: role("SCOUT") } }, "ROLE_EXISTS"],
    ["two roles with one prefix", { roles: { a: role("AA"), b: role("AA") } }, "ROLE_EXISTS"],
    ["a node that is there", { tasks: { look: { role: "scout" } } }, "NODE_EXISTS"],
    ["a need that is not there", { tasks: { x: { role: "scout", needs: ["nothing"] } } }, "NODE_UNKNOWN"],
    ["a name that every object has", { tasks: { x: { role: "scout", needs: ["constructor"] } } }, "NODE_UNKNOWN"],
    ["a role that is not there", { tasks: { x: { role: "constructor" } } }, "ROLE_UNKNOWN"],
    [
      "a revision for nobody",
      { tasks: { x: { role: "judge", gate: { revise: { role: "nobody" } } } } },
      "ROLE_UNKNOWN",
    ],
    ["a prefix of another role", { tasks: { x: { role: "scout", prefix: "SMITH" } } }, "ROLE_UNKNOWN"],
    ["a circle", { tasks: { x: { role: "scout", needs: ["weigh"], before: ["look"] } } }, "TASK_NEEDS_CYCLE"],
    [
      "items that take turns and wait for all of them",
      {
        tasks: {
          x: { role: "scout", for_each: [1, 2] },
          y: { role: "scout", follows: "x", in_turn: true, needs: ["x"] },
        },
      },
      "TASK_NEEDS_CYCLE",
    ],
    ["work past a gate", { tasks: { x: { role: "scout", needs: ["forge"] } } }, "NODE_UNGATED"],
    [
      "a gate that others go past",
      { tasks: { x: { role: "judge", needs: ["look"], gate: { revise: { role: "scout" } } } } },
      "NODE_UNGATED",
    ],
    ["nothing", {}, "INPUT_INVALID"],
  ])("refuses %s", (_, analysis, code) => {
    const s = planned();
    expect(s.give("session.plan", { analysis })).toMatchObject({ ok: false, code });
    expect(Object.keys(s.state.session!.team.roles)).toEqual(["scout", "smith", "judge"]);
  });

  it("is not for workers, nor for a session that is over", () => {
    const s = planned();
    expect(s.give("session.plan", { analysis: EXPERT }, { as: WORKER })).toMatchObject({ code: "PERMISSION_DENIED" });
    s.must("session.archive");
    expect(s.give("session.plan", { analysis: EXPERT }, { as: COORDINATOR })).toMatchObject({ code: "SESSION_CLOSED" });
  });
});
