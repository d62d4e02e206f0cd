// Who was first, whatever writers sleep through: other writers, the end of a segment, a full disk.
import fs from "node:fs";
import { fork } from "node:child_process";
import { once } from "node:events";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { asleep } from "../test/asleep.ts";
import { bytes, fill, numbered, texts } from "../test/log.ts";
import { newRoot } from "../test/new-root.ts";
import { realDisk, type Disk } from "./disk.ts";
import { encodeFrame, NO_TAG, pad } from "./frame.ts";
import { openFileStore, type FileStore, type TestPoint } from "./open-file-store.ts";

const segments = (root: string) => fs.readdirSync(join(root, "logs/log/segments"));
const size = (root: string, first: number) => fs.statSync(join(root, "logs/log/segments", pad(first))).size;

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

test.each([["writer"], ["reader"]])(
  "a %s of a store that was removed and made anew is told, and does it no harm",
  async (who) => {
    const root = newRoot();
    await fill(await openFileStore(root), 1, 2);
    const store = await openFileStore(root);
    if (who === "writer") await fill(store, 3, 3);
    else expect(await texts(store)).toEqual(numbered(2));
    fs.rmSync(root, { recursive: true });
    const count = who === "writer" ? 3 : 2;
    // As long as before, to the byte.
    await fill(await openFileStore(root), 1, count);
    // Who has the file still open can tell that it was removed; to others the log is another one than they knew.
    const codes = who === "writer" ? ["STORE_CLOSED", "STORE_CORRUPT"] : ["STORE_CORRUPT"];
    for (const code of codes) await expect(store.append("log", count, bytes("late"))).rejects.toMatchObject({ code });
    await expect(texts(store, count)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
    expect(await texts(await openFileStore(root))).toEqual(numbered(count));
  },
);

test("two logs written at once through one handle keep their records apart", async () => {
  const root = newRoot();
  // The first wait for the disk is in another thread, so all of them overlap.
  const store = await openFileStore(root, { disk: { sync: (fd) => promisify(fs.fdatasync)(fd) } });
  const logs = ["a", "b", "c", "d"];
  for (let after = 0; after < 20; after++)
    expect(await Promise.all(logs.map((log) => store.append(log, after, bytes(`${log}${after}`))))).toEqual(
      logs.map(() => after + 1),
    );
  for (const log of logs) {
    const read: string[] = [];
    for await (const record of (await openFileStore(root)).read(log, 0))
      read.push(Buffer.from(record.bytes).toString());
    expect(read).toEqual(Array.from({ length: 20 }, (_, i) => `${log}${i}`));
  }
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
