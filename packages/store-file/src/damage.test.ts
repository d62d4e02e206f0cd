// What was committed is read as it was, or not at all: never less, never something else.
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asleep } from "../test/asleep.ts";
import { bytes, fill, numbered, texts } from "../test/log.ts";
import { newRoot } from "../test/new-root.ts";
import type { Disk } from "./disk.ts";
import { encodeFrame, NO_TAG, pad } from "./frame.ts";
import { openFileStore } from "./open-file-store.ts";

const segmentOf = (root: string, first: number) => join(root, "logs/log/segments", pad(first));
/** Where the frame of record `i` of the segment begins, from 0. */
const begins = (file: Buffer, i: number): number => {
  let at = -1;
  for (let n = 0; n <= i; n++) at = file.indexOf(0x1e, at + 1);
  return at;
};
const edit = (path: string, change: (file: Buffer) => Uint8Array) => writeFileSync(path, change(readFileSync(path)));
/** One byte in place: writing the file anew makes some file systems wait for the disk. */
function put(path: string, at: number, byte: number): void {
  const fd = openSync(path, "r+");
  writeSync(fd, Uint8Array.of(byte), 0, 1, at);
  closeSync(fd);
}
const without = (file: Buffer, from: number, to: number) =>
  Buffer.concat([file.subarray(0, from), file.subarray(to)] as const);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function logOf(count: number, segment = 8): Promise<string> {
  const root = newRoot();
  await using store = await openFileStore(root, { segment });
  await fill(store, 1, count);
  return root;
}

test.each<[string, number, (file: Buffer) => Uint8Array]>([
  ["cut short", 12, (file) => without(file, begins(file, 4) - 5, begins(file, 4))],
  ["without its beginning", 12, (file) => without(file, begins(file, 3), begins(file, 3) + 1)],
  ["flipped", 12, (file) => file.fill(0x40, begins(file, 3) + 71, begins(file, 3) + 72)],
  ["taken out", 12, (file) => without(file, begins(file, 3), begins(file, 4))],
  ["overwritten with NULs", 12, (file) => file.fill(0, begins(file, 3), begins(file, 4))],
  ["gone with all behind it", 12, (file) => file.subarray(0, begins(file, 3))],
  ["gone with all", 9, () => new Uint8Array(0)],
])("a record that is %s is STORE_CORRUPT with log, position and path", async (_, position, damage) => {
  const root = await logOf(20);
  const path = segmentOf(root, 9);
  const open = await openFileStore(root);
  expect(await texts(open)).toEqual(numbered(20));
  edit(path, damage);
  const corrupt = { code: "STORE_CORRUPT", data: { log: "log", position, path } };
  for (const store of [open, await openFileStore(root)]) await expect(texts(store)).rejects.toMatchObject(corrupt);
  expect(await texts(await openFileStore(root), 16)).toEqual(numbered(20).slice(16));
});

test("so is a segment that is missing", async () => {
  const root = await logOf(20);
  const path = segmentOf(root, 9);
  rmSync(path);
  const reading = texts(await openFileStore(root));
  await expect(reading).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { position: 9, path } });
});

test("whichever byte of a log is changed, nothing is missing without an error", async () => {
  const root = await logOf(3);
  const path = segmentOf(root, 1);
  const whole = readFileSync(path);
  // Every bit: frame.test.ts.
  for (let at = 0; at < whole.length; at++) {
    put(path, at, whole[at]! ^ (1 << (at & 7)));
    const store = await openFileStore(root);
    await expect(texts(store), `byte ${at}`).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    await expect(store.append("log", 3, bytes("x")), `byte ${at}`).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    expect(statSync(path).size).toBe(whole.length);
    put(path, at, whole[at]!);
  }
});

test("a log that ends early has the records before that, and whoever has seen more says so", async () => {
  const root = await logOf(3);
  const path = segmentOf(root, 1);
  const length = readFileSync(path).length;
  const open = await openFileStore(root);
  expect(await texts(open)).toEqual(numbered(3));
  for (let left = length - 1; left >= 0; left--) {
    truncateSync(path, left);
    const found = await texts(await openFileStore(root));
    expect(found).toEqual(numbered(Math.floor((3 * left) / length)));
    for (const call of [texts(open), texts(open, 3), open.append("log", 3, bytes("x"))])
      await expect(call).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  }
});

/** Record 4 by a fast writer; behind it the dud of a slow one, and behind that the records up to `last`. */
async function logWithDud(last: number): Promise<string> {
  const { root, fast, late, wake } = await asleep(3, "before-write");
  await fill(fast, 4, 4);
  wake();
  expect(await late).toBeNull();
  await fill(fast, 5, last);
  expect(await texts(await openFileStore(root))).toEqual(numbered(last));
  return root;
}

test.each([
  ["the last record", 4],
  ["a record", 6],
])("damage of %s never makes the dud behind it the record", async (_, last) => {
  const root = await logWithDud(last);
  const path = segmentOf(root, 1);
  const whole = readFileSync(path);
  for (let at = begins(whole, 3); at < begins(whole, 4); at++) {
    put(path, at, whole[at]! ^ 1);
    await expect(texts(await openFileStore(root)), `byte ${at}`).rejects.toMatchObject({
      code: "STORE_CORRUPT",
      data: { position: 4 },
    });
    put(path, at, whole[at]!);
  }
});

test("nor does a dud take the place of a record that was taken out: the next one names the other", async () => {
  const root = await logWithDud(6);
  edit(segmentOf(root, 1), (file) => without(file, begins(file, 3), begins(file, 4)));
  const corrupt = { code: "STORE_CORRUPT", data: { position: 4 } };
  await expect(texts(await openFileStore(root))).rejects.toMatchObject(corrupt);
  await expect((await openFileStore(root)).append("log", 6, bytes("x"))).rejects.toMatchObject(corrupt);
});

test("a line that somebody added by hand is not taken for a record, and not passed over", async () => {
  const root = await logOf(3);
  appendFileSync(segmentOf(root, 1), "hello\n");
  const corrupt = { code: "STORE_CORRUPT", data: { position: 4 } };
  await expect(texts(await openFileStore(root))).rejects.toMatchObject(corrupt);
  await expect((await openFileStore(root)).append("log", 3, bytes("x"))).rejects.toMatchObject(corrupt);
});

test("a record that holds frames is a record, whole or torn", async () => {
  const root = await logOf(3);
  const forged = encodeFrame({ position: 4, tag: NO_TAG, previous: NO_TAG, bytes: bytes("forged") });
  const torn: Disk["write"] = (fd, frame) => writeSync(fd, frame.subarray(0, frame.length - 20));
  const failing = await openFileStore(root, { disk: { write: torn } });
  await expect(failing.append("log", 3, forged)).rejects.toMatchObject({ code: "STORE_FULL" });
  const store = await openFileStore(root);
  expect(await texts(store)).toEqual(numbered(3));
  expect(await store.append("log", 3, forged)).toBe(4);
  await fill(store, 5, 10);
  const log = await texts(await openFileStore(root));
  expect(log).toEqual(numbered(10).with(3, forged.toString("latin1")));
});

test("a torn snapshot is no snapshot", async () => {
  const root = newRoot();
  const store = await openFileStore(root);
  await store.append("log", 0, bytes("x"));
  await store.snapshots.save("log", 1, bytes("snapshot"));
  expect((await store.snapshots.load("log"))?.position).toBe(1);
  truncateSync(join(root, "logs/log/snapshot"), 80);
  expect(await store.snapshots.load("log")).toBeNull();
  await store.snapshots.save("log", 1, bytes("again"));
  expect((await store.snapshots.load("log"))?.position).toBe(1);
});

test.each(["logs/log", "logs/log/segments", "logs/log/segments/0000000000000001"])(
  "something else in the place of %s is STORE_CORRUPT, and the other logs are read",
  async (name) => {
    const root = await logOf(3);
    await using store = await openFileStore(root);
    await store.append("other", 0, bytes("x"));
    const path = join(root, name);
    const isFile = statSync(path).isFile();
    rmSync(path, { recursive: true });
    if (isFile) mkdirSync(path);
    else writeFileSync(path, "");
    await using fresh = await openFileStore(root);
    expect((await all(fresh.logs())).toSorted()).toEqual(["log", "other"]);
    expect(await all(fresh.read("other", 0))).toHaveLength(1);
    await expect(texts(fresh)).rejects.toMatchObject({
      code: "STORE_CORRUPT",
      data: { path: expect.stringContaining(path) },
    });
  },
);

test("a log of which only the snapshot is left is listed; what a desktop leaves is no log", async () => {
  const root = await logOf(3);
  writeFileSync(join(root, "logs/.DS_Store"), "");
  await using store = await openFileStore(root);
  await store.snapshots.save("log", 3, bytes("snapshot"));
  rmSync(segmentOf(root, 1));
  expect(await all((await openFileStore(root)).logs())).toEqual(["log"]);
});

test("a store that was removed says so to who reads it on", async () => {
  const root = await logOf(3);
  await using store = await openFileStore(root);
  expect(await texts(store)).toHaveLength(3);
  rmSync(root, { recursive: true });
  const closed = { code: "STORE_CLOSED", data: { path: root } };
  await expect(texts(store)).rejects.toMatchObject(closed);
  await expect(all(store.read("log", 3))).rejects.toMatchObject(closed);
});
