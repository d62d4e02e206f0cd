import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const issues = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `GH-${i + 1}` }));
const batch = (input: Record<string, unknown> = {}, change: Record<string, unknown> = {}) => {
  const s = new Scenario();
  s.must("session.start", {
    session: "SMP-2",
    team: sampleTeam(change),
    requirement: "r",
    input: { issues: issues(6), ...input },
  });
  return s;
};
const full = () => {
  const s = new Scenario();
  s.must("session.start", { session: "SMP-3", team: sampleTeam(), requirement: "r" });
  s.finish("EXPLORE-001");
  s.finish("SOLVE-001");
  return s;
};

describe("a gate", () => {
  it("holds everything behind it while the rejected work is revised", () => {
    const s = full();
    s.finish("AUDIT-001", { verdict: "rejected" });
    expect(s.ready()).toEqual(["SOLVE-fix-001"]);
    expect(s.state.tasks.get("MARSHAL-001")!.needs).toEqual(["AUDIT-002"]);
    s.finish("SOLVE-fix-001");
    expect(s.ready()).toEqual(["AUDIT-002"]);
    s.finish("AUDIT-002", { verdict: "concerns" });
    expect(s.ready()).toEqual(["MARSHAL-001"]);
  });

  it("shows the reviser what it revises and why", () => {
    const s = full();
    s.finish("AUDIT-001", { verdict: "rejected", data: { findings: ["a test is missing"] } });
    const { bundle } = s.must("task.claim", { task: "SOLVE-fix-001", owner: "p" }, { as: WORKER });
    expect(bundle.upstream.map((u: { id: string }) => u.id)).toEqual(["AUDIT-001", "SOLVE-001"]);
    expect(bundle.upstream[0].result.data).toEqual({ findings: ["a test is missing"] });
  });

  it("goes on with a warning after its rounds where that is declared", () => {
    const s = full();
    for (const round of [1, 2]) {
      s.finish(`AUDIT-00${round}`, { verdict: "rejected" });
      s.finish(`SOLVE-fix-00${round}`);
    }
    s.finish("AUDIT-003", { verdict: "rejected" });
    expect(s.ready()).toEqual(["MARSHAL-001"]);
    expect(s.state.session!.warnings).toEqual([expect.stringContaining("AUDIT-003 still rejected after 2 rounds")]);
  });

  it("asks after its rounds where that is declared, and can be given one more", () => {
    const s = batch({}, { limits: { max_parallel: 9 } });
    for (const p of ["EXPLORE", "SOLVE"]) for (let i = 1; i <= 6; i++) s.finish(`${p}-00${i}`);
    for (const round of [1, 2]) {
      s.finish(`AUDIT-00${round}`, { verdict: "rejected" });
      s.finish(`SOLVE-fix-00${round}`);
    }
    s.finish("AUDIT-003", { verdict: "rejected" });
    expect(s.ready()).toEqual([]);
    const [ask] = s.must("ask.list").asks;
    s.must("ask.answer", { ask: ask.id, option: "revise" }, { as: HUMAN });
    expect(s.ready()).toEqual(["SOLVE-fix-003"]);
    s.finish("SOLVE-fix-003");
    s.finish("AUDIT-004", { verdict: "approved" });
    expect(s.ready()).toEqual(["MARSHAL-001"]);
  });

  it("wants a verdict, and only a gate does", () => {
    const s = full();
    const { token } = s.must("task.claim", { task: "AUDIT-001", owner: "r" }, { as: WORKER });
    expect(s.give("task.complete", { task: "AUDIT-001", token, summary: "s" }, { as: WORKER })).toMatchObject({
      code: "VERDICT_REQUIRED",
    });
    expect(
      s.give("task.complete", { task: "AUDIT-001", token, summary: "s", verdict: "fine" }, { as: WORKER }),
    ).toMatchObject({ code: "INPUT_INVALID" });
  });
});

describe("a fan-out", () => {
  it("makes one task per item, runs as many as declared, and the next only after all", () => {
    const s = batch();
    expect(s.must("beat", { max: 20 }).spawn).toHaveLength(5);
    expect(s.state.tasks.get("EXPLORE-006")!.title).toBe("Explore GH-6");
    const t = batch();
    for (let i = 1; i <= 6; i++) t.finish(`EXPLORE-00${i}`);
    expect(t.must("beat", { max: 20 }).spawn).toHaveLength(1);
  });

  it("is made late from what a task found, wave by wave", () => {
    const s = batch();
    for (const p of ["EXPLORE", "SOLVE"]) for (let i = 1; i <= 6; i++) s.finish(`${p}-00${i}`);
    s.finish("AUDIT-001", { verdict: "approved" });
    const { token } = s.must("task.claim", { task: "MARSHAL-001", owner: "m" }, { as: WORKER });
    expect(s.give("task.complete", { task: "MARSHAL-001", token, summary: "s" }, { as: WORKER })).toMatchObject({
      code: "OUTPUT_INVALID",
      data: { field: "parallel_groups" },
    });
    expect(
      s.give(
        "task.complete",
        { task: "MARSHAL-001", token, summary: "s", data: { parallel_groups: "all" } },
        { as: WORKER },
      ),
    ).toMatchObject({ code: "OUTPUT_INVALID" });
    s.must(
      "task.complete",
      { task: "MARSHAL-001", token, summary: "s", data: { parallel_groups: [["a", "b", "c", "d"], ["e"]] } },
      { as: WORKER },
    );
    expect(s.must("beat", { max: 20 }).spawn.map((x: { task: string }) => x.task)).toEqual([
      "BUILD-001",
      "BUILD-002",
      "BUILD-003",
    ]);
    expect(s.state.tasks.get("BUILD-005")!.needs).toEqual(["BUILD-001", "BUILD-002", "BUILD-003", "BUILD-004"]);
  });

  it("asks before it makes more tasks than the session may have", () => {
    const s = batch({}, { limits: { max_tasks: 14 } });
    expect(s.statuses()).not.toHaveProperty("MARSHAL-001-x");
    for (const p of ["EXPLORE", "SOLVE"]) for (let i = 1; i <= 6; i++) s.finish(`${p}-00${i}`);
    s.finish("AUDIT-001", { verdict: "approved" });
    s.finish("MARSHAL-001", { data: { parallel_groups: [["a", "b", "c"]] } });
    expect(s.statuses()).not.toHaveProperty("BUILD-001");
    const [ask] = s.must("ask.list").asks;
    expect(ask).toMatchObject({ cause: "budget" });
    s.must("ask.answer", { ask: ask.id, option: "raise" }, { as: HUMAN });
    expect(s.ready()).toEqual(["BUILD-001", "BUILD-002", "BUILD-003"]);
  });
});

describe("routing", () => {
  it("takes the first pipeline whose condition holds", () => {
    expect(full().state.session!.pipeline).toBe("full");
    expect(batch().state.session!.pipeline).toBe("batch");
  });

  it("puts a left-out node's needs in its place", () => {
    expect(batch().state.tasks.get("MARSHAL-001")!.needs).toEqual(["AUDIT-001"]);
    expect(batch({ ask: true }).state.tasks.get("MARSHAL-001")!.needs).toEqual(["ASK-001"]);
  });

  it("lets nothing pass a question that is not answered", () => {
    const s = batch({ ask: true });
    for (const p of ["EXPLORE", "SOLVE"]) for (let i = 1; i <= 6; i++) s.finish(`${p}-00${i}`);
    s.finish("AUDIT-001", { verdict: "approved" });
    expect(s.ready()).toEqual([]);
    expect(s.give("task.claim", { task: "ASK-001", owner: "x" }, { as: WORKER })).toMatchObject({ code: "TASK_STATE" });
    expect(s.give("ask.answer", { ask: "ASK-001", option: "go" }, { as: WORKER })).toMatchObject({
      code: "PERMISSION_DENIED",
    });
    s.must("ask.answer", { ask: "ASK-001", option: "go" }, { as: HUMAN });
    expect(s.ready()).toEqual(["MARSHAL-001"]);
  });

  it("refuses an unknown pipeline and a missing input", () => {
    const s = new Scenario();
    expect(
      s.give("session.start", { session: "X-1", team: sampleTeam(), requirement: "r", pipeline: "huge" }),
    ).toMatchObject({ code: "PIPELINE_UNKNOWN" });
    expect(
      s.give("session.start", { session: "X-1", team: sampleTeam(), requirement: "r", pipeline: "batch" }),
    ).toMatchObject({ code: "PIPELINE_INPUT", data: { input: "issues" } });
    expect(s.log).toHaveLength(0);
  });
});

describe("a signal", () => {
  it("of level P0 stands before all that needed the task, once per session", () => {
    const s = full();
    s.finish("AUDIT-001", { verdict: "approved", signals: ["auth"] });
    expect(s.ready()).toEqual(["SECURITY-001"]);
    s.finish("SECURITY-001", { signals: ["auth"] });
    expect(s.ready()).toEqual(["MARSHAL-001"]);
  });

  it("of level P1 runs beside it, and the session waits for it", () => {
    const s = full();
    s.finish("AUDIT-001", { verdict: "approved", signals: ["notes"] });
    expect(s.ready().sort()).toEqual(["MARSHAL-001", "SECURITY-001"]);
    s.finish("MARSHAL-001");
    s.finish("BUILD-001");
    expect(s.state.session!.status).toBe("active");
    s.finish("SECURITY-001");
    expect(s.state.session!.status).toBe("done");
  });
});

describe("a discussion", () => {
  const record = (s: Scenario, token: string, rating: number, severity?: string) =>
    s.must(
      "discuss.record",
      {
        task: "EXPLORE-001",
        token,
        round: "D1",
        perspectives: [
          { name: "risk", rating, divergences: severity ? [{ severity, text: "cost" }] : [] },
          { name: "product", rating: 4 },
        ],
      },
      { as: WORKER },
    );

  it("stops the task on a high block, warns on a medium one", () => {
    const s = new Scenario();
    s.must("session.start", { session: "SMP-4", team: sampleTeam(), requirement: "r" });
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    expect(record(s, token, 4)).toMatchObject({ verdict: "consensus_reached", rating: 4, status: "claimed" });
    expect(record(s, token, 2)).toMatchObject({ verdict: "consensus_blocked", severity: "MEDIUM", status: "claimed" });
    expect(record(s, token, 4, "HIGH")).toMatchObject({ severity: "HIGH", status: "blocked" });
    expect(s.give("task.complete", { task: "EXPLORE-001", token, summary: "s" }, { as: WORKER })).toMatchObject({
      code: "CLAIM_LOST",
    });
    expect(s.must("beat").next).toBe("ask");
  });
});
