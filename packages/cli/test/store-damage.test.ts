// What a person sees of a damaged store: where, what can still be read, and how to save that.
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-damage-"));
  await fill(join(folder, "whole"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** SMP-a with twelve records and a snapshot of the eleventh, SMP-b with two. */
async function fill(url: string): Promise<void> {
  const store = await openStore(url);
  for (const [log, letters] of [
    ["SMP-a", 11],
    ["SMP-b", 1],
  ] as const) {
    const session = await openSession(store, log, { snapshotEvery: 10 });
    await session.run({
      name: "session.start",
      input: { session: log, team: sampleTeam(), requirement: "r" },
      actor: COORDINATOR,
    });
    for (let i = 0; i < letters; i++)
      await session.run({ name: "msg.post", input: { to: "all", body: `letter ${i}` }, actor: COORDINATOR });
    await session.close();
  }
  await store.close();
}

const teamwright = (...args: string[]) => call(args, { cwd: folder });
const json = (...args: string[]) => callJson(args, { cwd: folder });

/** A copy of the whole store, with the segment of SMP-a changed. `at`: where each of its records begins. */
function damaged(change: (file: Buffer, at: number[]) => Uint8Array | undefined): { url: string; path: string } {
  const url = `file:${join(folder, `damaged ${++count}`)}`;
  const root = url.slice("file:".length);
  cpSync(join(folder, "whole"), root, { recursive: true });
  const log = readdirSync(join(root, "logs")).find((name) => name.startsWith("smp-a"))!;
  const path = join(root, "logs", log, "segments", "0000000000000001");
  const file = readFileSync(path);
  const begins = [...file.keys()].filter((i) => file[i] === 0x1e);
  const changed = change(file, begins);
  if (changed) writeFileSync(path, changed);
  else rmSync(path);
  return { url, path };
}

const flipped = (record: number) =>
  damaged((file, at) => {
    file[at[record - 1]! + 100]! ^= 1;
    return file;
  });

it("store check names record and file, and how many records are in front of it; the other log is well", () => {
  const { url, path } = flipped(5);
  const checked = json("store", "check", "--store", url);
  expect(checked.error).toMatchObject({ code: "STORE_CORRUPT", hint: expect.stringContaining("--rescue") });
  expect(checked.error.data.logs.toSorted((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1))).toEqual([
    { id: "SMP-a", records: 4, wrong: expect.any(String), position: 5, path },
    { id: "SMP-b", records: 2, wrong: null },
  ]);
  const { code, out, err } = teamwright("store", "check", "--store", url);
  expect(code).toBe(6);
  expect(out).toContain(`WRONG  SMP-a  4 records can be read\n       record 5 in ${path}:\n`);
  expect(out).toContain("ok     SMP-b  2 records\n");
  expect(err).toContain("teamwright store copy FROM TO --rescue");
});

it("store info and session list show the other sessions, and fail all the same", () => {
  const { url } = flipped(5);
  for (const [args, whole] of [
    [["store", "info"], "SMP-b  2 records"],
    [["session", "list"], "SMP-b   "],
  ] as const) {
    const { code, out } = teamwright(...args, "--store", url);
    expect([code, out]).toEqual([6, expect.stringContaining(whole)]);
    expect(out).toMatch(/SMP-a .*DAMAGED\n {7}record 5 in /);
  }
  expect(json("store", "info", "--store", url).error.data.logs).toContainEqual(
    expect.objectContaining({ id: "SMP-a", records: 4, last: 4, position: 5 }),
  );
  expect(json("session", "list", "--store", url).error.data).toMatchObject({
    sessions: [{ session: "SMP-b" }],
    damaged: [{ session: "SMP-a", position: 5 }],
  });
  expect(teamwright("session", "show", "--session", "SMP-b", "--store", url).code).toBe(0);
});

it("a copy stops at damage; with --rescue it takes all in front of it, says what it leaves out, and works", () => {
  const { url, path } = flipped(5);
  const to = `sqlite:${join(folder, "rescued.db")}`;
  expect(json("store", "copy", url, to).error).toMatchObject({ code: "STORE_CORRUPT", data: { position: 5 } });
  const text = teamwright("store", "copy", url, to, "--rescue");
  expect(text.code).toBe(6);
  expect(text.out).toMatch(/SMP-a {2}4 records, \d new; NOT copied:\n {7}record 5 in .*\n.*\n {7}and all behind it\n/);
  expect(text.out).toContain("SMP-b  2 records, ");
  expect(text.err).toContain("1 of 2 logs were copied only as far as they can be read");
  const { error } = json("store", "copy", url, to, "--rescue");
  expect(error.data.logs).toContainEqual(expect.objectContaining({ log: "SMP-a", records: 4, position: 5, path }));
  expect(json("store", "check", "--store", to).result.logs).toContainEqual({ id: "SMP-a", records: 4, wrong: null });
  expect(json("msg", "post", "on", "--session", "SMP-a", "--store", to)).toMatchObject({ ok: true, position: 5 });
});

it("--rescue of a store that is well is a copy", () => {
  const to = `file:${join(folder, "copy")}`;
  const { code, out } = teamwright("store", "copy", `file:${join(folder, "whole")}`, to, "--rescue");
  expect([code, out]).toEqual([0, expect.stringContaining("logs copied: 2")]);
});

it.each([
  ["its end", 10, (file: Buffer, at: number[]) => file.subarray(0, at[9])],
  ["all its records", 1, () => undefined],
])("a log that lost %s is found by its snapshot, not written on, and rescued without that", (_, position, change) => {
  const { url } = damaged(change);
  for (const verb of ["check", "info"])
    expect(json("store", verb, "--store", url).error.data.logs, verb).toContainEqual(
      expect.objectContaining({ id: "SMP-a", records: position - 1, position }),
    );
  expect(json("msg", "post", "x", "--session", "SMP-a", "--store", url).error.code).toBe("STORE_CORRUPT");
  const to = `file:${join(folder, `rescued ${count}`)}`;
  expect(teamwright("store", "copy", url, to, "--rescue").code).toBe(6);
  expect(teamwright("store", "check", "--store", to).code).toBe(0);
  const left = json("store", "info", "--store", to).result.logs as { id: string; records: number; snapshot: null }[];
  expect(left.find(({ id }) => id === "SMP-a")).toEqual(
    position === 1 ? undefined : expect.objectContaining({ records: 9, snapshot: null }),
  );
});

it("an emptied format.json is told with what to put back, and that works", () => {
  const { url } = flipped(5);
  const format = join(url.slice("file:".length), "format.json");
  writeFileSync(format, "");
  const { hint } = json("store", "check", "--store", url).error;
  appendFileSync(format, `${/\{.*?\}/.exec(hint)![0]}\n`);
  expect(json("store", "check", "--store", url).error.data).toMatchObject({ log: "SMP-a" });
});

it("a record that was deleted from SQLite by hand is missed", () => {
  const path = join(folder, "deleted.db");
  const url = `sqlite:${path}`;
  expect(teamwright("store", "copy", `file:${join(folder, "whole")}`, url).code).toBe(0);
  const db = new DatabaseSync(path);
  db.exec(`DELETE FROM records WHERE place & ${2 ** 40 - 1} = 2`);
  db.close();
  expect(json("store", "check", "--store", url).error.data.logs).toEqual(
    ["SMP-a", "SMP-b"].map((id) =>
      id === "SMP-a" ? { id, records: 1, wrong: expect.any(String), position: 2, path } : expect.anything(),
    ),
  );
});
