import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeFrame, pad } from "./frame.ts";
import { newRoot } from "../test/new-root.ts";
import { openFileStore } from "./open-file-store.ts";

test("a log of 50,000: the tail is read, and appended to, without touching a segment", async () => {
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
  const frame = (position: number) => encodeFrame({ position, tag: "0".repeat(16), bytes: new Uint8Array(200) });
  const rolled = Math.floor((count - 100) / 256) * 256;
  for (let first = 1; first <= rolled; first += 256) {
    const name = `${pad(first)}-${pad(first + 255)}`;
    const frames = Array.from({ length: 256 }, (_, i) => frame(first + i));
    writeFileSync(join(root, "logs/log/segments", name), Buffer.concat(frames));
  }
  mkdirSync(join(root, "logs/log/slots"), { recursive: true });
  for (let position = rolled + 1; position <= count; position++)
    writeFileSync(join(root, "logs/log/slots", pad(position)), frame(position));
  return count;
}
