// What the store says when the file is held, full, damaged, somebody else's, or newer than this code.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { LogStore } from "@teamwright/core/store";
import { afterEach, describe, expect, it } from "vitest";
import { open } from "../src/index.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

function newFile(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), "teamwright-sqlite-"));
  undo.push(() => fs.rmSync(folder, { recursive: true, force: true }));
  return join(folder, "teams.db");
}

async function opened(path: string): Promise<LogStore> {
  const store = await open(`sqlite:${path}`);
  undo.push(() => store.close());
  return store;
}

const bytes = (text: string) => new TextEncoder().encode(text);
async function texts(store: LogStore): Promise<string[]> {
  const out = [];
  for await (const record of store.read("log", 0)) out.push(new TextDecoder().decode(record.bytes));
  return out;
}
async function fill(store: LogStore, count: number, size = 10): Promise<void> {
  for (let i = 0; i < count; i++) expect(await store.append("log", i, bytes(`${i}`.padEnd(size)))).toBe(i + 1);
}

it.each([1, 5])("record %i that somebody deleted is missed, and what a trim took is not", async (gone) => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 9);
  const db = new DatabaseSync(path);
  db.exec(`DELETE FROM records WHERE place & ${2 ** 40 - 1} = ${gone}`);
  db.close();
  await expect(texts(store)).rejects.toMatchObject({
    code: "STORE_CORRUPT",
    data: { log: "log", position: gone, path },
  });
  await store.trim!("log", gone);
  expect(await texts(store)).toHaveLength(9 - gone);
});

it("an address names a file, and how safe it is", async () => {
  for (const url of ["sqlite:", "sqlite:a?sync=off", "sqlite:a?colour=red", "sqlite:a\0b", "sqlite://host/a"])
    await expect(open(url), url).rejects.toMatchObject({ code: "STORE_URL" });
  const path = newFile();
  await fill(await opened(`${path}?sync=normal`), 3);
  expect(await texts(await opened(`//${path}`))).toHaveLength(3);
});

it("opening and reading make nothing; the first write makes a private file", async () => {
  const path = newFile();
  const store = await opened(path);
  expect(await texts(store)).toEqual([]);
  expect(fs.existsSync(path)).toBe(false);
  await fill(store, 1);
  expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

// A backup or a stranger may hold the file for as long as that: TEAMWRIGHT_HELD_MS=10000.
const HELD_MS = Number(process.env.TEAMWRIGHT_HELD_MS ?? 1_000);

it("a file that a stranger holds is waited for; readers go on", { timeout: HELD_MS + 20_000 }, async () => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 2);
  const stranger = new DatabaseSync(path);
  stranger.exec("BEGIN EXCLUSIVE");
  setTimeout(() => stranger.exec("COMMIT"), HELD_MS);
  const started = performance.now();
  const writing = store.append("log", 2, bytes("third"));
  expect(await texts(store)).toHaveLength(2);
  expect(await writing).toBe(3);
  expect(performance.now() - started).toBeGreaterThan(HELD_MS - 50);
  stranger.close();
});

it("of processes that begin at once on no file, each makes or finds the same store", { timeout: 30_000 }, async () => {
  const folder = join(newFile(), "..");
  const rounds = 40;
  const start = String(Date.now() + 1_000);
  const program = [fileURLToPath(new URL("beginner.ts", import.meta.url)), folder, start, String(rounds)];
  const ended = await Promise.all(
    Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ["--conditions=source", ...program], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let complaint = "";
      child.stderr.on("data", (data: Buffer) => (complaint += data.toString()));
      return new Promise((done) => child.once("close", (code) => done(`${code} ${complaint}`)));
    }),
  );
  expect(ended).toEqual(["0 ", "0 ", "0 ", "0 "]);
  for (let round = 0; round < rounds; round++)
    expect(await texts(await opened(join(folder, `${round}.db`)))).toEqual(["first"]);
});

it("a database of another program is left alone", async () => {
  const path = newFile();
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE birds (name TEXT)");
  other.close();
  await expect(open(`sqlite:${path}`)).rejects.toMatchObject({ code: "STORE_URL" });
  fs.writeFileSync(path, "not a database, but long enough to look at ".repeat(50));
  await expect(open(`sqlite:${path}`)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
});

it.each([
  { version: 3, expected: { code: "RECORD_NEWER", data: { version: 3, supported: 2 } } },
  { version: 1, expected: { code: "STORE_UNSUPPORTED", data: { probe: "version 1" } } },
])("a store of version $version is refused, and nothing of it is changed", async ({ version, expected }) => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 1);
  await store.close();
  const other = new DatabaseSync(path);
  other.exec(`PRAGMA user_version = ${version}; PRAGMA wal_checkpoint(TRUNCATE)`);
  other.close();
  const before = fs.readFileSync(path);
  await expect(open(`sqlite:${path}`)).rejects.toMatchObject(expected);
  expect(fs.readFileSync(path)).toEqual(before);
});

it("logs do not see each other's records, nor does a trim", async () => {
  const store = await opened(newFile());
  for (const log of ["a", "b", "c"])
    for (let after = 0; after < 3; after++) await store.append(log, after, bytes(`${log}${after}`));
  await store.trim!("b", Infinity);
  const all = async (log: string, after: number) => {
    const texts: string[] = [];
    for await (const record of store.read(log, after)) texts.push(new TextDecoder().decode(record.bytes));
    return texts;
  };
  expect(await Promise.all([all("a", 0), all("b", 0), all("c", -1), all("a", Infinity)])).toEqual([
    ["a0", "a1", "a2"],
    [],
    ["c0", "c1", "c2"],
    [],
  ]);
  expect(await store.append("b", 3, bytes("b3"))).toBe(4);
  expect(await store.append("c", 2, bytes("late"))).toBeNull();
});

it.each([["removed"], ["replaced"]])("who writes to or listens at a file that was %s is told", async (how) => {
  const path = newFile();
  const store = await opened(path);
  const listener = await opened(path);
  await fill(store, 3);
  expect(await texts(listener)).toHaveLength(3);
  let wake!: () => void;
  const woken = new Promise<void>((resolve) => (wake = resolve));
  let quiet = false;
  listener.watch!("log", () => quiet && wake());
  const others = ["", "-wal", "-shm"].map((end) => `${path}${end}`);
  for (const file of others) fs.rmSync(file, { force: true });
  if (how === "replaced") await fill(await opened(path), 3);
  quiet = true;
  const closed = { code: "STORE_CLOSED", data: { path } };
  // It looks now and then.
  const writing = async () => {
    for (let after = 3; ; after++) await store.append("log", after, bytes("late"));
  };
  await expect(writing()).rejects.toMatchObject(closed);
  await expect(store.append("log", 3, bytes("late"))).rejects.toMatchObject(closed);
  await woken;
  await expect(texts(listener)).rejects.toMatchObject({ code: "STORE_CLOSED" });
  if (how === "replaced") expect(await texts(await opened(path))).toHaveLength(3);
});

it("a changed record is named, and the others are read", async () => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 5);
  const hand = new DatabaseSync(path);
  hand.exec("UPDATE records SET bytes = x'00' WHERE place & 255 = 4");
  hand.close();
  const seen: number[] = [];
  const reading = async () => {
    for await (const { position } of store.read("log", 0)) seen.push(position);
  };
  await expect(reading()).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { log: "log", position: 4 } });
  expect(seen).toEqual([1, 2, 3]);
  for await (const { position } of store.read("log", 4)) seen.push(position);
  expect(seen).toEqual([1, 2, 3, 5]);
});

it("with check=off, what is in front of a damaged page is read, and nothing is written", async () => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 60, 1_000);
  await store.close();
  const page = Buffer.alloc(100, 0x55);
  const fd = fs.openSync(path, "r+");
  fs.writeSync(fd, page, 0, page.length, 4_096 * 10);
  fs.closeSync(fd);
  await expect(open(`sqlite:${path}`)).rejects.toMatchObject({ hint: expect.stringContaining(`${path}?check=off`) });
  const damaged = await open(`sqlite:${path}?check=off`);
  undo.push(() => damaged.close());
  const read: number[] = [];
  const reading = (async () => {
    for await (const { position } of damaged.read("log", 0)) read.push(position);
  })();
  await expect(reading).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  expect(read.length).toBeGreaterThan(10);
  expect(read).toEqual(read.map((_, i) => i + 1));
  await expect(damaged.append("log", 60, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
});

it("a damaged page is found when the store is opened", async () => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 200, 500);
  await store.close();
  const fd = fs.openSync(path, "r+");
  const { size } = fs.fstatSync(fd);
  fs.writeSync(fd, Buffer.alloc(4_096, 0xaa), 0, 4_096, size - 4_096);
  fs.closeSync(fd);
  await expect(open(`sqlite:${path}`)).rejects.toMatchObject({ code: "STORE_CORRUPT", data: { path } });
});

it("a WAL whose end was torn off has every record before it", async () => {
  const path = newFile();
  const store = await opened(path);
  await fill(store, 20);
  const copy = `${path}-copy`;
  for (const end of ["", "-wal"]) fs.copyFileSync(`${path}${end}`, `${copy}${end}`);
  fs.truncateSync(`${copy}-wal`, fs.statSync(`${copy}-wal`).size - 100);
  const torn = await opened(copy);
  expect((await texts(torn)).length).toBe(19);
  expect(await torn.append("log", 19, bytes("again"))).toBe(20);
});

function canMount(): boolean {
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount())("a disk of its own (needs the right to mount)", () => {
  function disk(): { folder: string; mount: (options: string) => void } {
    const folder = join(newFile(), "..");
    const mount = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", folder]);
    mount("size=300k");
    undo.push(() => execFileSync("umount", [folder]));
    return { folder, mount };
  }

  it("that is full refuses, keeps all it has, and goes on when there is room", async () => {
    const { folder } = disk();
    const store = await opened(join(folder, "teams.db"));
    await fill(store, 5);
    try {
      fs.writeFileSync(join(folder, "filler"), Buffer.alloc(300_000));
    } catch {}
    await expect(store.append("log", 5, Buffer.alloc(50_000))).rejects.toMatchObject({ code: "STORE_FULL" });
    expect(await texts(store)).toHaveLength(5);
    fs.rmSync(join(folder, "filler"));
    expect(await store.append("log", 5, Buffer.alloc(50_000))).toBe(6);
  });

  it("that can only be read is read, and says so to writers", async () => {
    const { folder, mount } = disk();
    const path = join(folder, "teams.db");
    const store = await opened(path);
    await fill(store, 5);
    await store.close();
    mount("remount,ro");
    const again = await opened(path);
    expect(await texts(again)).toHaveLength(5);
    await expect(again.append("log", 5, bytes("x"))).rejects.toMatchObject({ code: "STORE_READ_ONLY" });
  });
});
