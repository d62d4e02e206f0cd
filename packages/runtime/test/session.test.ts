import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeSnapshot, loadSnapshot } from "@teamwright/core";
import { type LogStore, memoryStore, memoryStorage, TeamError } from "@teamwright/core/store";
import { openFileStore } from "@teamwright/store-file";
import { COORDINATOR, picture, sampleTeam, WORKER } from "@teamwright/testing";
import { afterEach, describe, expect, it } from "vitest";
import { feed, openSession, openStore, type Session } from "../src/index.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const stores: Record<string, () => Promise<() => LogStore>> = {
  memory: async () => {
    const shared = memoryStorage();
    return () => memoryStore({ shared });
  },
  file: async () => {
    const folder = await mkdtemp(join(tmpdir(), "teamwright-runtime-"));
    folders.push(folder);
    return () => openFileStore(folder) as unknown as LogStore;
  },
};
const start = {
  name: "session.start",
  input: { session: "SMP-1", team: sampleTeam(), requirement: "r" },
  actor: COORDINATOR,
};
const claim = (owner: string) => ({ name: "task.claim", input: { task: "EXPLORE-001", owner }, actor: WORKER });
const say = (n: number) => ({ name: "msg.post", input: { body: `message ${n}` }, actor: COORDINATOR });
const begun = async (store: LogStore, options: Parameters<typeof openSession>[2] = {}): Promise<Session> => {
  const session = await openSession(store, "SMP-1", options);
  if (session.position === 0) expect(await session.run(start)).toMatchObject({ ok: true });
  return session;
};

for (const [name, make] of Object.entries(stores)) {
  describe(`a session on the ${name} store`, () => {
    it("lets one of two win when both decided on the same position", async () => {
      const open = await make();
      let others: Promise<unknown> | undefined;
      let racing = false;
      const second = await begun(await open());
      const first = await openSession(await open(), "SMP-1", {
        points: async (point) => {
          if (point !== "before-append" || racing) return;
          racing = true;
          await (others = second.run(claim("second")));
        },
      });
      const mine = await first.run(claim("first"));
      expect(await others).toMatchObject({ ok: true, result: { task: "EXPLORE-001" } });
      expect(mine).toMatchObject({ ok: false, error: { code: "TASK_CLAIMED", data: { owner: "second" } } });
      expect(picture(first.state) === picture(second.state)).toBe(true);
    });

    it("tells the fence of a claim: the position of its record", async () => {
      const open = await make();
      const session = await begun(await open());
      const answer = await session.run(claim("a"));
      expect(answer).toMatchObject({ ok: true, result: { fence: session.position } });
    });

    it("makes several commands one record", async () => {
      const open = await make();
      const session = await begun(await open());
      const answers = await session.runAll([say(1), { ...say(2), input: {} }, say(3)]);
      expect(answers.map((a) => a.ok)).toEqual([true, false, true]);
      const records = [];
      for await (const entry of session.feed(0, { follow: false }))
        records.push(entry.commit.events.map((e) => e.type));
      expect(records).toHaveLength(2);
      expect(records[1]).toEqual(["message.posted", "message.posted"]);
    });

    it("keeps order among callers of one process", async () => {
      const open = await make();
      const session = await begun(await open());
      await Promise.all(Array.from({ length: 30 }, (_, i) => session.run(say(i))));
      const { result } = (await session.run({ name: "msg.read", input: {}, actor: COORDINATOR })) as {
        result: { messages: { body: string }[] };
      };
      expect(result.messages.map((m) => m.body)).toEqual(Array.from({ length: 30 }, (_, i) => `message ${i}`));
    });

    it("takes every command of eight handles that compete", async () => {
      const open = await make();
      const sessions = [await begun(await open())];
      while (sessions.length < 8) sessions.push(await begun(await open()));
      const given = sessions.flatMap((s, i) => Array.from({ length: 12 }, (_, j) => s.run(say(i * 12 + j))));
      expect((await Promise.all(given)).every((a) => a.ok)).toBe(true);
      const bodies: string[] = [];
      for await (const { commit } of sessions[0]!.feed(1, { follow: false }))
        for (const event of commit.events) if (event.type === "message.posted") bodies.push(event.body);
      expect(bodies.sort()).toEqual(Array.from({ length: 96 }, (_, i) => `message ${i}`).sort());
    });

    it("finds everything again from a snapshot and its tail", async () => {
      const open = await make();
      const session = await begun(await open(), { snapshotEvery: 10 });
      for (let i = 0; i < 25; i++) await session.run(say(i));
      await session.close();
      const again = await openSession(await open(), "SMP-1");
      const whole = await openSession(await open(), "SMP-1", { whole: true });
      expect((await (await open()).snapshots!.load("SMP-1"))?.position).toBeGreaterThan(9);
      expect(picture(again.state) === picture(whole.state)).toBe(true);
    });

    it("saves a snapshot for many events in one record as for many records", async () => {
      const open = await make();
      const session = await begun(await open(), { snapshotEvery: 10 });
      await session.runAll(Array.from({ length: 12 }, (_, i) => say(i)));
      await session.close();
      expect((await (await open()).snapshots!.load("SMP-1"))?.position).toBe(session.position);
    });

    it("says which sessions there are when one is unknown", async () => {
      const open = await make();
      await begun(await open());
      await expect(openSession(await open(), "SMP-2", { mustExist: true })).rejects.toMatchObject({
        code: "SESSION_NOT_FOUND",
        data: { closest: ["SMP-1"] },
      });
      await expect(openSession(await open(), "../x")).rejects.toMatchObject({ code: "LOG_ID" });
    });
  });

  it(`a feed on the ${name} store loses and doubles nothing that is written around its start`, async () => {
    const open = await make();
    const writer = await begun(await open());
    const reader = await open();
    const seen: string[] = [];
    const stop = new AbortController();
    const writing = (async () => {
      for (let i = 0; i < 1_000; i++) await writer.run(say(i));
    })();
    for await (const { commit } of feed(reader, "SMP-1", { since: 1, signal: stop.signal })) {
      for (const event of commit.events) if (event.type === "message.posted") seen.push(event.body);
      if (seen.length === 1_000) stop.abort();
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, i) => `message ${i}`));
  });
}

describe("an append whose outcome is unknown", () => {
  const doubtful = (inner: LogStore, takes: boolean): LogStore => {
    let once = true;
    return {
      ...inner,
      append: async (log, after, record) => {
        if (!once || after === 0) return inner.append(log, after, record);
        once = false;
        if (takes) await inner.append(log, after, record);
        throw new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log } });
      },
    };
  };
  for (const takes of [true, false]) {
    it(`is ${takes ? "recognised as ours" : "given again"}, and happens once`, async () => {
      const session = await begun(doubtful(memoryStore(), takes));
      expect(await session.run(claim("a"))).toMatchObject({ ok: true, result: { task: "EXPLORE-001" } });
      const { result } = (await session.run({
        name: "task.show",
        input: { task: "EXPLORE-001" },
        actor: COORDINATOR,
      })) as { result: { attempts: number; owner: string } };
      expect(result).toMatchObject({ attempts: 1, owner: "a" });
    });
  }
});

describe("a snapshot", () => {
  it("forgets closed tasks that nothing open needs, and still knows that they are closed", async () => {
    const session = await begun(memoryStore(), { snapshotEvery: 0 });
    for (let i = 0; i < 60; i++)
      await session.run({ name: "task.create", input: { prefix: "EXPLORE", title: `t${i}` }, actor: COORDINATOR });
    for (let i = 2; i <= 50; i++) {
      const task = `EXPLORE-${String(i).padStart(3, "0")}`;
      const { result } = (await session.run({
        name: "task.claim",
        input: { task, owner: `w${i}` },
        actor: WORKER,
      })) as { result: { token: string } };
      await session.run({ name: "task.complete", input: { task, token: result.token, summary: "s" }, actor: WORKER });
    }
    const loaded = loadSnapshot(encodeSnapshot(session.state))!;
    expect(loaded.tasks.size).toBeLessThan(session.state.tasks.size);
    expect(loaded.tasks.has("EXPLORE-002")).toBe(false);
    expect(loaded.forgotten.has("EXPLORE-002")).toBe(true);
    expect(loaded.session!.counts).toEqual(session.state.session!.counts);
    expect([...loaded.index.lanes()].flatMap((l) => [...(loaded.index.readyIn(l) ?? [])])).toEqual(
      [...session.state.index.lanes()].flatMap((l) => [...(session.state.index.readyIn(l) ?? [])]),
    );
  });

  it("of another version, or torn, is no snapshot", () => {
    expect(loadSnapshot(new TextEncoder().encode('{"v":99,"tasks":[]}'))).toBeNull();
    expect(loadSnapshot(new TextEncoder().encode('{"v":1,"tas'))).toBeNull();
    expect(loadSnapshot(new Uint8Array([255, 254]))).toBeNull();
  });
});

it("goes by the clock of the store, so that a machine whose own is wrong ends nobody's lease", async () => {
  const shared = memoryStorage();
  let now = 1_000_000;
  const machine = () => ({ ...memoryStore({ shared }), clock: () => now });
  const session = await begun(machine());
  const other = await openSession(machine(), "SMP-1");
  expect(await session.run(claim("a"))).toMatchObject({ ok: true, result: { lease_until: now + 1_800_000 } });
  expect(await other.run(claim("b"))).toMatchObject({ error: { code: "TASK_CLAIMED" } });
  now += 1_800_001;
  expect(await other.run(claim("b"))).toMatchObject({ ok: true });
});

it("a store address that is not understood says what would be", async () => {
  await expect(openStore("nosuch:thing")).rejects.toMatchObject({
    code: "STORE_URL",
    hint: expect.stringContaining("@teamwright/store-nosuch"),
  });
  await expect(openStore("postgres://me:secret@host/db")).rejects.toSatisfy(
    (e: unknown) => !JSON.stringify([e, (e as Error).message]).includes("secret"),
  );
  await expect(openStore("")).rejects.toMatchObject({ code: "STORE_URL" });
});
