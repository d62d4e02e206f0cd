import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const start = () => {
  const s = new Scenario();
  s.must("session.start", { session: "SMP-9", team: sampleTeam(), requirement: "r", pipeline: "rounds" });
  return s;
};
const claim = (s: Scenario, task: string) =>
  s.must("task.claim", { task, owner: "w" }, { as: WORKER }) as { token: string; bundle: { task: object } };
const discuss = (s: Scenario, severity?: string) => {
  const { token } = claim(s, "SOLVE-001");
  const divergences = severity ? [{ severity, text: "no way back" }] : [];
  const input = { task: "SOLVE-001", token, round: "D1", perspectives: [{ name: "risk", rating: 4, divergences }] };
  s.must("discuss.record", input, { as: WORKER });
  return token;
};
const solved = () => {
  const s = start();
  const token = discuss(s);
  s.must("task.complete", { task: "SOLVE-001", token, summary: "done" }, { as: WORKER });
  return s;
};
const audit = (s: Scenario, task: string, result: Record<string, unknown>) => {
  s.finish(task, result);
  return s.state.tasks.get(task)!.result!.verdict;
};

describe("a task that must be discussed", () => {
  it("tells its worker so, and is not complete before", () => {
    const s = start();
    const { token, bundle } = claim(s, "SOLVE-001");
    expect(bundle.task).toMatchObject({ discuss: "D1" });
    const early = s.give("task.complete", { task: "SOLVE-001", token, summary: "done" }, { as: WORKER });
    expect(early).toMatchObject({ ok: false, code: "DISCUSS_REQUIRED", data: { round: "D1" } });
  });

  it("goes on over a high block only when a person lets it pass", () => {
    for (const [option, code] of [
      ["proceed", undefined],
      ["revise", "DISCUSS_REQUIRED"],
    ] as const) {
      const s = start();
      discuss(s, "HIGH");
      s.must("ask.answer", { ask: "ASK-001", option }, { as: HUMAN });
      const { token } = claim(s, "SOLVE-001");
      const done = s.give("task.complete", { task: "SOLVE-001", token, summary: "done" }, { as: WORKER });
      expect(done.ok ? undefined : done.code).toBe(code);
    }
  });
});

describe("a gate with a rule", () => {
  it("makes the verdict from points, and counts the worse of both", () => {
    expect(audit(solved(), "AUDIT-001", { score: 80, data: { coverage: 0.9 } })).toBe("approved");
    expect(audit(solved(), "AUDIT-001", { score: 79, data: { coverage: 0.9 } })).toBe("concerns");
    expect(audit(solved(), "AUDIT-001", { score: 59, data: { coverage: 0.9 } })).toBe("rejected");
    expect(audit(solved(), "AUDIT-001", { score: 90, data: { coverage: 0.9 }, verdict: "rejected" })).toBe("rejected");
    expect(audit(solved(), "AUDIT-001", { score: 59, data: { coverage: 0.9 }, verdict: "approved" })).toBe("rejected");
  });

  it("rejects what has not converged, and repeats until it has", () => {
    const s = solved();
    s.finish("AUDIT-001", { score: 100, data: { coverage: 0.7 } });
    expect(s.ready()).toEqual(["SOLVE-fix-001"]);
    s.finish("SOLVE-fix-001");
    s.finish("AUDIT-002", { score: 100, data: { coverage: 0.8 } });
    expect(s.ready()).toEqual(["EXPLORE-001"]);
  });

  it("wants the points", () => {
    const s = solved();
    const { token, bundle } = claim(s, "AUDIT-001");
    expect(bundle.task).toMatchObject({ judged: { score: { approved: 80, concerns: 60 } } });
    const input = { task: "AUDIT-001", token, summary: "done", verdict: "approved", data: { coverage: 1 } };
    expect(s.give("task.complete", input, { as: WORKER })).toMatchObject({ ok: false, code: "SCORE_REQUIRED" });
  });
});

describe("a gate that a person judges", () => {
  const good = { score: 100, data: { coverage: 1 } };
  const steer = () => {
    const s = solved();
    s.finish("AUDIT-001", good);
    s.finish("EXPLORE-001");
    return s;
  };

  it("asks after each round and hands on where the person wants to go", () => {
    const s = steer();
    expect(s.ready()).toEqual([]);
    s.must("ask.answer", { ask: "ASK-001", option: "again", note: "look at the cache" }, { as: HUMAN });
    expect(s.ready()).toEqual(["SOLVE-002"]);
    expect(s.state.tasks.get("SOLVE-002")!.brief).toContain("One more round. look at the cache");
    s.finish("SOLVE-002");
    expect(s.ready()).toEqual(["AUDIT-002"]);
    s.finish("AUDIT-002", good);
    s.finish("EXPLORE-002");
    s.must("ask.answer", { ask: "ASK-002", option: "go" }, { as: HUMAN });
    expect(s.ready()).toEqual(["BUILD-001"]);
  });

  it("offers no round more than it has", () => {
    const s = steer();
    const offered = () => s.state.asks.get(`ASK-00${s.state.session!.asks}`)!.options.map((o) => o.id);
    for (const n of [1, 2, 3]) {
      expect(offered()).toContain("again");
      s.must("ask.answer", { ask: `ASK-00${n}`, option: "again" }, { as: HUMAN });
      s.finish(`SOLVE-00${n + 1}`);
      s.finish(`AUDIT-00${n + 1}`, good);
      s.finish(`EXPLORE-00${n + 1}`);
    }
    expect(offered()).toEqual(["go", "stop"]);
    expect(s.state.tasks.get("EXPLORE-004")!.gate).toEqual({ round: 3, max_rounds: 3 });
  });
});
