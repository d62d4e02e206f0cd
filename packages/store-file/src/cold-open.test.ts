import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeFrame, NO_TAG, pad } from "./frame.ts";
import { newRoot } from "../test/new-root.ts";
import { openFileStore } from "./open-file-store.ts";

test("a log of 50,000: the tail is read, and appended to, without touching another segment", async () => {
  const root = newRoot();
  const last = await longLog(root, 50_000);
  const seconds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const store = await openFileStore(root);
    const tail: number[] = [];
    for await (const { position } of store.read("log", last - 3)) tail.push(position);
    seconds.push(performance.now() - start);
    expect(tail).toEqual([last - 2, last - 1, last]);
    await store.close();
  }
  expect(Math.min(...seconds)).toBeLessThan(5);
  for (const segment of readdirSync(join(root, "logs/log/segments"))) {
    if (segment < pad(49_000)) writeFileSync(join(root, "logs/log/segments", segment), "not looked at");
  }
  const store = await openFileStore(root);
  expect(await store.append("log", last, new Uint8Array(1))).toBe(last + 1);
  let seen = 0;
  for await (const { position } of store.read("log", 49_500)) expect(position).toBe(49_500 + ++seen);
  expect(seen).toBe(501);
});

test("a log of 50,000 is read from the start in order", async () => {
  const root = newRoot();
  await longLog(root, 50_000);
  const store = await openFileStore(root);
  let seen = 0;
  for await (const { position } of store.read("log", 0))
    if (position !== ++seen) throw new Error(`${position} after ${seen - 1}`);
  expect(seen).toBe(50_000);
});

/** A log as long appending leaves it, written directly: 50,000 syncs would take half a minute. */
async function longLog(root: string, count: number): Promise<number> {
  const store = await openFileStore(root);
  await store.append("log", 0, new Uint8Array(200));
  await store.close();
  const tag = (position: number) => (position === 0 ? NO_TAG : String(position).padStart(16, "a"));
  for (let first = 1; first <= count; first += 256) {
    const frames = Array.from({ length: Math.min(256, count - first + 1) }, (_, i) => {
      const position = first + i;
      return encodeFrame({ position, tag: tag(position), previous: tag(position - 1), bytes: new Uint8Array(200) });
    });
    writeFileSync(join(root, "logs/log/segments", pad(first)), Buffer.concat(frames));
  }
  return count;
}
