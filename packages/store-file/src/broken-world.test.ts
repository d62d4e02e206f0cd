// What the store says when the disk is full, read-only, damaged, or no disk for a log at all.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { expect, onTestFinished, test } from "vitest";
import { pad } from "./frame.ts";
import { newRoot } from "../test/new-root.ts";
import { openFileStore } from "./open-file-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const fails = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

async function fill(root: string, count: number, segment = 8): Promise<void> {
  await using store = await openFileStore(root, { segment });
  for (let i = 0; i < count; i++) await store.append("log", i, bytes(`r${i + 1}`));
}

async function count(store: LogStore, after = 0): Promise<number> {
  let seen = 0;
  for await (const _ of store.read("log", after)) seen++;
  return seen;
}

test("opening and reading make nothing; the first write makes a private folder that git ignores", async () => {
  const root = newRoot();
  const store = await openFileStore(root);
  expect(await count(store)).toBe(0);
  expect(await store.snapshots.load("log")).toBeNull();
  expect(() => statSync(root)).toThrow();
  await store.append("log", 0, bytes("x"));
  expect(statSync(root).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(root, ".gitignore"), "utf8")).toBe("*\n");
});

test.each([
  ["truncated", (path: string) => truncateSync(path, 61)],
  ["empty", (path: string) => truncateSync(path, 0)],
  [
    "flipped",
    (path: string) =>
      writeFileSync(
        path,
        readFileSync(path).map((byte, i) => (i === 60 ? byte ^ 1 : byte)),
      ),
  ],
  ["missing", (path: string) => rmSync(path)],
])("a %s slot is STORE_CORRUPT with log, position and path", async (_, damage) => {
  const root = newRoot();
  await fill(root, 20);
  const path = join(root, "logs/log/slots", pad(18));
  damage(path);
  const reading = count(await openFileStore(root));
  await expect(reading).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { log: "log", position: 18, path } });
  expect(await count(await openFileStore(root), 18)).toBe(2);
});

test.each([
  ["truncated", (path: string) => truncateSync(path, 200)],
  ["empty", (path: string) => truncateSync(path, 0)],
  [
    "flipped",
    (path: string) =>
      writeFileSync(
        path,
        readFileSync(path).map((byte, i) => (i === 200 ? byte ^ 1 : byte)),
      ),
  ],
  ["missing", (path: string) => rmSync(path)],
])("a %s segment is STORE_CORRUPT too", async (_, damage) => {
  const root = newRoot();
  await fill(root, 20);
  damage(join(root, "logs/log/segments", `${pad(1)}-${pad(8)}`));
  await expect(count(await openFileStore(root))).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  expect(await count(await openFileStore(root), 8)).toBe(12);
});

test("a torn snapshot is no snapshot", async () => {
  const root = newRoot();
  const store = await openFileStore(root);
  await store.append("log", 0, bytes("x"));
  await store.snapshots.save("log", 1, bytes("snapshot"));
  expect((await store.snapshots.load("log"))?.position).toBe(1);
  truncateSync(join(root, "logs/log/snapshot"), 64);
  expect(await store.snapshots.load("log")).toBeNull();
  await store.snapshots.save("log", 1, bytes("again"));
  expect((await store.snapshots.load("log"))?.position).toBe(1);
});

test.each([
  ["link() fails", { link: fails("EPERM") }],
  ["link() is not there", { link: fails("ENOTSUP") }],
  ["link() overwrites", { link: (from: string, to: string) => writeFileSync(to, readFileSync(from)) }],
  [
    "link() makes copies",
    { link: (from: string, to: string) => writeFileSync(to, readFileSync(from), { flag: "wx" }) },
  ],
])("where %s, the first write says STORE_UNSUPPORTED and what to do", async (_, disk) => {
  const root = newRoot();
  const store = await openFileStore(root, { disk });
  const appending = store.append("log", 0, bytes("x"));
  await expect(appending).rejects.toMatchObject({ code: "STORE_UNSUPPORTED", data: { path: root } });
  expect(readdirSync(join(root, "tmp"))).toEqual([]);
});

test("the probe runs once per place, and again after the store was moved", async () => {
  const root = newRoot();
  const probed: string[] = [];
  const disk = { link: (from: string, to: string) => (probed.push(to), linkSync(from, to)) };
  const probes = () => probed.filter((path) => path.endsWith(".probe")).length;
  const append = async (place: string, after: number) => {
    await using store = await openFileStore(place, { segment: 8, disk });
    expect(await store.append("log", after, bytes("x"))).toBe(after + 1);
  };
  await append(root, 0);
  expect(probes()).toBe(2);
  await append(root, 1);
  expect(probes()).toBe(2);
  cpSync(root, `${root}-copy`, { recursive: true });
  await append(`${root}-copy`, 2);
  expect(probes()).toBe(4);
  await append(`${root}-copy`, 3);
  expect(probes()).toBe(4);
});

test("a store of a later format is refused with RECORD_NEWER, a damaged one with STORE_CORRUPT", async () => {
  const root = newRoot();
  await fill(root, 1);
  writeFileSync(join(root, "format.json"), JSON.stringify({ format: 2 }));
  await expect(openFileStore(root)).rejects.toMatchObject({ code: "RECORD_NEWER", data: { version: 2, supported: 1 } });
  writeFileSync(join(root, "format.json"), "");
  await expect(openFileStore(root)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
});

test.each([
  ["ENOSPC", "STORE_FULL"],
  ["EDQUOT", "STORE_FULL"],
  ["EROFS", "STORE_READ_ONLY"],
  ["EACCES", "STORE_READ_ONLY"],
  ["EMFILE", "STORE_UNAVAILABLE"],
  ["EIO", "STORE_UNAVAILABLE"],
])("%s in any call before the link is %s, and leaves nothing", async (errno, code) => {
  for (const call of ["create", "write", "sync", "link"] as const) {
    const root = newRoot();
    await fill(root, 3);
    const store = await openFileStore(root, { disk: { [call]: fails(errno) } });
    await expect(store.append("log", 3, bytes("x")), call).rejects.toMatchObject({ code, cause: { code: errno } });
    expect(readdirSync(join(root, "tmp")), call).toEqual([]);
    expect(await count(store)).toBe(3);
  }
});

test("a disk that takes half a record and then is full leaves nothing", async () => {
  const root = newRoot();
  await fill(root, 1);
  const store = await openFileStore(root, { disk: { write: () => 0 } });
  await expect(store.append("log", 1, bytes("x"))).rejects.toMatchObject({ code: "STORE_FULL" });
  expect(await count(store)).toBe(1);
});

test("a real full disk: STORE_FULL, nothing half written, and on again when there is space", async (context) => {
  const folder = join(newRoot(), "..");
  const root = mountOrSkip(context, ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], folder);
  const store = await openFileStore(root);
  let last = 0;
  const filling = (async () => {
    for (;;) last = (await store.append("log", last, new Uint8Array(20_000)))!;
  })();
  await expect(filling).rejects.toMatchObject({ code: "STORE_FULL" });
  expect(last).toBeGreaterThan(3);
  expect(await count(await openFileStore(root))).toBe(last);
  expect(readdirSync(join(root, "tmp"))).toEqual([]);
  execFileSync("mount", ["-o", "remount,size=1m", folder]);
  expect(await store.append("log", last, new Uint8Array(20_000))).toBe(last + 1);
});

test("a store on a read-only mount is read; a write says STORE_READ_ONLY", async (context) => {
  const folder = join(newRoot(), "..");
  const root = mountOrSkip(context, ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], folder);
  await fill(root, 20);
  execFileSync("mount", ["-o", "remount,ro", folder]);
  const store = await openFileStore(root);
  expect(await count(store)).toBe(20);
  expect(await store.append("log", 3, bytes("late"))).toBeNull();
  await expect(store.append("log", 20, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
  await expect(store.snapshots.save("log", 20, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
  await expect(store.trim("log", 5)).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
  const absent = await openFileStore(join(folder, "absent"));
  await expect(absent.append("log", 0, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
});

test("a folder that another user may only read", async (context) => {
  const root = newRoot();
  await fill(root, 20);
  if (process.getuid?.() === 0) {
    const script = join(import.meta.dirname, "../test/read-only-child.ts");
    execFileSync("chmod", ["-R", "a+rX", join(root, "..")]);
    const out = execFileSync(process.execPath, ["--conditions=source", script, root], {
      uid: 65534,
      gid: 65534,
      encoding: "utf8",
    });
    expect(out.trim()).toBe("20 STORE_READ_ONLY");
    return;
  }
  if (process.platform === "win32") return context.skip("no modes here");
  for (const folder of ["tmp", "logs/log/slots"]) chmodSync(join(root, folder), 0o500);
  const store = await openFileStore(root);
  expect(await count(store)).toBe(20);
  await expect(store.append("log", 20, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
});

test("an answer that is lost after the link is STORE_UNKNOWN_OUTCOME", async () => {
  const root = newRoot();
  await fill(root, 3);
  const store = await openFileStore(root, {
    at: (point) => {
      if (point === "after-link") renameSync(join(root, "logs/log/slots"), join(root, "logs/log/elsewhere"));
    },
  });
  await expect(store.append("log", 3, bytes("x"))).rejects.toMatchObject({
    code: "STORE_UNKNOWN_OUTCOME",
    data: { log: "log" },
  });
});

test("a root that is a file is not a store", async () => {
  const root = newRoot();
  mkdirSync(join(root, ".."), { recursive: true });
  writeFileSync(root, "");
  await expect(openFileStore(root)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
});

/** Mounts, or skips loudly where this user may not. */
function mountOrSkip(context: { skip(note: string): never }, args: string[], folder: string): string {
  try {
    execFileSync("mount", args, { stdio: "pipe" });
  } catch (error) {
    return context.skip(`NOT TESTED: this user cannot mount (${String((error as { stderr?: Buffer }).stderr)})`);
  }
  onTestFinished(() => void execFileSync("umount", ["-l", folder]));
  return join(folder, "store");
}
