import { expect, test } from "vitest";
import { memoryStorage, memoryStore } from "./memory-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("two handles on one storage see one log", async () => {
  const shared = memoryStorage();
  const [a, b] = [memoryStore({ shared }), memoryStore({ shared })];
  expect(await a.append("s", 0, bytes("x"))).toBe(1);
  expect(await b.append("s", 0, bytes("y"))).toBeNull();
  await a.close();
  expect(await b.append("s", 1, bytes("y"))).toBe(2);
});

test("a step leaves gaps between positions", async () => {
  const store = memoryStore({ step: 7 });
  await store.append("s", 0, bytes("x"));
  await store.append("s", 7, bytes("y"));
  expect(await store.append("s", 8, bytes("z"))).toBeNull();
  const seen: number[] = [];
  for await (const record of store.read("s", 3)) seen.push(record.position);
  expect(seen).toEqual([7, 14]);
});

test("an unsubscribed or closed watcher stays silent, even for a ring already on its way", async () => {
  const store = memoryStore();
  let wakes = 0;
  const stop = store.watch("s", () => wakes++);
  const appended = store.append("s", 0, bytes("x"));
  stop();
  await appended;
  await Promise.resolve();
  expect(wakes).toBe(0);
});
