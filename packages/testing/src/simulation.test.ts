import { describe, expect, it } from "vitest";
import { InvariantChecker } from "./invariants.ts";
import { sampleTeam } from "./sample-team.ts";
import { Scenario, WORKER } from "./scenario.ts";
import { simulate } from "./simulation.ts";

describe("random teams with faults", () => {
  it("hold every invariant for 20,000 steps", { timeout: 60_000 }, () => {
    const result = simulate({ steps: 20_000, seed: 20_261_120 });
    expect(result.failure).toBeUndefined();
    expect(result.steps).toBe(20_000);
    expect(result.accepted).toBeGreaterThan(5_000);
    expect(result.refused).toBeGreaterThan(1_000);
  });

  it("meet every kind of event that is not a board's", () => {
    const { events } = simulate({ steps: 20_000, seed: 5 });
    expect(Object.keys(events).sort()).toEqual(
      [
        "ask.answered", "ask.opened", "attempt.failed", "claim.broken", "claim.expired", "claim.released", "claim.renewed", "discuss.recorded",
        "dispatch.expired", "dispatch.withdrawn", "exploration.saved", "gate.evaluated", "gate.extended", "interrupt.raised", "limit.raised", "message.posted", "node.expanded", "node.guarded", "node.reset", "pipeline.planned",
        "role.added", "session.created", "session.ended", "session.paused", "session.resumed", "signal.injected", "task.approved", "task.asked",
        "task.blocked", "task.cancelled", "task.checkpointed", "task.claimed", "task.completed", "task.created", "task.dispatched", "task.failed",
        "task.progressed", "task.retargeted", "task.returned", "task.skipped", "task.submitted", "warning.raised", "wisdom.added",
      ].sort(),
    ); // prettier-ignore
  });
});

describe("the checker", () => {
  const started = () => {
    const scenario = new Scenario();
    scenario.must("session.start", { session: "SMP-1", team: sampleTeam(), requirement: "r" });
    return scenario;
  };
  const check = (scenario: Scenario) => () => new InvariantChecker().check(scenario);

  it("accepts an honest session", () => {
    expect(check(started())).not.toThrow();
  });

  it("sees a claim before its needs (3)", () => {
    const scenario = started();
    scenario.must("task.claim", { task: "EXPLORE-001", owner: "w" }, { as: WORKER });
    scenario.state.editTask("EXPLORE-001", (t) => (t.needs = ["BUILD-001"]));
    expect(check(scenario)).toThrow(/invariant 3/);
  });

  it("sees a status without its claim (1)", () => {
    const scenario = started();
    scenario.must("task.claim", { task: "EXPLORE-001", owner: "w" }, { as: WORKER });
    scenario.state.editTask("EXPLORE-001", (t) => delete t.claim);
    expect(check(scenario)).toThrow(/invariant 1/);
  });

  it("sees a task that completed twice (2)", () => {
    const scenario = started();
    scenario.finish("EXPLORE-001");
    scenario.log.push(scenario.log.at(-1)!);
    expect(check(scenario)).toThrow(/invariant 2/);
  });

  it("sees one dispatch for two tasks (4)", () => {
    const scenario = started();
    scenario.must("beat");
    const { dispatch } = scenario.state.tasks.get("EXPLORE-001")!;
    scenario.state.editTask("BUILD-001", (t) => (t.dispatch = dispatch!));
    expect(check(scenario)).toThrow(/invariant 4/);
  });

  it("sees a round too many (6)", () => {
    const scenario = started();
    scenario.state.editTask("AUDIT-001", (t) => (t.gate = { round: 3, max_rounds: 2 }));
    expect(check(scenario)).toThrow(/invariant 6/);
  });

  it("sees a live state that the log does not explain (8)", () => {
    const scenario = started();
    scenario.state.editTask("AUDIT-001", (t) => (t.title = "forged"));
    expect(() => new InvariantChecker().checkReplay(scenario)).toThrow(/invariant 8/);
  });

  it("sees a session in which nothing can happen (9)", () => {
    const scenario = started();
    scenario.state.editTask("EXPLORE-001", (t) => (t.ask = "ASK-404"));
    expect(check(scenario)).toThrow(/invariant 9/);
  });
});
