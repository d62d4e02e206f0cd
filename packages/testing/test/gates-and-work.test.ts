import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const gate = (more: object = {}) => ({
  role: "reviewer",
  gate: { revise: { role: "planner", prefix: "SOLVE-fix" }, max_rounds: 2, ...more },
});
const large = { fact: "input.large", eq: true };

const start = (nodes: object, input: object = {}) => {
  const s = new Scenario();
  const team = sampleTeam({ pipelines: { tried: { nodes } }, select: [] });
  s.must("session.start", { session: "SMP-6", team, requirement: "r", pipeline: "tried", input });
  return s;
};
const revises = (s: Scenario, task: string) => s.state.tasks.get(task)!.revises;
const upstream = (s: Scenario, task: string) => {
  const { bundle } = s.must("task.claim", { task, owner: "w" }, { as: WORKER });
  return bundle.upstream.map(({ id }: { id: string }) => id);
};

describe("what a gate judges", () => {
  const either = {
    explore: { role: "explorer" },
    solve: { role: "planner", needs: ["explore"], when: large },
    build: { role: "implementer", needs: ["explore"] },
    audit: { ...gate(), needs: ["solve", "build"] },
    watch: { role: "watcher", needs: ["audit"] },
  };

  it("is the work it names, and not what stands for work that was left out", () => {
    const s = start(either);
    expect(s.state.tasks.get("AUDIT-001")).toMatchObject({
      needs: ["EXPLORE-001", "BUILD-001"],
      judges: ["BUILD-001"],
    });
    s.finish("EXPLORE-001");
    s.finish("BUILD-001");
    s.finish("AUDIT-001", { verdict: "rejected" });
    expect(revises(s, "SOLVE-fix-001")).toEqual(["BUILD-001"]);
    expect(s.state.nodes.get("build")!.tasks).toEqual(["BUILD-001", "SOLVE-fix-001"]);
  });

  it("is what stands for that work where nothing else was made", () => {
    const { build: _, ...nodes } = { ...either, audit: { ...gate(), needs: ["solve"] } };
    const s = start(nodes);
    expect(s.state.tasks.get("AUDIT-001")!.judges).toEqual(["EXPLORE-001"]);
  });

  it("is nothing where no work was made at all: the gate is left out with it", () => {
    const s = start({
      solve: { role: "planner", when: large },
      audit: { ...gate(), needs: ["solve"] },
      steer: { ...gate({ ask: { question: "Deeper?" } }), needs: ["audit"] },
      build: { role: "implementer", needs: ["steer"] },
    });
    expect(s.ready()).toEqual(["BUILD-001"]);
    expect(Object.keys(s.statuses())).toEqual(["BUILD-001"]);
  });

  it("may be nothing where none was declared", () => {
    expect(start({ audit: gate() }).ready()).toEqual(["AUDIT-001"]);
    expect(start({ may: { ask: { question: "?" } }, audit: { ...gate(), needs: ["may"] } }).statuses()).toHaveProperty("AUDIT-001"); // prettier-ignore
  });

  it("is, behind a gate or a question, the work that those stand behind, and its worker reads it", () => {
    const s = start({
      solve: { role: "planner" },
      audit: { ...gate(), needs: ["solve"] },
      second: { ...gate(), needs: ["audit"] },
      third: { ...gate(), needs: ["second"] },
    });
    s.finish("SOLVE-001");
    s.finish("AUDIT-001", { verdict: "approved" });
    s.finish("AUDIT-002", { verdict: "approved" });
    expect(s.state.tasks.get("AUDIT-003")!.judges).toEqual(["SOLVE-001"]);
    expect(upstream(s, "AUDIT-003")).toEqual(["AUDIT-002", "SOLVE-001", "AUDIT-001"]);
  });
});

describe("two gates on the same work", () => {
  const verdict = (v: string) => ({ verdict: v });
  const pair = (first: object = {}, second: object = {}) => ({
    solve: { role: "planner" },
    audit: { ...gate(first), needs: ["solve"] },
    guard: { ...gate(second), role: "guard", needs: ["solve"] },
    build: { role: "implementer", needs: ["audit", "guard"] },
  });
  const solved = (nodes: object) => {
    const s = start(nodes);
    s.finish("SOLVE-001");
    return s;
  };
  const needs = (s: Scenario, task: string) => s.state.tasks.get(task)!.needs;

  it("in a row: what the second had revised passes the first again, then the second", () => {
    for (const behind of [["audit"], ["solve", "audit"]]) {
      const nodes = pair();
      const s = solved({ ...nodes, guard: { ...nodes.guard, needs: behind } });
      s.finish("AUDIT-001", verdict("approved"));
      s.finish("SECURITY-001", verdict("rejected"));
      expect(s.ready()).toEqual(["SOLVE-fix-001"]);
      s.finish("SOLVE-fix-001");
      expect(s.ready()).toEqual(["AUDIT-002"]);
      s.finish("AUDIT-002", verdict("approved"));
      expect(s.ready()).toEqual(["SECURITY-002"]);
      s.finish("SECURITY-002", verdict("concerns"));
      expect(s.ready()).toEqual(["BUILD-001"]);
    }
  });

  it("side by side: both judge the revision, and it costs the one that had passed it no round", () => {
    const s = solved(pair());
    s.finish("SECURITY-001", verdict("approved"));
    s.finish("AUDIT-001", verdict("rejected"));
    s.finish("SOLVE-fix-001");
    expect(s.ready().sort()).toEqual(["AUDIT-002", "SECURITY-002"]);
    expect(s.state.tasks.get("SECURITY-002")!.gate!.round).toBe(0);
    expect(needs(s, "BUILD-001").sort()).toEqual(["AUDIT-002", "SECURITY-002"]);
  });

  it("side by side: one that has not begun waits for the revision and judges that", () => {
    const s = solved(pair());
    s.finish("AUDIT-001", verdict("rejected"));
    expect(s.ready()).toEqual(["SOLVE-fix-001"]);
    s.finish("SOLVE-fix-001");
    expect(s.ready().sort()).toEqual(["AUDIT-002", "SECURITY-001"]);
    expect(upstream(s, "SECURITY-001")).toContain("SOLVE-fix-001");
  });

  it("side by side: the word of one that was at work on the old version counts only when it rejects", () => {
    for (const [word, ready] of [
      ["approved", ["AUDIT-002", "SECURITY-002"]],
      ["rejected", ["SOLVE-fix-002"]],
    ] as const) {
      const s = solved(pair());
      const { token } = s.must("task.claim", { task: "SECURITY-001", owner: "g" }, { as: WORKER });
      s.finish("AUDIT-001", verdict("rejected"));
      s.must("task.complete", { task: "SECURITY-001", token, summary: "s", verdict: word }, { as: WORKER });
      expect(s.ready()).toEqual(["SOLVE-fix-001"]);
      s.finish("SOLVE-fix-001");
      expect(s.ready().sort()).toEqual(ready);
      if (word === "approved") continue;
      s.finish("SOLVE-fix-002");
      expect(s.ready().sort()).toEqual(["AUDIT-002", "SECURITY-002"]);
    }
  });

  it("side by side: a person is not asked about a version that is being revised", () => {
    const ask = { question: "Good?" };
    const s = solved(pair({}, { ask }));
    s.finish("SECURITY-001");
    expect(s.must("ask.list").asks).toHaveLength(1);
    s.finish("AUDIT-001", verdict("rejected"));
    expect(s.must("ask.list").asks).toHaveLength(0);
    s.finish("SOLVE-fix-001");
    s.finish("AUDIT-002", verdict("approved"));
    s.finish("SECURITY-001");
    expect(s.must("ask.list").asks).toHaveLength(1);
    s.must("ask.answer", { ask: "ASK-002", option: "go" }, { as: HUMAN });
    expect(s.ready()).toEqual(["BUILD-001"]);
  });

  it("leaves a gate alone that judges again only what it had revised itself", () => {
    const s = solved(pair({ again: "own" }));
    s.finish("AUDIT-001", verdict("approved"));
    s.finish("SECURITY-001", verdict("rejected"));
    s.finish("SOLVE-fix-001");
    expect(s.ready()).toEqual(["SECURITY-002"]);
    s.finish("SECURITY-002", verdict("approved"));
    expect(s.ready()).toEqual(["BUILD-001"]);
  });

  it("leaves a gate alone whose work was not revised", () => {
    const s = solved({ ...pair(), draft: { role: "planner" }, guard: { ...gate(), role: "guard", needs: ["draft"] } });
    s.finish("SOLVE-002");
    s.finish("SECURITY-001", verdict("approved"));
    s.finish("AUDIT-001", verdict("rejected"));
    s.finish("SOLVE-fix-001");
    expect(s.ready()).toEqual(["AUDIT-002"]);
  });

  it("end when a third has its own revisions only", () => {
    const once = { ...gate({ again: "own" }), role: "integrator", needs: ["solve"] };
    const s = solved({ ...pair(), once, build: { role: "implementer", needs: ["audit", "guard", "once"] } });
    const take = (task: string) => s.must("task.claim", { task, owner: "w" }, { as: WORKER }).token;
    const give = (task: string, token: string, word: string) =>
      s.must("task.complete", { task, token, summary: "s", verdict: word }, { as: WORKER });
    const third = take("MARSHAL-001");
    s.finish("SECURITY-001", verdict("rejected"));
    s.finish("SOLVE-fix-001");
    const first = take("AUDIT-001");
    give("MARSHAL-001", third, "rejected");
    give("AUDIT-001", first, "approved");
    for (let rounds = 0; s.state.session!.status === "active" && rounds < 20; rounds++)
      for (const id of s.ready()) s.finish(id, s.state.tasks.get(id)!.kind === "gate" ? verdict("approved") : {});
    expect(s.state.session!.status).toBe("done");
    expect(s.statuses()).not.toHaveProperty("AUDIT-003");
  });
});
