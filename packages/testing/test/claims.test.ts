import { claimBundle, encodeSnapshot, loadSnapshot } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const started = (change: Record<string, unknown> = {}) => {
  const scenario = new Scenario();
  scenario.must("session.start", { session: "SMP-1", team: sampleTeam(change), requirement: "r" });
  return scenario;
};
const claim = (s: Scenario, task: string, owner: string, more: object = {}) =>
  s.give("task.claim", { task, owner, ...more }, { as: WORKER });

describe("a claim", () => {
  it("has exactly one winner", () => {
    const s = started();
    expect(claim(s, "EXPLORE-001", "a").ok).toBe(true);
    expect(claim(s, "EXPLORE-001", "b")).toMatchObject({ ok: false, code: "TASK_CLAIMED", data: { owner: "a" } });
  });

  it("waits for its needs and names them", () => {
    expect(claim(started(), "SOLVE-001", "a")).toMatchObject({
      code: "TASK_NOT_READY",
      data: { waiting_for: ["EXPLORE-001"] },
    });
  });

  it("is renewed by every call with its token", () => {
    const s = started();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    for (let i = 0; i < 4; i++) {
      s.context.pass(1_700_000);
      s.must(
        i % 2 ? "task.heartbeat" : "task.progress",
        { task: "EXPLORE-001", token, ...(i % 2 ? {} : { text: "on" }) },
        { as: WORKER },
      );
    }
    expect(claim(s, "EXPLORE-001", "b")).toMatchObject({ code: "TASK_CLAIMED" });
  });

  it("passes on after its lease, in one record that names the previous owner", () => {
    const s = started();
    const old = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    s.must("task.checkpoint", { task: "EXPLORE-001", token: old.token, commit: "c1" }, { as: WORKER });
    s.context.pass(1_800_001);
    const taken = claim(s, "EXPLORE-001", "b");
    expect(taken.events.map((e) => e.type)).toEqual(["claim.expired", "task.claimed"]);
    expect(taken.events[0]).toMatchObject({ owner: "a" });
    expect(taken).toMatchObject({ result: { recovered_checkpoint: { commit: "c1", owner: "a" } } });
    for (const name of [
      "task.complete",
      "task.checkpoint",
      "task.progress",
      "task.heartbeat",
      "task.fail",
      "task.release",
    ]) {
      const input = {
        task: "EXPLORE-001",
        token: old.token,
        ...(name === "task.complete"
          ? { summary: "s" }
          : name === "task.checkpoint"
            ? { commit: "c" }
            : name === "task.progress"
              ? { text: "t" }
              : name === "task.fail"
                ? { reason: "r" }
                : {}),
      };
      expect(s.give(name, input, { as: WORKER })).toMatchObject({
        ok: false,
        code: "CLAIM_LOST",
        data: { owner: "b" },
      });
    }
  });

  it("gives the last checkpoint again after a second crash without a new one", () => {
    const s = started();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    s.must("task.checkpoint", { task: "EXPLORE-001", token, commit: "c1" }, { as: WORKER });
    for (const owner of ["b", "c"]) {
      s.context.pass(1_800_001);
      expect(claim(s, "EXPLORE-001", owner)).toMatchObject({ result: { recovered_checkpoint: { commit: "c1" } } });
    }
  });

  it("asks a person when its tries are used up, and goes on as that person says", () => {
    const s = started();
    for (let i = 0; i < 3; i++) {
      const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
      s.must("task.fail", { task: "EXPLORE-001", token, reason: "no network" }, { as: WORKER });
    }
    expect(s.statuses()["EXPLORE-001"]).toBe("blocked");
    expect(s.must("beat")).toMatchObject({ next: "ask", spawn: [] });
    const [ask] = s.must("ask.list").asks;
    expect(ask).toMatchObject({ cause: "failure", task: "EXPLORE-001" });
    expect(s.give("ask.answer", { ask: ask.id, option: "maybe" }, { as: HUMAN })).toMatchObject({ code: "ASK_OPTION" });
    s.must("ask.answer", { ask: ask.id, option: "retry" }, { as: HUMAN });
    expect(s.ready()).toEqual(["EXPLORE-001"]);
    expect(s.give("ask.answer", { ask: ask.id, option: "retry" }, { as: HUMAN })).toMatchObject({ code: "ASK_CLOSED" });
  });

  it("fails the session visibly when the team does not ask", () => {
    const s = started({ on_failure: "fail" });
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    s.must("task.fail", { task: "EXPLORE-001", token, reason: "impossible", final: true }, { as: WORKER });
    expect(s.statuses()).toMatchObject({ "EXPLORE-001": "failed", "SOLVE-001": "cancelled", "BUILD-001": "cancelled" });
    expect(s.state.session).toMatchObject({ status: "failed", reason: "EXPLORE-001 failed: impossible" });
  });

  it("can be broken by the coordinator with force only, and that is recorded", () => {
    const s = started();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    expect(s.give("task.break", { task: "EXPLORE-001", reason: "gone" })).toMatchObject({ code: "INPUT_INVALID" });
    expect(s.give("task.break", { task: "EXPLORE-001", reason: "gone", force: true }, { as: WORKER })).toMatchObject({
      code: "PERMISSION_DENIED",
    });
    s.must("task.break", { task: "EXPLORE-001", reason: "gone", force: true });
    expect(s.give("task.heartbeat", { task: "EXPLORE-001", token }, { as: WORKER })).toMatchObject({
      code: "CLAIM_LOST",
    });
  });

  it("keeps its secret out of the log", () => {
    const s = started();
    s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER, id: "cmd-1" });
    expect(JSON.stringify(s.log)).not.toMatch(/(?<!#)token-0/);
    expect(JSON.stringify(s.must("task.show", { task: "EXPLORE-001" }))).not.toContain("token");
  });
});

describe("a dispatch", () => {
  it("is offered once, and only its holder may claim", () => {
    const s = started();
    const [spawn] = s.must("beat").spawn;
    expect(spawn).toMatchObject({ task: "EXPLORE-001", dispatch: "d1", owner: "explorer@d1" });
    expect(s.must("beat").spawn).toEqual([]);
    expect(claim(s, "EXPLORE-001", "x")).toMatchObject({ code: "TASK_DISPATCHED" });
    expect(s.must("task.next", { role: "explorer", owner: "x" }, { as: WORKER })).toMatchObject({ task: null });
    expect(claim(s, "EXPLORE-001", "explorer@d1", { dispatch: "d1" }).ok).toBe(true);
  });

  it("expires when nobody claims, and its late worker is refused", () => {
    const s = started();
    s.must("beat");
    s.context.pass(300_001);
    expect(s.must("beat").spawn).toMatchObject([{ task: "EXPLORE-001", dispatch: "d2" }]);
    expect(claim(s, "EXPLORE-001", "late", { dispatch: "d1" })).toMatchObject({ code: "TASK_DISPATCHED" });
    expect(claim(s, "EXPLORE-001", "good", { dispatch: "d2" }).ok).toBe(true);
  });
});

describe("a repeated command", () => {
  it("gives the first answer and happens once", () => {
    const s = started();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    const first = s.must("task.complete", { task: "EXPLORE-001", token, summary: "s" }, { as: WORKER, id: "c-1" });
    const length = s.log.length;
    expect(s.must("task.complete", { task: "EXPLORE-001", token, summary: "s" }, { as: WORKER, id: "c-1" })).toEqual({
      ...first,
      repeated: true,
    });
    expect(s.log).toHaveLength(length);
    expect(s.give("task.fail", { task: "EXPLORE-001", token, reason: "r" }, { as: WORKER, id: "c-1" })).toMatchObject({
      code: "INPUT_INVALID",
    });
    expect(s.give("task.complete", { task: "EXPLORE-001", token, summary: "s" }, { as: WORKER })).toMatchObject({
      code: "TASK_CLOSED",
    });
  });
});

describe("a paused session", () => {
  it("starts nothing and lets what is held finish", () => {
    const s = started();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    s.must("session.pause", {}, { as: HUMAN });
    expect(s.must("task.complete", { task: "EXPLORE-001", token, summary: "s" }, { as: WORKER }).next).toMatchObject({
      do: "stop",
    });
    expect(claim(s, "SOLVE-001", "b")).toMatchObject({ code: "SESSION_PAUSED" });
    expect(s.must("beat")).toMatchObject({ spawn: [], next: "stop" });
    s.must("session.resume", {}, { as: HUMAN });
    expect(s.must("beat").spawn).toHaveLength(1);
  });
});

describe("a session opened from a snapshot", () => {
  const reopen = (s: Scenario) => {
    s.state = loadSnapshot(encodeSnapshot(s.state))!;
  };

  it("ends claims and dispatches that are over, as the live one does", () => {
    const claimed = started();
    claimed.must("task.claim", { task: "EXPLORE-001", owner: "w@1" }, { as: WORKER });
    const dispatched = started();
    dispatched.must("beat");
    for (const s of [claimed, dispatched]) {
      reopen(s);
      s.context.pass(86_400_000);
      const { spawn } = s.must("beat");
      expect(spawn).toMatchObject([{ task: "EXPLORE-001" }]);
    }
  });

  it("gives a claim the same messages, wisdom and earlier results", () => {
    const s = started();
    for (const title of ["one", "two", "three"]) s.must("task.create", { prefix: "BUILD", title });
    for (let i = 0; i < 45; i++) {
      s.must("wisdom.add", { kind: "learning", text: `w${i}` });
      s.must("msg.post", { to: ["w@1", "all", "implementer", "nobody"][i % 4], body: `m${i}` });
      s.must("msg.post", { to: i % 2 ? "reviewer" : "coordinator", task: "BUILD-004", body: `t${i}` });
    }
    const { next } = s.finish("BUILD-002", { summary: "one" }, "w@1");
    s.must("task.complete", { task: "BUILD-003", token: next.token, summary: "two" }, { as: WORKER });
    const live = claimBundle(s.state, "BUILD-004");
    reopen(s);
    expect(claimBundle(s.state, "BUILD-004")).toEqual(live);
    expect(live.wisdom.map((w) => w.text)).toEqual(Array.from({ length: 40 }, (_, i) => `w${i + 5}`));
    expect(live.inbox).toHaveLength(20);
    expect(live.inbox.map((m) => m.body).slice(-6)).toEqual(["m40", "m41", "t41", "m42", "t43", "m44"]);
    expect(live.earlier.map((e) => e.id)).toEqual(["BUILD-002", "BUILD-003"]);
  });
});

describe("the next step", () => {
  it("continues the inner loop with the next task already claimed", () => {
    const s = started();
    for (const title of ["one", "two"]) s.must("task.create", { prefix: "BUILD", title });
    const { next } = s.finish("BUILD-002");
    expect(next).toMatchObject({
      do: "continue",
      task: "BUILD-003",
      bundle: { task: { title: "two" }, earlier: [{ id: "BUILD-002" }] },
    });
    expect(s.statuses()["BUILD-003"]).toBe("claimed");
  });

  it("lets a worker start its one successor only where its host can", () => {
    expect(started().finish("EXPLORE-001").next).toMatchObject({ do: "report" });
    const s = started();
    expect(s.finish("EXPLORE-001", { can_spawn: true }).next).toMatchObject({
      do: "spawn",
      task: "SOLVE-001",
      dispatch: "d1",
    });
    expect(s.must("beat").spawn).toEqual([]);
  });
});
