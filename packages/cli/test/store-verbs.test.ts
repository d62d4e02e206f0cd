import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, encodeCommit } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, HUMAN, sampleTeam, WORKER } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, callJson, type How } from "./kit.ts";

const SECRET = `tok"en\\with\tsigns`;
const DAY = 86_400_000;

let folder: string;
let source: string;

const teamwright = (args: string[], how: Partial<How> = {}) => call(args, { cwd: folder, ...how });
const json = (args: string[], how: Partial<How> = {}) => callJson(args, { cwd: folder, ...how });
const file = (name: string) => `file:${join(folder, name)}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-store-"));
  source = file("source");
  await fill(source);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("store copy", () => {
  it("brings every record to a store of another kind and back, byte for byte", async () => {
    const [there, back] = [`sqlite:${join(folder, "there.db")}`, file("back")];
    expect(json(["store", "copy", source, there]).result.logs).toMatchObject([
      { log: "SMP-live", records: 42, added: 42 },
      { log: "SMP-old", records: 3, added: 3 },
    ]);
    expect(teamwright(["store", "copy", there, back]).out).toContain("logs copied: 2");
    expect(await everything(back)).toEqual(await everything(source));
    expect((await everything(source)).length).toBe(45);
  });

  it("goes on where an earlier copy ended", async () => {
    const [from, to] = [file("grows"), file("follows")];
    await fill(from);
    json(["store", "copy", from, to]);
    await talk(from, 5);
    expect(json(["store", "copy", from, to]).result.logs).toMatchObject([
      { log: "SMP-live", records: 47, added: 5 },
      { log: "SMP-old", added: 0 },
    ]);
    expect(await everything(to)).toEqual(await everything(from));
  });

  it("leaves a log alone that is another one, and says so", async () => {
    const other = file("other");
    await fill(other);
    const before = await everything(other);
    const { code, err } = teamwright(["store", "copy", source, other]);
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining("holds another record")]);
    expect(code).not.toBe(0);
    expect(await everything(other)).toEqual(before);
  });

  it("takes a secret out of every record, and nothing else", async () => {
    const clean = file("clean");
    await talk(source, 1, `the password is ${SECRET}, do not tell`);
    const { result } = json(["store", "copy", source, clean, "--redact", "-"], { input: `${SECRET}\n` });
    expect(result.logs).toMatchObject([{ log: "SMP-live", changed: 1 }, { changed: 0 }]);
    const [was, is] = [await everything(source), await everything(clean)];
    const inJson = JSON.stringify(SECRET).slice(1, -1);
    expect(was.filter((record) => record.includes(inJson))).toHaveLength(1);
    expect(is).toEqual(was.map((record) => record.replace(inJson, "[redacted]")));
    expect(teamwright(["store", "check", "--store", clean]).code).toBe(0);
  });

  it("takes no secret that half of all words contain, and none as an argument", () => {
    expect(json(["store", "copy", source, file("x"), "--redact", "-"], { input: "the\n" }).error.code).toBe(
      "INPUT_INVALID",
    );
    expect(json(["store", "copy", source, file("x"), "--redact", "hunter2-hunter2"]).error.code).toBe("INPUT_INVALID");
  });
});

describe("store check", () => {
  it("has nothing to say about a store that is well", () => {
    expect(json(["store", "check", "--store", source]).result.logs).toMatchObject([{ wrong: null }, { wrong: null }]);
    expect(teamwright(["store", "check", "--store", source, "--session", "SMP-none"]).code).toBe(3);
  });

  it.each([
    ["is there twice", "c_twice", { type: "wisdom.added", id: "W-9", kind: "learning", text: "t", by: "w" }, "repeats"],
    ["cannot have happened", "c_new", { type: "task.claimed", task: "NONE-001", owner: "w" }, "cannot have happened"],
  ])("finds a record that %s", async (name, id, event, said) => {
    const url = file(`wrong ${name}`);
    await fill(url);
    const store = await openStore(url);
    let last = 0;
    for await (const { position } of store.read("SMP-live", 0)) last = position;
    const bytes = (commit: string) =>
      encodeCommit({ v: 1, id: commit, at: 1, by: COORDINATOR, for: [], events: [event as never] });
    if (id === "c_twice") last = (await store.append("SMP-live", last, bytes(id)))!;
    await store.append("SMP-live", last, bytes(id));
    await store.close();
    const { code, out, err } = teamwright(["store", "check", "--store", url]);
    expect([code, out]).toEqual([6, expect.stringContaining(`WRONG  SMP-live`)]);
    expect(out).toContain(said);
    expect(out).toContain("ok     SMP-old");
    expect(err).toContain("1 of 2 logs");
  });
});

describe("store compact", () => {
  it("moves sessions that ended long ago to an archive, and no others", async () => {
    const [url, archive] = [file("full"), file("archive")];
    await fill(url);
    const before = await everything(url);
    expect(json(["store", "compact", "--store", url, "--archive", archive]).result.forgotten).toEqual([
      { id: "SMP-old", records: 3 },
    ]);
    const [left, kept] = [await everything(url), await everything(archive)];
    expect([left.length, kept.length]).toEqual([42, 3]);
    expect([...left, ...kept].sort()).toEqual(before.sort());
    // How it ended is known, and its name is not free again.
    expect(json(["session", "show", "--session", "SMP-old", "--store", url]).result).toMatchObject({
      status: "archived",
    });
    expect(teamwright(["store", "info", "--store", url]).out).toContain("SMP-old  compacted: its end is known, its 3 ");
    expect(teamwright(["store", "check", "--store", url]).code).toBe(0);
    expect(teamwright(["store", "copy", url, file("after")]).code).toBe(0);
    expect(json(["store", "compact", "--store", url, "--forget"]).result.forgotten).toEqual([]);
  });

  it("closes for good what could still go on, since it would need what is forgotten", async () => {
    const url = file("done");
    const store = await openStore(url);
    const session = await openSession(store, "SMP-done", { clock: () => Date.now() - 40 * DAY });
    const give = async (name: string, input: object, actor: Actor = COORDINATOR) => {
      const answer = await session.run({ name, input, actor });
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.result as { id: string; token: string };
    };
    await give("session.start", { session: "SMP-done", team: sampleTeam(), requirement: "r" });
    for (const role of ["explorer", "planner", "reviewer", "integrator", "implementer"]) {
      const { token, task } = (await give("task.next", { role, owner: role }, WORKER)) as unknown as Record<
        string,
        string
      >;
      const verdict = role === "reviewer" ? { verdict: "approved" } : {};
      await give("task.complete", { task, token, summary: "s", ...verdict }, WORKER);
    }
    expect(session.state.session?.status).toBe("done");
    await session.close();
    await store.close();
    expect(json(["store", "compact", "--store", url, "--forget"]).result.forgotten).toMatchObject([{ id: "SMP-done" }]);
    const at = ["--session", "SMP-done", "--store", url];
    expect(json(["session", "show", ...at]).result).toMatchObject({ status: "archived" });
    const more = ["task", "create", "--prefix", "BUILD", "--title", "more"];
    expect(json([...more, ...at]).error.code).toBe("SESSION_CLOSED");
    expect(teamwright(["store", "check", "--store", url]).code).toBe(0);
  });

  it("asks where the records shall go", () => {
    expect(json(["store", "compact", "--store", source]).error).toMatchObject({ code: "INPUT_INVALID" });
    expect(json(["store", "compact", "--store", source, "--forget", "--archive", "x"]).error.code).toBe(
      "INPUT_INVALID",
    );
  });
});

/** A live session of 42 records and one that was archived 40 days ago. */
async function fill(url: string): Promise<void> {
  const store = await openStore(url);
  for (const [log, clock] of [
    ["SMP-live", Date.now],
    ["SMP-old", () => Date.now() - 40 * DAY],
  ] as const) {
    const session = await openSession(store, log, { clock, snapshotEvery: 5 });
    const give = async (name: string, input: object, actor = COORDINATOR) =>
      expect(await session.run({ name, input: input, actor })).toMatchObject({ ok: true });
    await give("session.start", { session: log, team: sampleTeam(), requirement: "r" });
    await give("msg.post", { to: "all", body: `a letter of ${log}` });
    if (log === "SMP-old") await give("session.archive", {}, HUMAN);
    await session.close();
  }
  await store.close();
  await talk(url, 40);
}

async function talk(url: string, count: number, body = "words"): Promise<void> {
  const store = await openStore(url);
  const session = await openSession(store, "SMP-live");
  for (let i = 0; i < count; i++)
    await session.run({ name: "msg.post", input: { to: "all", body: `${body} ${i}` }, actor: COORDINATOR });
  await session.close();
  await store.close();
}

/** Every record of every log, with its place. */
async function everything(url: string): Promise<string[]> {
  const store: LogStore = await openStore(url);
  const all: string[] = [];
  for await (const id of store.logs())
    for await (const { position, bytes } of store.read(id, 0))
      all.push(`${id} ${position} ${Buffer.from(bytes).toString()}`);
  await store.close();
  return all.sort();
}
