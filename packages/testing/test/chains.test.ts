import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const start = (pipeline: string, change: Record<string, unknown> = {}) => {
  const s = new Scenario();
  s.must("session.start", { session: "SMP-7", team: sampleTeam(change), requirement: "r", pipeline });
  return s;
};
const chosen = (option: string, note?: string) => {
  const s = start("chains");
  s.must("ask.answer", { ask: "ASK-001", option, ...(note ? { note } : {}) }, { as: HUMAN });
  return s;
};
const needs = (s: Scenario, task: string) => s.state.tasks.get(task)!.needs;
const parts = { parts: [{ id: "y", after: ["x"] }, { id: "x" }, { id: "z", after: ["y", "x"] }] };
const audited = () => {
  const s = chosen("flat");
  for (const n of [1, 2]) {
    s.finish(`EXPLORE-00${n}`);
    s.finish(`AUDIT-00${n}`, { verdict: "approved" });
  }
  return s;
};

describe("what a person answered", () => {
  it("decides what comes after", () => {
    expect(Object.keys(chosen("deep").statuses())).toContain("SOLVE-001");
    expect(Object.keys(chosen("flat").statuses())).not.toContain("SOLVE-001");
  });

  it("is read by those who come after", () => {
    const s = chosen("deep", "mind the cache");
    const { bundle } = s.must("task.claim", { task: "EXPLORE-001", owner: "w" }, { as: WORKER });
    expect(bundle.upstream).toEqual([
      expect.objectContaining({ id: "ASK-001", result: expect.objectContaining({ summary: "Deep" }) }),
    ]);
    expect(bundle.upstream[0].result.data).toEqual({ option: "deep", note: "mind the cache" });
  });
});

describe("a chain", () => {
  it("is made for each item, each link behind its own", () => {
    const s = chosen("deep");
    expect(["SOLVE-001", "SOLVE-002", "AUDIT-001", "AUDIT-002"].map((t) => [needs(s, t), s.state.tasks.get(t)!.item]))
      .toEqual([[["EXPLORE-001"], "a"], [["EXPLORE-002"], "b"], [["SOLVE-001"], "a"], [["SOLVE-002"], "b"]]); // prettier-ignore
  });

  it("follows over a link that was left out", () => {
    const s = chosen("flat");
    expect([needs(s, "AUDIT-001"), needs(s, "AUDIT-002")]).toEqual([["EXPLORE-001"], ["EXPLORE-002"]]);
  });

  it("goes item by item where that is declared, through the reviews that follow a rejection", () => {
    const s = chosen("flat");
    expect(s.ready()).toEqual(["EXPLORE-001"]);
    s.finish("EXPLORE-001");
    s.finish("AUDIT-001", { verdict: "rejected" });
    expect(s.ready()).toEqual(["SOLVE-fix-001"]);
    s.finish("SOLVE-fix-001");
    expect(s.ready()).toEqual(["BUILD-001"]);
    s.finish("BUILD-001");
    expect(s.ready()).toEqual(["AUDIT-003"]);
    s.finish("AUDIT-003", { verdict: "approved" });
    expect(s.ready()).toEqual(["EXPLORE-002"]);
  });
});

describe("items that need each other", () => {
  it("become tasks that do", () => {
    const s = audited();
    s.finish("WATCH-001", { data: parts });
    const items = (id: string) => (s.state.tasks.get(id)!.item as { id: string }).id;
    expect(s.ready()).toEqual(["BUILD-001"]);
    expect(["BUILD-001", "BUILD-002", "BUILD-003"].map(items)).toEqual(["x", "y", "z"]);
    expect(needs(s, "BUILD-003")).toEqual(["WATCH-001", "BUILD-002", "BUILD-001"]);
    expect(needs(s, "WATCH-004")).toEqual(["BUILD-003"]);
  });

  it.each([
    [[{ id: "x", after: ["x"] }], "these wait for each other: x"],
    [[{ id: "x", after: ["q"] }], "x waits for q, which is not in the list"],
    [[{ id: "x" }, { id: "x" }], "the id x is there twice"],
    [[{ name: "x" }], "an item has no id"],
    [[null], "an item has no id"],
    [[{ id: "x", after: "y" }], "after of x is not a list"],
  ])("are refused while the one who made the list can still mend it: %j", (list, problem) => {
    const s = audited();
    const { token } = s.must("task.claim", { task: "WATCH-001", owner: "w" }, { as: WORKER });
    const input = { task: "WATCH-001", token, summary: "s", data: { parts: list } };
    const answer = s.give("task.complete", input, { as: WORKER });
    expect(answer).toMatchObject({ ok: false, code: "OUTPUT_INVALID", message: expect.stringContaining(problem) });
    s.must("task.complete", { ...input, data: parts }, { as: WORKER });
  });
});

describe("a resident worker", () => {
  it("does one task at a time under one name and knows what it did", () => {
    const s = audited();
    expect(s.must("beat").spawn).toEqual([expect.objectContaining({ task: "WATCH-001", owner: "watcher@resident" })]);
    s.finish("WATCH-001", { data: { parts: [{ id: "x" }, { id: "y" }] } }, "watcher@resident");
    const { next } = s.finish("BUILD-001");
    s.must("task.complete", { task: "BUILD-002", token: next.token, summary: "done" }, { as: WORKER });
    const spawn = s.must("beat").spawn;
    expect(spawn).toEqual([expect.objectContaining({ task: "WATCH-002", owner: "watcher@resident", resume: true })]);
    expect(s.give("task.claim", { task: "WATCH-003", owner: "other" }, { as: WORKER })).toMatchObject({
      code: "TASK_NOT_READY",
    });
    const { bundle } = s.must(
      "task.claim",
      { task: "WATCH-002", owner: "watcher@resident", dispatch: spawn[0].dispatch },
      { as: WORKER },
    );
    expect(bundle.earlier).toEqual([{ id: "WATCH-001", summary: "WATCH-001 done" }]);
  });
});

describe("making done work anew", () => {
  const full = () => {
    const s = start("full");
    s.finish("EXPLORE-001");
    s.finish("SOLVE-001");
    s.finish("AUDIT-001", { verdict: "rejected" });
    s.finish("SOLVE-fix-001");
    s.finish("AUDIT-002", { verdict: "approved" });
    s.finish("MARSHAL-001");
    return s;
  };
  const revise = (s: Scenario, task: string, more: object = {}) =>
    s.must("task.revise", { task, note: "use a queue", ...more }, { as: HUMAN });

  it("starts everything behind it again, and nothing goes on from the old work", () => {
    const s = full();
    expect(revise(s, "SOLVE-001").again).toEqual(["audit", "marshal", "build"]);
    expect(s.ready()).toEqual(["SOLVE-002"]);
    expect(s.statuses()).toMatchObject({ "BUILD-001": "skipped", "MARSHAL-001": "done", "MARSHAL-002": "pending" });
    const { bundle } = s.must("task.claim", { task: "SOLVE-002", owner: "w" }, { as: WORKER });
    expect(bundle.task.brief).toContain("SOLVE-fix-001 is made anew: use a queue");
    expect(bundle.upstream.map((u: { id: string }) => u.id)).toContain("SOLVE-001");
  });

  it("runs to the end a second time", () => {
    const s = full();
    s.finish("BUILD-001");
    expect(s.state.session!.status).toBe("done");
    revise(s, "SOLVE-001");
    expect(s.state.session).toMatchObject({ status: "active" });
    expect(s.state.session!.closed_at).toBeUndefined();
    for (const id of ["SOLVE-002", "AUDIT-003", "MARSHAL-002", "BUILD-002"])
      s.finish(id, id.startsWith("AUDIT") ? { verdict: "approved" } : {});
    expect(s.state.session!.status).toBe("done");
  });

  it("holds a review again, after an improvement if one is named", () => {
    const s = full();
    const { id } = s.must("task.create", { prefix: "SOLVE-fix", title: "Improve it", needs: ["AUDIT-002"] });
    revise(s, "AUDIT-002", { needs: [id] });
    expect(s.ready()).toEqual(["SOLVE-fix-002"]);
    s.finish(id);
    s.finish("AUDIT-003", { verdict: "rejected" });
    expect(s.ready()).toEqual(["SOLVE-fix-003"]);
    const fix = s.must("task.claim", { task: "SOLVE-fix-003", owner: "w" }, { as: WORKER });
    expect(fix.bundle.upstream.map((u: { id: string }) => u.id)).toEqual([
      ...["AUDIT-003", "SOLVE-001", "SOLVE-fix-001", "SOLVE-fix-002"],
    ]);
  });

  it("of a revision is of the work it revised", () => {
    const s = full();
    revise(s, "SOLVE-fix-001");
    expect(s.ready()).toEqual(["SOLVE-fix-002"]);
    expect(needs(s, "AUDIT-003")).toEqual(["SOLVE-001", "SOLVE-fix-001", "SOLVE-fix-002"]);
  });

  it("can leave what was made of it", () => {
    const s = full();
    revise(s, "SOLVE-001", { alone: true });
    expect(s.statuses()).toMatchObject({ "MARSHAL-001": "done", "BUILD-001": "pending", "SOLVE-002": "pending" });
  });

  it("waits for nobody who is at work behind it: it says who", () => {
    const s = full();
    s.must("task.claim", { task: "BUILD-001", owner: "w" }, { as: WORKER });
    const answer = s.give("task.revise", { task: "SOLVE-001", note: "n" }, { as: HUMAN });
    expect(answer).toMatchObject({ code: "TASK_CLAIMED", data: { task: "BUILD-001" } });
    s.must("task.break", { task: "BUILD-001", reason: "anew", force: true });
    revise(s, "SOLVE-001");
  });

  it("takes back what was dispatched and what was asked", () => {
    const s = new Scenario();
    const issues = Array.from({ length: 5 }, (_, i) => ({ id: `GH-${i}` }));
    s.must("session.start", { session: "SMP-8", team: sampleTeam(), requirement: "r", input: { issues, ask: true } });
    for (const prefix of ["EXPLORE", "SOLVE"]) for (const n of [1, 2, 3, 4, 5]) s.finish(`${prefix}-00${n}`);
    const dispatched = () => s.must("beat").spawn.map((d: { task: string }) => d.task);
    expect(dispatched()).toEqual(["AUDIT-001"]);
    revise(s, "SOLVE-003");
    expect(dispatched()).toEqual(["SOLVE-006"]);
    s.finish("SOLVE-006");
    s.finish("AUDIT-002", { verdict: "approved" });
    expect(s.must("ask.list").asks).toHaveLength(1);
    revise(s, "SOLVE-006");
    expect(s.must("ask.list").asks).toEqual([]);
    s.finish("SOLVE-007");
    s.finish("AUDIT-003", { verdict: "approved" });
    const [ask] = s.must("ask.list").asks;
    s.must("ask.answer", { ask: ask.id, option: "go" }, { as: HUMAN });
    expect(s.ready()).toEqual(["MARSHAL-003"]);
  });

  it("alone puts a question again that stands right behind it", () => {
    const s = new Scenario();
    s.must("session.start", { session: "SMP-9", team: sampleTeam(), requirement: "r", pipeline: "chains" });
    s.must("ask.answer", { ask: "ASK-001", option: "flat" }, { as: HUMAN });
    revise(s, "ASK-001", { alone: true });
    expect(s.must("ask.list").asks).toEqual([
      expect.objectContaining({ id: "ASK-002", question: expect.stringContaining("How deep?") }),
    ]);
    expect(s.ready()).toEqual([]);
  });

  it("is not for a review whose place another has taken", () => {
    const s = full();
    revise(s, "AUDIT-001");
    expect(needs(s, "AUDIT-003")).toEqual(["SOLVE-fix-001"]);
    expect(s.give("task.revise", { task: "AUDIT-001", note: "n" })).toMatchObject({
      message: "AUDIT-003 takes the place of AUDIT-001 and is not done.",
    });
  });

  it("is not for history", () => {
    const s = full();
    revise(s, "EXPLORE-001");
    expect(s.give("task.revise", { task: "SOLVE-001", note: "n" })).toMatchObject({ code: "TASK_STATE" });
    for (const id of ["EXPLORE-002", "SOLVE-002"]) s.finish(id);
    revise(s, "SOLVE-002");
  });

  it("cannot wait for what is made from it", () => {
    const s = full();
    expect(s.give("task.revise", { task: "SOLVE-001", note: "n", needs: ["BUILD-001"] })).toMatchObject({
      code: "TASK_NOT_READY",
    });
  });

  it("is not for what is open, failed or a ticket", () => {
    const s = full();
    expect(s.give("task.revise", { task: "BUILD-001", note: "n" })).toMatchObject({ code: "TASK_STATE" });
    expect(s.give("task.revise", { task: "SOLVE-001", note: "n" }, { as: WORKER })).toMatchObject({
      code: "PERMISSION_DENIED",
    });
  });
});

describe("a specialist that stands before what follows", () => {
  it("also stands before what is not made yet", () => {
    const s = audited();
    s.finish("WATCH-001", { data: { parts: [{ id: "x" }] }, signals: ["auth"] });
    expect(s.ready()).toEqual(["SECURITY-001"]);
    expect(needs(s, "BUILD-001")).toEqual(["WATCH-001", "SECURITY-001"]);
    s.finish("SECURITY-001");
    expect(s.ready()).toEqual(["BUILD-001"]);
  });
});

describe("a person who has enough", () => {
  it("ends a session well, whoever is at work", () => {
    const s = start("chains");
    s.must("task.create", { prefix: "BUILD", title: "aside" });
    s.must("task.claim", { task: "BUILD-001", owner: "w" }, { as: WORKER });
    s.must("ask.answer", { ask: "ASK-001", option: "enough" }, { as: HUMAN });
    expect(s.state.session!.status).toBe("done");
    expect(new Set(Object.values(s.statuses()))).toEqual(new Set(["skipped"]));
  });

  it("can want more after the end", () => {
    const s = start("chains");
    s.must("ask.answer", { ask: "ASK-001", option: "enough" }, { as: HUMAN });
    s.must("task.create", { prefix: "BUILD", title: "one more" });
    expect(s.ready()).toEqual(["BUILD-001"]);
    expect(s.state.session!.status).toBe("active");
    s.finish("BUILD-001");
    expect(s.state.session!.status).toBe("done");
  });
});

describe("what a worker reads besides", () => {
  it("is what its node names, not what a gate judges", () => {
    const s = start("rounds");
    const { token } = s.must("task.claim", { task: "SOLVE-001", owner: "w" }, { as: WORKER });
    const perspectives = [{ name: "all", rating: 4 }];
    s.must("discuss.record", { task: "SOLVE-001", token, round: "D1", perspectives }, { as: WORKER });
    s.must("task.complete", { task: "SOLVE-001", token, summary: "a plan" }, { as: WORKER });
    s.finish("AUDIT-001", { score: 90, data: { coverage: 1 } });
    s.finish("EXPLORE-001");
    s.must("ask.answer", { ask: "ASK-001", option: "go" }, { as: HUMAN });
    const { bundle } = s.must("task.claim", { task: "BUILD-001", owner: "w" }, { as: WORKER });
    expect(bundle.upstream.map((u: { id: string }) => u.id)).toContain("SOLVE-001");
  });
});
