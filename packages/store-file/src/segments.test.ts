// Who was first, whatever writers sleep through: other writers, the end of a segment, a trim.
import fs, { readdirSync } from "node:fs";
import { fork } from "node:child_process";
import { once } from "node:events";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { bytes, fill, numbered, sleepAt, texts } from "../test/log.ts";
import { newRoot } from "../test/new-root.ts";
import { realDisk, type Disk } from "./disk.ts";
import { encodeFrame, NO_TAG, pad } from "./frame.ts";
import { readRecords, type Seen } from "./read-records.ts";
import type { Place } from "./scan-segment.ts";
import { openFileStore, type FileStore, type TestPoint } from "./open-file-store.ts";

const segments = (root: string) => readdirSync(join(root, "logs/log/segments"));
const size = (root: string, first: number) => fs.statSync(join(root, "logs/log/segments", pad(first))).size;

/** A log of `count` records, and a writer that has begun to write the next one and sleeps. */
async function asleep(count: number, point: TestPoint, write: Disk["write"] = realDisk.write) {
  const root = newRoot();
  const fast = await openFileStore(root, { segment: 8 });
  await fill(fast, 1, count);
  const sleep = sleepAt(point);
  const slow = await openFileStore(root, { at: sleep.at, disk: { write } });
  const late = slow.append("log", count, bytes("late"));
  await Promise.race([sleep.begun, late.catch(() => {})]);
  return { root, fast, slow, late, wake: sleep.wake };
}

test("a segment holds as many records as the store was made for, whatever a later handle says", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 10);
  const other = await openFileStore(root, { segment: 100 });
  await fill(other, 11, 20);
  expect(segments(root)).toEqual([1, 9, 17].map(pad));
  expect(await texts(await openFileStore(root))).toEqual(numbered(20));
});

test("a record is written when all before it is on the disk, and told when it is itself", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 7);
  const said: string[] = [];
  const names = new Map<number, string>();
  const named = (open: Disk["open"]) => (path: string) => {
    const fd = open(path);
    names.set(fd, String(Number(basename(path))));
    return fd;
  };
  const disk: Disk = {
    create: named(realDisk.create),
    open: named(realDisk.open),
    write(fd, frame) {
      said.push(`write ${names.get(fd)}`);
      return realDisk.write(fd, frame);
    },
    async sync(fd) {
      await realDisk.sync(fd);
      said.push(`sync ${names.get(fd)}`);
    },
  };
  const store = await openFileStore(root, { disk });
  for (let i = 8; i <= 10; i++) {
    await fill(store, i, i);
    said.push(`told ${i}`);
  }
  expect(said.join(", ")).toBe("write 1, sync 1, told 8, sync 1, write 9, sync 9, told 9, write 9, sync 9, told 10");
});

test.each([
  ["in a segment", 3],
  ["that is the first of a segment", 8],
  ["that is the first of all", 0],
])("of two that write a record %s, the one whose frame comes first has won, for every reader", async (_, count) => {
  const { root, fast, slow, late, wake } = await asleep(count, "before-write");
  await fill(fast, count + 1, count + 1);
  const before = size(root, count === 8 ? 9 : 1);
  wake();
  expect(await late).toBeNull();
  expect(size(root, count === 8 ? 9 : 1)).toBeGreaterThan(before);
  for (const store of [fast, slow, await openFileStore(root)]) expect(await texts(store)).toEqual(numbered(count + 1));
  await fill(slow, count + 2, count + 12);
  for (const store of [fast, slow, await openFileStore(root)]) expect(await texts(store)).toEqual(numbered(count + 12));
});

test.each<TestPoint>(["after-create", "before-write"])(
  "a writer that sleeps %s while the log grows by segments gets null",
  async (point) => {
    const { root, fast, slow, late, wake } = await asleep(8, point);
    await fill(fast, 9, 40);
    wake();
    expect(await late).toBeNull();
    expect(await texts(slow)).toEqual(numbered(40));
    expect(await texts(await openFileStore(root))).toEqual(numbered(40));
  },
);

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

test("a disk that takes only a part of a frame: STORE_FULL, and the part stays void for ever", async () => {
  const whole = encodeFrame({ position: 4, tag: NO_TAG, previous: NO_TAG, bytes: bytes("late") }).length;
  for (const taken of [0, 1, 5, 40, whole - 2, whole - 1]) {
    const write: Disk["write"] = (fd, frame) => (taken === 0 ? 0 : fs.writeSync(fd, frame.subarray(0, taken)));
    const { root, fast, slow, late } = await asleep(3, "after-sync", write);
    await expect(late, `${taken} bytes`).rejects.toMatchObject({ code: "STORE_FULL" });
    await expect(slow.append("log", 3, bytes("again"))).rejects.toMatchObject({ code: "STORE_FULL" });
    for (const store of [fast, slow, await openFileStore(root)]) expect(await texts(store)).toEqual(numbered(3));
    await fill(fast, 4, 20);
    for (const store of [fast, slow, await openFileStore(root)])
      expect(await texts(store), `${taken} bytes`).toEqual(numbered(20));
  }
});

test("a segment that a killed writer made for a record it never wrote is no end of the log", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 8);
  fs.writeFileSync(join(root, "logs/log/segments", pad(9)), "");
  await fill(await openFileStore(root), 9, 9);
  expect(await texts(await openFileStore(root))).toEqual(numbered(9));
});

test("but it proves that the one before was full", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 5);
  fs.writeFileSync(join(root, "logs/log/segments", pad(9)), "");
  const corrupt = { code: "STORE_CORRUPT", data: { position: 6 } };
  await expect((await openFileStore(root)).append("log", 5, bytes("r6"))).rejects.toMatchObject(corrupt);
  await expect(texts(await openFileStore(root))).rejects.toMatchObject(corrupt);
});

test("a log of which a killed writer wrote nothing is none", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 8 }), 1, 1);
  fs.mkdirSync(join(root, "logs/other/segments"), { recursive: true });
  fs.writeFileSync(join(root, "logs/other/segments", pad(1)), "\x1eTW2 00");
  const store = await openFileStore(root);
  expect(await logs(store)).toEqual(["log"]);
  expect(await store.append("other", 0, bytes("x"))).toBe(1);
  expect((await logs(store)).sort()).toEqual(["log", "other"]);
});

async function logs(store: FileStore): Promise<string[]> {
  const found: string[] = [];
  for await (const log of store.logs()) found.push(log);
  return found;
}

test("eight processes that write without waiting or looking get each of 10,000 positions once", async () => {
  const root = newRoot();
  const total = 10_000;
  await fill(await openFileStore(root, { segment: 1000 }), 1, 1);
  const program = join(import.meta.dirname, "../test/race-child.ts");
  const args = (i: number) => [root, String(i), String(total)];
  const children = Array.from({ length: 8 }, (_, i) => fork(program, args(i), { execArgv: ["--conditions=source"] }));
  await Promise.all(children.map((child) => once(child, "message")));
  const told = children.map((child) => once(child, "message") as Promise<[{ won: number[]; duds: number }]>);
  for (const child of children) child.send("go");
  const reports = (await Promise.all(told)).map(([report]) => report);
  const winner = new Map(reports.flatMap(({ won }, i) => won.map((position) => [position, `p${i}`] as const)));
  expect(reports.reduce((sum, { won }) => sum + won.length, 0)).toBe(winner.size);
  expect(winner.size).toBe(total - 1);
  const log = await texts(await openFileStore(root));
  expect(log.slice(1)).toEqual(Array.from({ length: total - 1 }, (_, i) => winner.get(i + 2)));
  expect(
    reports.reduce((sum, { duds }) => sum + duds, 0),
    "they never met",
  ).toBeGreaterThan(0);
});
