// What the store says when the disk is full, read-only, damaged, or no disk for a log at all.
import { execFileSync } from "node:child_process";
import fs, {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { LogStore } from "@teamwright/core/store";
import { expect, onTestFinished, test, vi } from "vitest";
import { bytes } from "../test/log.ts";
import { newRoot } from "../test/new-root.ts";
import type { Disk } from "./disk.ts";
import { pad } from "./frame.ts";
import { openFileStore } from "./open-file-store.ts";

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

test("a store of a later format is refused with RECORD_NEWER, a damaged one with STORE_CORRUPT", async () => {
  const root = newRoot();
  await count(await openFileStore(root));
  await fill(root, 1);
  const say = (text: string) => writeFileSync(join(root, "format.json"), text);
  say('{"format":3}\n');
  await expect(openFileStore(root)).rejects.toMatchObject({ code: "RECORD_NEWER", data: { version: 3, supported: 2 } });
  for (const text of ["", "{}\n", "not JSON\n", '{"format":2,"segment":0}\n']) {
    say(text);
    await expect(openFileStore(root), text).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  }
});

test("a store that comes into being between two looks at it is no damaged one", async () => {
  const [root, made] = [newRoot(), newRoot()];
  await fill(made, 3);
  const store = await openFileStore(root);
  vi.spyOn(fs, "readFileSync").mockImplementationOnce(() => {
    fs.renameSync(made, root);
    return fails("ENOENT")();
  });
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await count(store)).toBe(3);
});

test("a store of the form before is refused, and told how to go on", async () => {
  const root = newRoot();
  mkdirSync(join(root, "logs/log/slots"), { recursive: true });
  writeFileSync(join(root, "format.json"), '{"format":1,"segment":256,"probed":"1:2"}\n');
  await expect(openFileStore(root)).rejects.toMatchObject({
    code: "STORE_UNSUPPORTED",
    hint: expect.stringContaining("move the folder away"),
    data: { path: root },
  });
});

test("a first writer that was killed, or had a full disk, in the middle of format.json harms nobody", async () => {
  const root = newRoot();
  const write: Disk["write"] = (fd, frame) => writeSync(fd, frame.subarray(0, 10));
  await expect((await openFileStore(root, { disk: { write } })).append("log", 0, bytes("x"))).rejects.toMatchObject({
    code: "STORE_FULL",
  });
  expect(await count(await openFileStore(root))).toBe(0);
  await fill(root, 20);
  expect(readdirSync(join(root, "logs/log/segments"))).toEqual([1, 9, 17].map(pad));
  expect(await count(await openFileStore(root))).toBe(20);
});

test.each([
  ["ENOSPC", "STORE_FULL"],
  ["EDQUOT", "STORE_FULL"],
  ["EROFS", "STORE_READ_ONLY"],
  ["EACCES", "STORE_READ_ONLY"],
  ["EMFILE", "STORE_UNAVAILABLE"],
  ["EIO", "STORE_UNAVAILABLE"],
])("%s in any call up to the write is %s, and leaves nothing", async (errno, code) => {
  for (const [call, last] of [
    ["open", 3],
    ["create", 8],
    // Of the segment before.
    ["sync", 8],
    ["write", 3],
  ] as const) {
    const root = newRoot();
    await fill(root, last);
    const store = await openFileStore(root, { disk: { [call]: fails(errno) } });
    await expect(store.append("log", last, bytes("x")), call).rejects.toMatchObject({ code, cause: { code: errno } });
    expect(await count(store)).toBe(last);
    expect(await (await openFileStore(root)).append("log", last, bytes("x"))).toBe(last + 1);
  }
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
  for (const first of [1, 9, 17]) chmodSync(join(root, "logs/log/segments", pad(first)), 0o400);
  const store = await openFileStore(root);
  expect(await count(store)).toBe(20);
  await expect(store.append("log", 20, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
});

test("a record that is written and cannot be synced is STORE_UNKNOWN_OUTCOME", async () => {
  const root = newRoot();
  await fill(root, 3);
  const store = await openFileStore(root, { disk: { sync: fails("EIO") } });
  await expect(store.append("log", 3, bytes("x"))).rejects.toMatchObject({
    code: "STORE_UNKNOWN_OUTCOME",
    data: { log: "log" },
    cause: { code: "EIO" },
  });
});

test("so is one that is not in the file, as where a disk of another machine let two write at one place", async () => {
  const root = newRoot();
  await fill(root, 3);
  const store = await openFileStore(root, { disk: { write: (_, frame) => frame.length } });
  await expect(store.append("log", 3, bytes("x"))).rejects.toMatchObject({ code: "STORE_UNKNOWN_OUTCOME" });
  expect(await count(store)).toBe(3);
});

test("temps of killed writers are swept after an hour, not before", async () => {
  const root = newRoot();
  await fill(root, 1);
  for (const [name, hoursAgo] of Object.entries({ old: 1.1, young: 0.9 })) {
    writeFileSync(join(root, "tmp", name), "x");
    utimesSync(join(root, "tmp", name), new Date(), new Date(Date.now() - hoursAgo * 3_600_000));
  }
  await using store = await openFileStore(root);
  await store.append("log", 1, bytes("x"));
  expect(readdirSync(join(root, "tmp"))).toEqual(["young"]);
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
