import { applyCommit, claimBundle, encodeCommit, encodeSnapshot, loadSnapshot, type State } from "@teamwright/core";
import { memoryStorage, memoryStore } from "@teamwright/core/store";
import { COORDINATOR, picture, sampleTeam, Scenario, seededRandom, WORKER } from "@teamwright/testing";
import { describe, expect, it } from "vitest";
import { openSession } from "../src/index.ts";

const hotCopy = (state: State): State => loadSnapshot(encodeSnapshot(state))!;
const started = (team: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Scenario => {
  const scenario = new Scenario();
  scenario.must("session.start", { session: "SMP-1", team: sampleTeam(team), requirement: "r", ...more });
  return scenario;
};
/** Closes `count` tasks of one role, so that earlier ones of it may be forgotten. */
const closeMany = (scenario: Scenario, count: number): void => {
  for (let i = 0; i < count; i++)
    scenario.finish(scenario.must("task.create", { prefix: "SECURITY", title: `t${i}` }).id);
};
/** A copy as it was at record `from`, brought up to the end by the log. */
const brought = (scenario: Scenario, from: number): State => {
  const state = hotCopy(scenario.replay(from));
  for (const { position, commit } of scenario.log.slice(from)) applyCommit(state, commit, position);
  return state;
};
/** What open work can see of a state. A task made later that needs a forgotten one does not get its result: not in `without`. */
const openWork = (state: State, without: State = state) => ({
  position: state.position,
  session: state.session,
  ready: [...state.index.lanes()]
    .map((lane) => [lane, [...(state.index.readyIn(lane) ?? [])]] as const)
    .filter(([, ids]) => ids.length > 0)
    .sort(),
  live: [...state.index.live()].sort(),
  open: [...state.index.open].sort().map((id) => {
    const bundle = claimBundle(state, id);
    return {
      task: state.tasks.get(id),
      dependents: [...state.index.dependentsOf(id)].sort(),
      upstream: bundle.upstream.filter((u) => !without.forgotten.has(u.id)),
    };
  }),
  asks: [...state.asks.values()].filter((a) => !a.answer),
  seen: [...state.seen.values()],
});

describe("a hot snapshot", () => {
  it("keeps a finished ticket: another process, which knows it, may open it again", () => {
    const roles = { ...sampleTeam().roles, tracker: { name: "tracker", prefixes: ["EPIC"] } };
    const scenario = started({ roles }, { kind: "board" });
    const ticket = scenario.must("ticket.create", { type: "epic", title: "old" }).id;
    for (let i = 0; i < 30; i++) {
      const { id } = scenario.must("ticket.create", { type: "epic", title: `t${i}` });
      scenario.must("ticket.update", { task: id, status: "Done" });
    }
    scenario.must("ticket.update", { task: ticket, status: "Done" });
    const at = scenario.log.length;
    scenario.must("ticket.update", { task: ticket, status: "Todo" });
    expect(openWork(brought(scenario, at))).toEqual(openWork(scenario.state));
  });

  it("never takes a cancelled task for a finished one", () => {
    const scenario = started();
    const dropped = scenario.must("task.create", { prefix: "SECURITY", title: "dropped" }).id;
    scenario.must("task.cancel", { task: dropped, reason: "no" });
    for (const id of ["EXPLORE-001", "SOLVE-001"]) scenario.finish(id);
    closeMany(scenario, 30);
    const hot = hotCopy(scenario.state);
    expect(hot.forgotten.has("SECURITY-002")).toBe(true);
    expect(hot.forgotten.has(dropped)).toBe(false);
    scenario.state = hot;
    expect(scenario.give("task.create", { prefix: "BUILD", title: "t", needs: [dropped] })).toMatchObject({
      code: "TASK_NOT_READY",
    });
  });

  it("keeps what an open review reviews again, however long ago it was done", () => {
    const scenario = started();
    scenario.finish("EXPLORE-001");
    scenario.finish("SOLVE-001");
    for (let i = 0; i < 30; i++) scenario.finish(scenario.must("task.create", { prefix: "SOLVE", title: `t${i}` }).id);
    scenario.finish("AUDIT-001", { verdict: "rejected" });
    scenario.finish("SOLVE-fix-001");
    const hot = hotCopy(scenario.state);
    expect(hot.forgotten.has("SOLVE-003")).toBe(true);
    expect(claimBundle(hot, "AUDIT-002").upstream).toEqual(claimBundle(scenario.state, "AUDIT-002").upstream);
    expect(claimBundle(hot, "AUDIT-002").upstream.map((u) => u.id)).toContain("SOLVE-001");
  });

  it("keeps what a gate judged, for the open task behind the gate", () => {
    const scenario = started();
    scenario.finish("EXPLORE-001");
    scenario.finish("SOLVE-001");
    for (let i = 0; i < 30; i++) scenario.finish(scenario.must("task.create", { prefix: "SOLVE", title: `t${i}` }).id);
    scenario.finish("AUDIT-001", { verdict: "approved" });
    const hot = hotCopy(scenario.state);
    expect(hot.forgotten.has("SOLVE-003")).toBe(true);
    expect(hot.tasks.has("SOLVE-001")).toBe(true);
    expect(claimBundle(hot, "MARSHAL-001").upstream).toEqual(claimBundle(scenario.state, "MARSHAL-001").upstream);
  });

  it("and the records after it make the state that all records make, at every point of random sessions", () => {
    let forgotten = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const scenario = randomSession(seed);
      for (let at = 1; at < scenario.log.length; at += 7) {
        const hot = brought(scenario, at);
        expect(openWork(hot)).toEqual(openWork(scenario.state, hot));
        for (const id of scenario.state.tasks.keys()) {
          if (hot.tasks.has(id)) continue;
          forgotten++;
          expect(hot.forgotten.has(id), id).toBe(true);
          expect(["done", "skipped"]).toContain(scenario.state.tasks.get(id)!.status);
        }
        const again = hotCopy(hot);
        expect(openWork(again)).toEqual(openWork(scenario.state, again));
      }
    }
    expect(forgotten).toBeGreaterThan(1_000);
  });

  it("forgets nothing while a node of the pipeline is still to be made from results", () => {
    const scenario = started({}, { input: { issues: Array.from({ length: 60 }, (_, i) => ({ id: i })), ask: false } });
    for (let i = 1; i <= 60; i++) scenario.finish(`EXPLORE-${String(i).padStart(3, "0")}`);
    expect([...scenario.state.nodes.values()].some((n) => !n.expanded)).toBe(true);
    expect(picture(hotCopy(scenario.state)) === picture(scenario.state)).toBe(true);
  });
});

it("a question about what the snapshot left out is answered from the whole log; any other is not", async () => {
  const scenario = started();
  for (const id of ["EXPLORE-001", "SOLVE-001"]) scenario.finish(id);
  closeMany(scenario, 30);
  for (let i = 0; i < 250; i++) {
    scenario.must("msg.post", { body: `m${i}` });
    scenario.must("wisdom.add", { kind: "learning", text: `w${i}` });
    scenario.must("ask.answer", { ask: scenario.must("ask.open", { question: `q${i}` }).id, option: "go" });
  }
  const store = memoryStore();
  for (const [i, { commit }] of scenario.log.entries()) await store.append("SMP-1", i, encodeCommit(commit));
  await store.snapshots.save("SMP-1", scenario.state.position, encodeSnapshot(scenario.state));
  const ask = async (name: string, input: Record<string, unknown>) => {
    await using session = await openSession(store, "SMP-1");
    const answer = await session.run({ name, input, actor: COORDINATOR });
    if (!answer.ok) throw answer.error;
    return { result: answer.result as Record<string, unknown[]>, whole: session.state.forgotten.empty };
  };
  const old = await ask("task.show", { task: "SECURITY-001" });
  expect(old).toMatchObject({ result: { id: "SECURITY-001", status: "done" }, whole: true });
  expect((await ask("task.list", {})).result.tasks!.length).toBe(scenario.state.tasks.size);
  expect((await ask("task.list", { status: "done" })).result.tasks!.length).toBe(32);
  expect((await ask("msg.read", { limit: 1_000 })).result.messages!.length).toBe(scenario.state.messages.size);
  expect((await ask("wisdom.list", {})).result.wisdom!.length).toBe(250);
  expect((await ask("ask.list", { all: true })).result.asks!.length).toBe(250);
  expect((await ask("msg.read", { since: scenario.state.position - 9 })).whole).toBe(false);
  expect((await ask("task.list", { status: "ready" })).whole).toBe(false);
  expect((await ask("ask.list", {})).whole).toBe(false);

  await store.trim("SMP-1", scenario.state.position);
  const left = await ask("task.list", {});
  expect([left.whole, left.result.tasks!.length > 20]).toEqual([false, true]);
  expect((await ask("msg.read", { limit: 1_000 })).result.messages!.length).toBe(200);
});

it("a store whose snapshot cannot be loaded, or is none, is replayed", async () => {
  const inner = memoryStore({ shared: memoryStorage() });
  const session = await openSession(inner, "SMP-1");
  await session.run({
    name: "session.start",
    input: { session: "SMP-1", team: sampleTeam(), requirement: "r" },
    actor: COORDINATOR,
  });
  await session.run({ name: "task.claim", input: { task: "EXPLORE-001", owner: "w" }, actor: WORKER });
  const image = JSON.parse(new TextDecoder().decode(encodeSnapshot(session.state))) as object;
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  for (const wrong of [
    { v: 2, position: 2, tasks: [] },
    { ...image, session: null },
    { ...image, position: "2" },
    { ...image, tasks: [null] },
    { ...image, position: 77 },
    null,
  ]) {
    const store = {
      ...inner,
      snapshots: { ...inner.snapshots, load: async () => ({ position: 2, bytes: bytes(wrong) }) },
    };
    expect(picture((await openSession(store, "SMP-1")).state) === picture(session.state)).toBe(true);
  }
  const torn = { ...inner, snapshots: { ...inner.snapshots, load: () => Promise.reject(new Error("torn")) } };
  expect((await openSession(torn, "SMP-1")).position).toBe(2);
});

/** Work at random on 45 issues, past the making of the last node, with rejections, failures, extra tasks and questions. */
function randomSession(seed: number): Scenario {
  const random = seededRandom(seed);
  const { sign: _sign, ...nodes } = sampleTeam().pipelines.batch!.nodes;
  const scenario = started(
    {
      pipelines: { batch: { nodes } },
      select: [],
      limits: { max_parallel: 8, lease_ms: 60_000, dispatch_ms: 10_000, max_tasks: 500 },
    },
    { input: { issues: Array.from({ length: 45 }, (_, i) => ({ id: i })), ask: random() < 0.5 } },
  );
  for (let step = 0; step < 260 && scenario.state.session!.status === "active"; step++) {
    scenario.context.pass(Math.floor(random() * 3_000));
    for (const ask of [...scenario.state.asks.values()].filter((a) => !a.answer))
      scenario.give("ask.answer", { ask: ask.id, option: ask.options[0]!.id });
    if (random() < 0.15) {
      const known = [...scenario.state.tasks.keys()];
      const needs = [known[Math.floor(random() * known.length)]!];
      scenario.give("task.create", { prefix: random() < 0.5 ? "SECURITY" : "BUILD", title: "extra", needs });
    }
    const ready = scenario.ready();
    const id = ready[Math.floor(random() * ready.length)];
    const task = id === undefined ? undefined : scenario.state.tasks.get(id);
    if (!task) continue;
    const claim = scenario.give("task.claim", { task: task.id, owner: `w${step % 5}` }, { as: WORKER });
    if (!claim.ok) continue;
    const token = claim.result.token;
    if (random() < 0.08) scenario.give("task.fail", { task: task.id, token, reason: "broke", final: random() < 0.3 });
    else
      scenario.give(
        "task.complete",
        {
          task: task.id,
          token,
          summary: "s",
          ...(task.kind === "gate" ? { verdict: random() < 0.5 ? "rejected" : "approved" } : {}),
          ...(task.output
            ? { data: { parallel_groups: [Array.from({ length: 20 }, (_, i) => i), ["z"]], risk: "high" } }
            : {}),
        },
        { as: WORKER, id: `c${step}` },
      );
  }
  return scenario;
}
