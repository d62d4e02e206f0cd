import { describe, expect, it } from "vitest";
import { apply } from "./apply.ts";
import { encodeSnapshot, loadSnapshot } from "./snapshot.ts";
import { State } from "./state/state.ts";
import { Team } from "./team.ts";

const BY = { kind: "coordinator", name: "c" } as const;
const id = (n: number) => `BUILD-${String(n).padStart(3, "0")}`;

/** A session of `count` tasks, each of which needs the one before it in its chain of ten. */
function stateOf(count: number): State {
  const state = new State();
  const team = Team.parse({
    name: "t",
    session_prefix: "T",
    roles: { builder: { name: "builder", prefixes: ["BUILD"] } },
    pipelines: {},
  });
  const at = { position: 1, at: 5, by: BY };
  apply(
    state,
    { type: "session.created", name: "T-1", kind: "run", team, requirement: "r", input: {}, max_tasks: 100_000 },
    at,
  );
  for (let n = 1; n <= count; n++)
    apply(
      state,
      {
        type: "task.created",
        task: {
          id: id(n),
          prefix: "BUILD",
          role: "builder",
          kind: "work",
          title: `task ${n}`,
          brief: "what to do ".repeat(10),
          priority: n % 3,
          needs: n % 10 === 1 ? [] : [id(n - 1)],
          lane: "BUILD",
        },
      },
      at,
    );
  state.position = 1;
  return state;
}

function close(state: State, n: number): void {
  const at = { position: state.position, at: 6, by: BY };
  apply(
    state,
    {
      type: "task.claimed",
      task: id(n),
      owner: "w",
      token_hash: "h",
      lease_ms: 1,
      lease_until: 7,
    },
    at,
  );
  apply(state, { type: "task.completed", task: id(n), result: { summary: "s", owner: "w", at: 6 } }, at);
}

describe("a snapshot", () => {
  it("holds open work as it was: rows, counts, what is ready, who needs whom", () => {
    const state = stateOf(40);
    close(state, 1);
    const loaded = loadSnapshot(encodeSnapshot(state))!;
    expect([...loaded.tasks.values()]).toEqual([...state.tasks.values()]);
    expect(loaded.session).toEqual(state.session);
    expect([...loaded.index.readyIn("BUILD")!]).toEqual([...state.index.readyIn("BUILD")!]);
    for (let n = 1; n <= 40; n++) expect(loaded.index.dependentsOf(id(n))).toEqual(state.index.dependentsOf(id(n)));
    close(state, 2);
    close(loaded, 2);
    expect(loaded.session!.counts).toEqual(state.session!.counts);
    expect([...loaded.index.readyIn("BUILD")!]).toEqual([...state.index.readyIn("BUILD")!]);
  });

  it("forgets finished tasks but for what open ones need and the last 20 of a role, and remembers their ids", () => {
    const state = stateOf(105);
    for (let n = 1; n <= 104; n++) close(state, n);
    const loaded = loadSnapshot(encodeSnapshot(state))!;
    expect([...loaded.tasks.keys()]).toEqual(Array.from({ length: 21 }, (_, i) => id(85 + i)));
    expect(loaded.forgotten.toJSON()).toEqual({ BUILD: [[1, 84]] });
    expect(loaded.session!.counts).toMatchObject({ done: 104, pending: 1 });
    expect(state.forgotten.toJSON()).toEqual({});
  });

  it("is made again from a loaded one without losing what was forgotten before", () => {
    const state = stateOf(60);
    for (let n = 1; n <= 30; n++) close(state, n);
    const once = loadSnapshot(encodeSnapshot(state))!;
    for (let n = 31; n <= 60; n++) close(once, n);
    const twice = loadSnapshot(encodeSnapshot(once))!;
    expect(once.forgotten.toJSON()).toEqual({ BUILD: [[1, 10]] });
    expect(twice.forgotten.toJSON()).toEqual({ BUILD: [[1, 40]] });
  });

  it("keeps the last 200 messages and wisdom entries, and every question still without an answer", () => {
    const state = stateOf(1);
    for (let n = 1; n <= 300; n++) {
      const at = { position: n, at: n, by: BY };
      const message = { id: `msg_${n}`, from: "w", to: "coordinator", kind: "question", body: "?" };
      apply(state, { type: "message.posted", ...message, ...(n <= 10 ? { answer_by: 9 } : {}) }, at);
      apply(state, { type: "wisdom.added", id: `W-${n}`, kind: "learning", text: "t", by: "w" }, at);
    }
    const answer = { id: "msg_a", from: "c", to: "w", kind: "response", body: "!", in_reply_to: "msg_3" };
    apply(state, { type: "message.posted", ...answer }, { position: 301, at: 1, by: BY });
    const loaded = loadSnapshot(encodeSnapshot(state))!;
    const kept = [...loaded.messages.keys()];
    expect(kept.slice(0, 10)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 102].map((n) => `msg_${n}`));
    expect(kept).toHaveLength(209);
    expect(loaded.wisdom.size).toBe(200);
    expect(loaded.session!.wisdom).toBe(300);
  });

  it("that is not one is null", () => {
    const text = (value: string) => loadSnapshot(new TextEncoder().encode(value));
    for (const value of [
      "",
      "null",
      "[]",
      '"x"',
      '{"v":2}',
      '{"v":1,"position":1,"tasks":[]}',
      '{"v":2,"position":1,"tas',
    ])
      expect(text(value), value).toBeNull();
    expect(loadSnapshot(new Uint8Array([255, 254]))).toBeNull();
  });
});
