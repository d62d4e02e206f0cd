// A log that lost its beginning or its end is not written on, and never called busy or unknown.
import { type Actor, encodeSnapshot } from "@teamwright/core";
import { type LogStore, memoryStore } from "@teamwright/core/store";
import { COORDINATOR, sampleTeam, WORKER } from "@teamwright/testing";
import { afterEach, expect, it, vi } from "vitest";
import { openSession, type Session } from "../src/index.ts";

afterEach(() => void vi.useRealTimers());

const say = (n: number) => ({ name: "msg.post", input: { body: `message ${n}` }, actor: COORDINATOR });

async function tenRecords(store: LogStore): Promise<Session> {
  const session = await openSession(store, "SMP-1");
  const input = { session: "SMP-1", team: sampleTeam(), requirement: "r" };
  await session.run({ name: "session.start", input, actor: COORDINATOR });
  for (let i = 0; i < 9; i++) await session.run(say(i));
  return session;
}

it("a log that ends before its snapshot is not opened; one whose records were all trimmed is", async () => {
  const store = memoryStore();
  const { state, position } = await tenRecords(store);
  await store.snapshots.save("SMP-1", position, encodeSnapshot(state));
  const cut = (last: number): LogStore => ({
    ...store,
    async *read(log, after, options) {
      for await (const record of store.read(log, after, options)) if (record.position <= last) yield record;
    },
  });
  expect((await openSession(cut(10), "SMP-1")).position).toBe(10);
  const corrupt = { code: "STORE_CORRUPT", data: { log: "SMP-1", position: 7 } };
  await expect(openSession(cut(6), "SMP-1")).rejects.toMatchObject(corrupt);
  expect((await openSession(cut(0), "SMP-1")).position).toBe(10);
});

it("a store that takes nothing, and has nothing that was first, has lost the end of the log", async () => {
  const inner = memoryStore();
  await tenRecords(inner);
  const session = await openSession({ ...inner, append: async () => null }, "SMP-1");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const lost = session.run(say(10)).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await lost).toMatchObject({ code: "STORE_CORRUPT", data: { log: "SMP-1", position: 11 } });
});

it("a log that lost its beginning says so", async () => {
  const store = memoryStore();
  await tenRecords(store);
  await store.trim("SMP-1", 1);
  const corrupt = { code: "STORE_CORRUPT", data: { log: "SMP-1", position: 2 } };
  await expect(openSession(store, "SMP-1")).rejects.toMatchObject(corrupt);
});

it("of a compacted session that went on, an old task is closed, and the session goes on", async () => {
  const store = memoryStore();
  const finish = async (session: Session) => {
    const given = async (name: string, input: object, actor: Actor = WORKER) => {
      const answer = await session.run({ name, input, actor });
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.result as { id: string; token: string };
    };
    const { id: task } = await given("task.create", { prefix: "BUILD", title: "t" }, COORDINATOR);
    const { token } = await given("task.claim", { task, owner: "w" });
    await given("task.complete", { task, token, summary: "done" });
    return task;
  };
  const before = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  const input = { session: "SMP-1", team: sampleTeam(), requirement: "r" };
  await before.run({ name: "session.start", input, actor: COORDINATOR });
  const made: string[] = [];
  for (let i = 0; i < 40; i++) made.push(await finish(before));
  await store.snapshots.save("SMP-1", before.position, encodeSnapshot(before.state));
  await store.trim("SMP-1", before.position);
  const session = await openSession(store, "SMP-1", { snapshotEvery: 0 });
  await finish(session);
  const old = made.find((id) => !session.state.tasks.has(id));
  const show = { name: "task.show", input: { task: old }, actor: COORDINATOR };
  expect(await session.run(show)).toMatchObject({ ok: false, error: { code: "TASK_CLOSED" } });
  await finish(session);
});
