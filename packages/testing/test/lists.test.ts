import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const gate = { revise: { role: "planner", prefix: "SOLVE-fix" }, max_rounds: 1, when_exhausted: "proceed" };

/** A list that one makes, another reviews, and a third is made from. */
const start = (build: object = {}, more: object = {}) => {
  const s = new Scenario();
  const nodes = {
    solve: { role: "planner" },
    audit: { role: "reviewer", needs: ["solve"], gate },
    build: { role: "implementer", needs: ["audit"], for_each: "solve.parts", ...build },
    ...more,
  };
  const team = sampleTeam({ pipelines: { listed: { nodes } }, select: [] });
  s.must("session.start", { session: "SMP-5", team, requirement: "r", pipeline: "listed" });
  return s;
};
const complete = (s: Scenario, task: string, data?: object) => {
  const claim = s.state.tasks.get(task)!.claim;
  // The fake context hashes a token by a sign before it.
  const token = claim?.token_hash.slice(1) ?? s.must("task.claim", { task, owner: "w" }, { as: WORKER }).token;
  return s.give("task.complete", { task, token, summary: "s", ...(data ? { data } : {}) }, { as: WORKER });
};

describe("a list that later work is made from", () => {
  it.each([
    [undefined, "OUTPUT_INVALID", "build from solve.parts, which is missing"],
    [{ parts: "all" }, "OUTPUT_INVALID", "build from solve.parts, which is not a list"],
    [{ parts: Array.from({ length: 20_001 }, () => 1) }, "LIMIT_EXCEEDED", "limit"],
  ])("is refused to the one who made it, behind a gate too: %#", (data, code, message) => {
    const s = start();
    const answer = complete(s, "SOLVE-001", data);
    expect(answer).toMatchObject({ ok: false, code, data: { task: "SOLVE-001", node: "build" } });
    expect((answer as { message: string }).message).toContain(message);
    expect(complete(s, "SOLVE-001", { parts: [] }).ok).toBe(true);
  });

  it("is refused with an id that is there twice, where items wait for each other by it", () => {
    const s = start({ item_needs: "after" });
    const answer = complete(s, "SOLVE-001", { parts: [{ id: "x" }, { id: "x" }] });
    expect(answer).toMatchObject({ code: "OUTPUT_INVALID", message: expect.stringContaining("x is there twice") });
  });

  it("is held against the rules again when it was revised", () => {
    const s = start();
    expect(complete(s, "SOLVE-001", { parts: ["a"] }).ok).toBe(true);
    s.finish("AUDIT-001", { verdict: "rejected" });
    expect(complete(s, "SOLVE-fix-001", { parts: "b" })).toMatchObject({ code: "OUTPUT_INVALID" });
    expect(complete(s, "SOLVE-fix-001").ok).toBe(true);
    s.finish("AUDIT-002", { verdict: "approved" });
    expect(s.state.tasks.get("BUILD-001")!.item).toBe("a");
  });

  it("may be missing where it is known that nothing will be made from it", () => {
    const when = { fact: "solve.size", eq: "large" };
    expect(complete(start({ when }), "SOLVE-001", { size: "small" }).ok).toBe(true);
    expect(complete(start({ when }), "SOLVE-001", { size: "large" }).ok).toBe(false);
  });

  it("is wanted as long as what decides over it is not there", () => {
    const s = start({ needs: ["audit", "explore"], when: { fact: "explore.size", eq: "large" } }, { explore: { role: "explorer" } }); // prettier-ignore
    expect(complete(s, "SOLVE-001").ok).toBe(false);
    s.finish("EXPLORE-001", { data: { size: "small" } });
    expect(complete(s, "SOLVE-001").ok).toBe(true);
  });

  it("is not asked of a review that sends its work back", () => {
    const s = start({ for_each: "audit.parts" });
    expect(complete(s, "SOLVE-001").ok).toBe(true);
    s.finish("AUDIT-001", { verdict: "rejected" });
    s.finish("SOLVE-fix-001");
    const { token } = s.must("task.claim", { task: "AUDIT-002", owner: "w" }, { as: WORKER });
    const input = { task: "AUDIT-002", token, summary: "s", verdict: "approved" };
    expect(s.give("task.complete", input, { as: WORKER })).toMatchObject({ code: "OUTPUT_INVALID" });
    s.must("task.complete", { ...input, data: { parts: ["a"] } }, { as: HUMAN });
    expect(s.ready()).toEqual(["BUILD-001"]);
  });

  it("is empty when its work was left out, or when a person did without it", () => {
    const left = start({}, { solve: { role: "planner", when: { fact: "input.large", eq: true } } });
    expect(left.state.nodes.get("build")).toMatchObject({ expanded: true, tasks: [] });
    const s = start();
    s.must("ask.open", { task: "SOLVE-001", question: "Without it?" });
    s.must("ask.answer", { ask: "ASK-001", option: "skip" }, { as: HUMAN });
    s.finish("AUDIT-001", { verdict: "approved" });
    expect(s.state.session!.status).toBe("done");
  });
});
