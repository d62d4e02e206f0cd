import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, linkSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { expect, test } from "vitest";
import { encodeFrame, pad } from "./frame.ts";
import { newRoot } from "../test/new-root.ts";
import { openFileStore, type TestPoint } from "./open-file-store.ts";
import { rollSlots } from "./roll-slots.ts";
import { realDisk } from "./disk.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function fill(store: LogStore, from: number, to: number): Promise<void> {
  for (let i = from; i <= to; i++) expect(await store.append("log", i - 1, bytes(`r${i}`))).toBe(i);
}

async function texts(store: LogStore, after = 0): Promise<string[]> {
  const found: string[] = [];
  for await (const record of store.read("log", after)) found.push(new TextDecoder().decode(record.bytes));
  return found;
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `r${i + 1}`);
const slots = (root: string) => readdirSync(join(root, "logs/log/slots"));
const segments = (root: string) => readdirSync(join(root, "logs/log/segments"));

test("old slots become segments, the last record stays a slot, and nothing is lost", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 100);
  await store.close();
  expect(segments(root)).toHaveLength(12);
  expect(slots(root)).toEqual([97, 98, 99, 100].map(pad));
  expect(await texts(await openFileStore(root))).toEqual(numbered(100));
  expect(readdirSync(join(root, "tmp"))).toEqual([]);
});

test("a writer that sleeps just before its link through a roll gets null and leaves no ghost", async () => {
  const root = newRoot();
  const fast = await openFileStore(root, { segment: 8 });
  await fill(fast, 1, 3);
  const [asleep, wake] = [gate(), gate()];
  const slow = await openFileStore(root, { at: (point) => sleepAt(point, "after-sync", asleep, wake) });
  const late = slow.append("log", 3, bytes("ghost"));
  await asleep.opened;
  await fill(fast, 4, 40);
  await fast.close();
  expect(slots(root)).not.toContain(pad(4));
  wake.open();
  expect(await late).toBeNull();
  expect(slots(root)).not.toContain(pad(4));
  expect(await texts(slow)).toEqual(numbered(40));
});

test("a writer that sleeps just after its link through a roll is told that it won", async () => {
  const root = newRoot();
  const fast = await openFileStore(root, { segment: 8 });
  await fill(fast, 1, 3);
  const [asleep, wake] = [gate(), gate()];
  const slow = await openFileStore(root, { at: (point) => sleepAt(point, "after-link", asleep, wake) });
  const winner = slow.append("log", 3, bytes("r4"));
  await asleep.opened;
  await fill(fast, 5, 40);
  await fast.close();
  wake.open();
  expect(await winner).toBe(4);
  expect(await texts(slow)).toEqual(numbered(40));
});

test("the same, with a trim as well: it cannot know, and says so", async () => {
  const root = newRoot();
  const fast = await openFileStore(root, { segment: 8 });
  await fill(fast, 1, 3);
  const [asleep, wake] = [gate(), gate()];
  const slow = await openFileStore(root, { at: (point) => sleepAt(point, "after-link", asleep, wake) });
  const winner = slow.append("log", 3, bytes("r4"));
  await asleep.opened;
  await fill(fast, 5, 40);
  await fast.close();
  await (await openFileStore(root)).trim("log", 30);
  wake.open();
  await expect(winner).rejects.toMatchObject({ code: "STORE_UNKNOWN_OUTCOME" });
});

test("a ghost that a killed writer left is never read, blocks nobody, and goes with the next roll", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 40);
  const ghost = join(root, "logs/log/slots", pad(5));
  writeFileSync(ghost, encodeFrame({ position: 5, tag: "f".repeat(16), bytes: bytes("ghost") }));
  expect(await texts(store)).toEqual(numbered(40));
  expect(await texts(await openFileStore(root), 4)).toEqual(numbered(40).slice(4));
  expect(await store.append("log", 4, bytes("x"))).toBeNull();
  await fill(store, 41, 50);
  await store.close();
  expect(existsSync(ghost)).toBe(false);
});

test("four processes roll at once, where a killed one left half of it, and agree", async () => {
  const root = newRoot();
  await fill(await openFileStore(root, { segment: 1000 }), 1, 400);
  const halfway = (point: TestPoint) => {
    if (point === "mid-unlink") throw new Error("killed here");
  };
  await expect(rollSlots("log", { layout: { root, segment: 8 }, disk: realDisk, at: halfway })).rejects.toThrow(
    "killed here",
  );
  expect(slots(root).length).toBeGreaterThan(392);
  const program = join(import.meta.dirname, "../test/roll-child.ts");
  const children = [1, 2, 3, 4].map(() => fork(program, [root], { execArgv: ["--conditions=source"] }));
  await Promise.all(children.map((child) => once(child, "message")));
  for (const child of children) child.send("go");
  const codes = await Promise.all(children.map((child) => once(child, "exit")));
  expect(codes.map(([code]) => code as number)).toEqual([0, 0, 0, 0]);
  expect([segments(root).length, slots(root).length, readdirSync(join(root, "tmp")).length]).toEqual([49, 8, 0]);
  writeFileSync(join(root, "format.json"), JSON.stringify({ format: 1, segment: 8, probed: "" }));
  expect(await texts(await openFileStore(root))).toEqual(numbered(400));
});

test("temps of killed writers are swept after an hour, not before", async () => {
  const root = newRoot();
  const store = await openFileStore(root, { segment: 8 });
  await fill(store, 1, 1);
  const leave = (name: string, hoursAgo: number) => {
    writeFileSync(join(root, "tmp", name), "x");
    utimesSync(join(root, "tmp", name), new Date(), new Date(Date.now() - hoursAgo * 3_600_000));
  };
  leave("old", 1.1);
  leave("young", 0.9);
  await fill(store, 2, 20);
  await store.close();
  expect(readdirSync(join(root, "tmp"))).toEqual(["young"]);
  leave("old", 1.1);
  await fill(await openFileStore(root), 21, 21);
  expect(readdirSync(join(root, "tmp"))).toEqual(["young"]);
});

test("a writer whose temp was swept while it slept tries again", async () => {
  const root = newRoot();
  let swept = false;
  const link = (from: string, to: string) => {
    if (swept) return linkSync(from, to);
    swept = true;
    throw Object.assign(new Error("swept"), { code: "ENOENT" });
  };
  const store = await openFileStore(root, {
    disk: { link: (from, to) => (to.includes("slots") ? link(from, to) : linkSync(from, to)) },
  });
  expect(await store.append("log", 0, bytes("r1"))).toBe(1);
  expect(await texts(store)).toEqual(["r1"]);
});

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

async function sleepAt(point: TestPoint, where: TestPoint, asleep: Gate, wake: Gate): Promise<void> {
  if (point !== where) return;
  asleep.open();
  await wake.opened;
}
