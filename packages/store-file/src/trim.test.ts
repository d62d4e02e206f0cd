// Who was first, and what is read, when a log is trimmed meanwhile.
import fs from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asleep } from "../test/asleep.ts";
import { bytes, fill, numbered, texts } from "../test/log.ts";
import { newRoot } from "../test/new-root.ts";
import { encodeFrame, NO_TAG, pad } from "./frame.ts";
import { openFileStore, type TestPoint } from "./open-file-store.ts";
import { readRecords, type Seen } from "./read-records.ts";
import type { Place } from "./scan-segment.ts";

const segments = (root: string) => fs.readdirSync(join(root, "logs/log/segments"));

test("a writer that slept just after its write is told that it won, whatever was added and trimmed since", async () => {
  const { root, fast, slow, late, wake } = await asleep(3, "after-write");
  await fill(fast, 5, 40);
  await fast.trim("log", 30);
  expect(segments(root)).toEqual([25, 33].map(pad));
  wake();
  expect(await late).toBe(4);
  expect(await texts(slow)).toEqual(numbered(40).slice(30));
});

test("a writer that sleeps just before its write through a trim gets null, and writes on", async () => {
  const { fast, slow, late, wake } = await asleep(3, "before-write");
  await fill(fast, 4, 40);
  await fast.trim("log", 30);
  wake();
  expect(await late).toBeNull();
  expect(await slow.append("log", 3, bytes("late"))).toBeNull();
  await fill(slow, 41, 41);
  expect(await texts(fast)).toEqual(numbered(41).slice(30));
});

test("a writer that makes a trimmed segment anew gets null, also one that knows its first record", async () => {
  const root = newRoot();
  const [eight, nine, fast] = [
    await openFileStore(root, { segment: 8 }),
    await openFileStore(root),
    await openFileStore(root),
  ];
  await fill(eight, 1, 8);
  await fill(fast, 9, 9);
  expect(await texts(nine)).toEqual(numbered(9));
  await fill(fast, 10, 40);
  await fast.trim("log", 30);
  expect(segments(root)).toEqual([25, 33].map(pad));
  expect(await eight.append("log", 8, bytes("r9"))).toBeNull();
  expect(segments(root)).toEqual([9, 25, 33].map(pad));
  const ghost = encodeFrame({ position: 9, tag: "f".repeat(16), previous: NO_TAG, bytes: bytes("other") });
  fs.writeFileSync(join(root, "logs/log/segments", pad(9)), ghost);
  expect(await nine.append("log", 9, bytes("r10"))).toBeNull();
  for (const store of [eight, nine, await openFileStore(root)]) {
    expect(await texts(store)).toEqual(numbered(40).slice(30));
    expect(await texts(store, 8)).toEqual(numbered(40).slice(30));
  }
  await fast.trim("log", 31);
  expect(segments(root)).toEqual([25, 33].map(pad));
});

test("a reader under whom the log is trimmed goes on where it begins now", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 40);
  const found: number[] = [];
  for await (const { position } of (await openFileStore(root)).read("log", 0)) {
    found.push(position);
    if (position === 6) await store.trim("log", 30);
  }
  expect(found).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
});

test("a reader that sleeps through a trim does not take the vain try of a writer for a record", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 40);
  const known: Place = { position: 8, tag: NO_TAG, offset: 0 };
  let trimmed = false;
  // Between its look at the floor and its first segment.
  const check = () => {
    if (trimmed) return;
    trimmed = true;
    fs.mkdirSync(join(root, "logs/log/floor"));
    fs.writeFileSync(join(root, "logs/log/floor", pad(30)), "");
    const vain = encodeFrame({ position: 9, tag: "f".repeat(16), previous: NO_TAG, bytes: bytes("vain") });
    fs.writeFileSync(join(root, "logs/log/segments", pad(9)), vain);
  };
  const seen: Seen = { get: () => known, learn: () => {} };
  const found: number[] = [];
  for await (const { position } of readRecords("log", 8, { layout: { root, segment: 8 }, seen, limit: 100, check }))
    found.push(position);
  expect(found).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
});

test("a trim that was killed halfway is finished by the next, and nothing else is missing", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 40);
  for (const killed of ["after-floor", "mid-trim"] as const) {
    const at = (point: TestPoint) => {
      if (point === killed) throw new Error("killed here");
    };
    await expect((await openFileStore(root, { at })).trim("log", 30)).rejects.toThrow();
    expect(await texts(await openFileStore(root))).toEqual(numbered(40).slice(30));
  }
  await (await openFileStore(root)).trim("log", 1);
  expect(segments(root)).toEqual([25, 33].map(pad));
});

test("a log that was trimmed to its end keeps the segment that says where it ends", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 16);
  await store.trim("log", 16);
  expect(segments(root)).toEqual([9].map(pad));
  await fill(await openFileStore(root), 17, 18);
  expect(await texts(store)).toEqual(["r17", "r18"]);
});
