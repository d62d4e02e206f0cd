// A log that lost its beginning or its end is not written on, and never called busy or unknown.
import { encodeSnapshot } from "@teamwright/core";
import { type LogStore, memoryStore } from "@teamwright/core/store";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
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
