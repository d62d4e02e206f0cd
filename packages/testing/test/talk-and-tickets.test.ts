import { Team } from "@teamwright/core";
import { describe, expect, it } from "vitest";
import { HUMAN, sampleTeam, Scenario, WORKER } from "../src/index.ts";

const run = () => {
  const s = new Scenario();
  s.must("session.start", { session: "SMP-1", team: sampleTeam(), requirement: "r" });
  return s;
};
const board = () => {
  const s = new Scenario();
  const team = Team.parse({
    name: "board",
    session_prefix: "BRD",
    roles: { member: { name: "member", prefixes: ["EPIC", "STORY", "TASK", "SUB"] } },
    pipelines: {},
  });
  s.must("session.start", { session: "BRD-1", kind: "board", team, requirement: "everything" });
  return s;
};
const ticket = (s: Scenario, type: string, parent?: string) =>
  s.must("ticket.create", { type, title: type, ...(parent ? { parent } : {}) }).id as string;

describe("messages", () => {
  it("carry ids, threads and a time limit kept by the kernel", () => {
    const s = run();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    const question = s.must(
      "msg.post",
      { body: "Which flag?", kind: "question", task: "EXPLORE-001", token },
      { as: WORKER },
    );
    expect(question).toMatchObject({ from: "a", to: "coordinator" });
    expect(s.must("msg.overdue").messages).toEqual([]);
    s.context.pass(180_001);
    expect(s.must("msg.overdue").messages).toMatchObject([{ id: question.id }]);
    s.must("msg.post", { body: "-f", kind: "response", to: "a", in_reply_to: question.id });
    expect(s.must("msg.overdue").messages).toEqual([]);
    s.must("task.release", { task: "EXPLORE-001", token }, { as: WORKER });
    expect(s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER }).bundle.inbox).toMatchObject([
      { body: "-f", in_reply_to: question.id },
    ]);
  });

  it("to a role come with each claim until one of it has answered or acknowledged them", () => {
    const s = run();
    const inbox = () => {
      const { token, bundle } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
      return { token, bodies: bundle.inbox.map((m: { body: string }) => m.body) };
    };
    const told = s.must("msg.post", { body: "mind the cache", to: "explorer" });
    s.must("msg.post", { body: "lunch", to: "all" });
    const first = inbox();
    expect(first.bodies).toEqual(["mind the cache", "lunch"]);
    s.must("task.release", { task: "EXPLORE-001", token: first.token }, { as: WORKER });
    const { token, bodies } = inbox();
    expect(bodies).toEqual(["mind the cache", "lunch"]);
    const ack = { body: "seen", kind: "ack", in_reply_to: told.id, task: "EXPLORE-001", token };
    s.must("msg.post", ack, { as: WORKER });
    s.must("task.release", { task: "EXPLORE-001", token }, { as: WORKER });
    expect(inbox().bodies).toEqual(["lunch"]);
    expect(s.must("msg.read").messages.map((m: { body: string }) => m.body)).toContain("mind the cache");
  });

  it("of a worker go to the coordinator only, and need its token", () => {
    const s = run();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    expect(s.give("msg.post", { body: "x", to: "b", task: "EXPLORE-001", token }, { as: WORKER })).toMatchObject({
      code: "PERMISSION_DENIED",
    });
    expect(s.give("msg.post", { body: "x", task: "EXPLORE-001" }, { as: WORKER })).toMatchObject({
      code: "TOKEN_REQUIRED",
    });
    expect(s.give("msg.post", { body: "x", in_reply_to: "msg_nothere" })).toMatchObject({ code: "MESSAGE_NOT_FOUND" });
  });
});

describe("two questions about one task", () => {
  it("hold it until both are answered, and the second answer breaks nothing", () => {
    for (const last of ["retry", "skip", "stop"]) {
      const s = run();
      const first = s.must("ask.open", { question: "Which flag?", task: "EXPLORE-001" }).id;
      const second = s.must("ask.open", { question: "And where?", task: "EXPLORE-001" }).id;
      s.must("ask.answer", { ask: first, option: "retry" }, { as: HUMAN });
      expect(s.ready()).toEqual([]);
      s.must("ask.answer", { ask: second, option: last }, { as: HUMAN });
      expect(s.statuses()["EXPLORE-001"]).toBe({ retry: "pending", skip: "skipped", stop: "failed" }[last]);
    }
  });
});

describe("roles", () => {
  it("are added up to a limit, never twice, never with a prefix that is taken", () => {
    const s = run();
    const add = (name: string, prefix: string) => s.give("role.add", { role: { name, prefixes: [prefix] } });
    expect(add("spy", "BUILD")).toMatchObject({ code: "ROLE_EXISTS" });
    for (let i = 0; i < 5; i++) expect(add(`r${i}`, `R${i}`).ok).toBe(true);
    expect(add("r9", "R9")).toMatchObject({ code: "ROLE_LIMIT" });
    s.must("task.create", { prefix: "R1", title: "new work" });
    expect(s.must("task.next", { role: "r1", owner: "x" }, { as: WORKER })).toMatchObject({ task: "R1-001" });
  });

  it("may create tasks only where they say so", () => {
    const s = run();
    const { token } = s.must("task.claim", { task: "EXPLORE-001", owner: "a" }, { as: WORKER });
    expect(
      s.give("task.create", { prefix: "BUILD", title: "x", from: "EXPLORE-001", token }, { as: WORKER }),
    ).toMatchObject({ code: "PERMISSION_DENIED" });
  });
});

describe("a board", () => {
  it("keeps the parent rules", () => {
    const s = board();
    const epic = ticket(s, "epic");
    const story = ticket(s, "story", epic);
    const task = ticket(s, "task", story);
    ticket(s, "subtask", task);
    expect(s.give("ticket.create", { type: "epic", title: "x", parent: epic })).toMatchObject({
      code: "TICKET_PARENT",
    });
    expect(s.give("ticket.create", { type: "subtask", title: "x" })).toMatchObject({
      code: "TICKET_PARENT",
      data: { allowed: ["task", "story"] },
    });
    expect(s.give("ticket.create", { type: "subtask", title: "x", parent: epic })).toMatchObject({
      code: "TICKET_PARENT",
    });
    expect(s.give("ticket.create", { type: "story", title: "x", parent: "EPIC-404" })).toMatchObject({
      code: "TASK_NOT_FOUND",
    });
  });

  it("makes a parent done with its last child, and undone again, as events", () => {
    const s = board();
    const story = ticket(s, "story");
    const a = ticket(s, "subtask", story);
    const b = ticket(s, "subtask", story);
    s.finish(a);
    expect(s.must("task.show", { task: story }).status).toBe("Backlog");
    const last = s.must("task.claim", { task: b, owner: "m" }, { as: WORKER });
    const answer = s.give("task.complete", { task: b, token: last.token, summary: "s" }, { as: WORKER });
    expect(answer.events).toContainEqual(
      expect.objectContaining({ type: "ticket.moved", task: story, status: "done", rolled: true }),
    );
    ticket(s, "subtask", story);
    expect(s.must("task.show", { task: story }).status).toBe("In Progress");
  });

  it("protects a claimed ticket from everyone without the token", () => {
    const s = board();
    const task = ticket(s, "subtask", ticket(s, "story"));
    const { token } = s.must("task.claim", { task, owner: "m" }, { as: WORKER });
    expect(s.give("ticket.update", { task, status: "Done" })).toMatchObject({ code: "TASK_CLAIMED" });
    expect(s.give("ticket.update", { task, scope: "src", token }, { as: WORKER }).ok).toBe(true);
    expect(s.give("ticket.update", { task, status: "Done", force: true }).events.map((e) => e.type)).toContain(
      "claim.broken",
    );
    expect(s.give("ticket.update", { task, status: "Shipped" })).toMatchObject({ code: "TICKET_STATUS" });
  });

  it("offers nothing from the backlog, clears fields that are set to null, lets leaves reach In Review", () => {
    const s = board();
    const story = ticket(s, "story");
    expect(s.give("task.claim", { task: story, owner: "m" }, { as: WORKER })).toMatchObject({ code: "TASK_NOT_READY" });
    s.must("ticket.update", { task: story, status: "todo", scope: "src", branch: "b" });
    expect(s.ready()).toEqual([story]);
    s.must("ticket.update", { task: story, scope: null });
    expect(s.must("task.show", { task: story }).ticket).toEqual({
      type: "story",
      word: "Todo",
      labels: [],
      branch: "b",
    });
    const leaf = ticket(s, "subtask", story);
    expect(s.must("ticket.update", { task: leaf, status: "In Review" }).status).toBe("In Review");
  });
});

describe("a decision", () => {
  it("leaves no trace when it is refused", () => {
    const s = run();
    const before = JSON.stringify([...s.state.tasks.values()]);
    expect(s.give("task.create", { prefix: "BUILD", title: "x", needs: ["NOPE-001"] })).toMatchObject({
      code: "TASK_NOT_FOUND",
    });
    expect(JSON.stringify([...s.state.tasks.values()])).toBe(before);
    expect(s.state.journal.open).toBe(false);
  });

  it("refuses hostile input with its field named", () => {
    const s = run();
    for (const [name, input] of [
      ["task.claim", { task: "../../etc/passwd", owner: "a" }],
      ["task.claim", { task: "EXPLORE-001", owner: "a/../b" }],
      ["task.claim", { task: "EXPLORE-001", owner: "a", extra: 1 }],
      ["msg.post", { body: "a\0b" }],
      ["msg.post", { body: "x".repeat(1_000_000) }],
      ["task.claim", JSON.parse('{"__proto__": {"task": "EXPLORE-001"}}')],
      ["beat", { max: "many" }],
      ["beat", null],
    ] as const) {
      expect(s.give(name, input as never, { as: HUMAN })).toMatchObject({ ok: false, code: "INPUT_INVALID" });
    }
    expect(s.give("toString")).toMatchObject({ code: "COMMAND_UNKNOWN" });
    expect(s.give("beat", {}, { as: { kind: "observer", name: "o" } })).toMatchObject({ code: "PERMISSION_DENIED" });
  });
});
