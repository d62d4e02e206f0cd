// What a session does with turns. Turns themselves: local-turns.test.ts.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LogStore, memoryStorage, memoryStore } from "@teamwright/core/store";
import { COORDINATOR, sampleTeam, WORKER } from "@teamwright/testing";
import { afterEach, expect, it, vi } from "vitest";
import { openSession } from "../src/index.ts";

afterEach(() => vi.useRealTimers());

const start = {
  name: "session.start",
  input: { session: "SMP-1", team: sampleTeam(), requirement: "r" },
  actor: COORDINATOR,
};
const say = (body: string) => ({ name: "msg.post", input: { body }, actor: COORDINATOR });

/** A store that tells what is done with it, and gives turns when `give` says so. */
function told(shared = memoryStorage(), give: (soon: () => void) => Promise<void> | void = () => {}) {
  const done: string[] = [];
  let wanted: (others: number) => void = () => {};
  const store = memoryStore({ shared });
  const own: LogStore = {
    ...store,
    async append(log, after, record) {
      const position = await store.append(log, after, record);
      done.push(position === null ? "lost" : "won");
      return position;
    },
    read(log, after, options) {
      done.push("read");
      return store.read(log, after, options);
    },
    async turn(_, tell, soon = () => {}) {
      wanted = tell;
      done.push("ask");
      await give(soon);
      done.push("turn");
      return () => done.push("end");
    },
  };
  return { store: own, done, want: (others: number) => wanted(others), shared };
}

it("reads nothing while nobody else writes", async () => {
  const { store, done } = told();
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await session.run(start);
  done.length = 0;
  for (const body of ["a", "b", "c"]) expect(await session.run(say(body))).toMatchObject({ ok: true });
  expect(done).toEqual(["won", "won", "won"]);
});

it("refuses nothing on what it knew: it reads on first", async () => {
  const { store, done, shared } = told();
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await session.run(start);
  const other = await openSession(memoryStore({ shared }), "SMP-1", { snapshotEvery: 0 });
  const create = { name: "task.create", input: { prefix: "BUILD", title: "new" }, actor: COORDINATOR };
  const created = await other.run(create);
  const { id: task } = (created as { result: { id: string } }).result;
  expect(session.state.tasks.get(task)).toBeUndefined();
  done.length = 0;
  const claim = { name: "task.claim", input: { task, owner: "w1" }, actor: WORKER };
  expect(await session.run(claim)).toMatchObject({ ok: true });
  expect(done).toEqual(["read", "won"]);
});

it("asks for a turn after a loss, and keeps it until others want it and it has nothing to do", async () => {
  const { store, done, want, shared } = told();
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await session.run(start);
  const other = await openSession(memoryStore({ shared }), "SMP-1", { snapshotEvery: 0 });
  await other.run(say("first"));
  done.length = 0;
  await session.run(say("second"));
  expect(done).toEqual(["lost", "ask", "turn", "read", "won"]);
  await session.run(say("third"));
  expect(done.slice(5)).not.toContain("end");
  want(1);
  expect(done.at(-1)).toBe("end");
});

it("reads on when the next turn is its own, and not before", async () => {
  let turn!: () => void;
  let soon!: () => void;
  let asked!: () => void;
  const waits = new Promise<void>((resolve) => (asked = resolve));
  const { store, done, shared } = told(undefined, (next) => {
    soon = next;
    asked();
    return new Promise((resolve) => (turn = resolve));
  });
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await session.run(start);
  const other = await openSession(memoryStore({ shared }), "SMP-1", { snapshotEvery: 0 });
  await other.run(say("first"));
  done.length = 0;
  const { read } = store;
  const seen = new Promise<void>((resolve) => {
    store.read = (...given) => {
      resolve();
      return read(...given);
    };
  });
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const running = session.run(say("second"));
  await waits;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual(["lost", "ask"]);
  soon();
  await vi.advanceTimersByTimeAsync(5);
  await seen;
  expect(done).toEqual(["lost", "ask", "read"]);
  turn();
  expect(await running).toMatchObject({ ok: true });
  expect(done.slice(-3)).toEqual(["turn", "read", "won"]);
});

it("goes on where no turn can be had, and where asking for one fails", async () => {
  for (const turn of [async () => null, () => Promise.reject(new Error("broken"))] satisfies LogStore["turn"][]) {
    const { store, shared } = told();
    store.turn = turn;
    const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
    await session.run(start);
    const other = await openSession(memoryStore({ shared }), "SMP-1", { snapshotEvery: 0 });
    for (const body of ["a", "b", "c"]) {
      await other.run(say(body));
      expect(await session.run(say(body))).toMatchObject({ ok: true });
    }
  }
});

it("ends its turn when it is closed", async () => {
  const { store, done, shared } = told();
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await session.run(start);
  const other = await openSession(memoryStore({ shared }), "SMP-1", { snapshotEvery: 0 });
  await other.run(say("first"));
  await session.run(say("second"));
  expect(done.at(-1)).toBe("won");
  await session.close();
  expect(done.at(-1)).toBe("end");
});

it("keeps the place where processes meet until the last of its sessions is closed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-meet-"));
  try {
    const shared = memoryStorage();
    const open = () => openSession({ ...memoryStore({ shared }), meetingPlace: join(folder, "turn") }, "SMP-1");
    const [first, second, third] = [await open(), await open(), await open()];
    await first.run(start);
    // Who wrote twice in a row reckons with nobody, loses to the next one, and asks for a turn.
    for (const session of [first, second, second, first, second, third, third, second, third])
      expect(await session.run(say("x"))).toMatchObject({ ok: true });
    expect(readdirSync(folder)).toEqual(["turn"]);
    await first.close();
    await second.close();
    await second.close();
    expect(readdirSync(folder)).toEqual(["turn"]);
    await third.close();
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
