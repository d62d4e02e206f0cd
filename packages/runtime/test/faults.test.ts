// What the world can do to a session: stores that cannot tell, writers that are always first, callers who leave.
import { type Commit, decodeCommit } from "@teamwright/core";
import { type LogStore, memoryStorage, memoryStore, TeamError } from "@teamwright/core/store";
import { COORDINATOR, HUMAN, picture, sampleTeam, WORKER } from "@teamwright/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { feed, type OpenOptions, openSession, type Session } from "../src/index.ts";

afterEach(() => void vi.useRealTimers());

const claim = (owner: string) => ({ name: "task.claim", input: { task: "EXPLORE-001", owner }, actor: WORKER });
const say = (n: number) => ({ name: "msg.post", input: { body: `message ${n}` }, actor: COORDINATOR });
const begun = async (store: LogStore, options: OpenOptions = {}): Promise<Session> => {
  const session = await openSession(store, "SMP-1", options);
  const input = { session: "SMP-1", team: sampleTeam(), requirement: "r" };
  if (session.position === 0) await session.run({ name: "session.start", input, actor: COORDINATOR });
  return session;
};
const unknown = () => new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log: "SMP-1" } });
const commits = async (store: LogStore): Promise<Commit[]> => {
  const all: Commit[] = [];
  for await (const { bytes, position } of store.read("SMP-1", 0))
    all.push(decodeCommit(bytes, { log: "SMP-1", position }));
  return all;
};
/** A door that a test opens. */
const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
};

describe("an append of unknown outcome", () => {
  it("that was taken, with others behind it, answers as of its own record", async () => {
    const shared = memoryStorage();
    const other = await begun(memoryStore({ shared, step: 3 }));
    const inner = memoryStore({ shared, step: 3 });
    let once = true;
    const session = await begun({
      ...inner,
      append: async (log, after, record) => {
        const taken = await inner.append(log, after, record);
        if (!once) return taken;
        once = false;
        await other.run(say(1));
        await other.run(say(2));
        throw unknown();
      },
    });
    const answer = await session.run(claim("a"));
    expect(answer).toMatchObject({ ok: true, position: 6, result: { fence: 6 } });
    await session.catchUp();
    expect(session.position).toBe(12);
    await other.catchUp();
    expect(picture(session.state) === picture(other.state)).toBe(true);
  });

  it("that lands after we have looked for it happens once", async () => {
    const inner = memoryStore();
    await begun(inner);
    let late: (() => Promise<unknown>) | undefined;
    let appends = 0;
    const session = await begun({
      ...inner,
      append: async (log, after, record) => {
        appends++;
        if (!late) {
          late = () => inner.append(log, after, record);
          throw unknown();
        }
        await late();
        return inner.append(log, after, record);
      },
    });
    expect(await session.run(claim("a"))).toMatchObject({ ok: true, result: { attempt: 1 } });
    expect(appends).toBe(2);
    expect(await commits(inner)).toHaveLength(2);
  });

  it("that cannot be cleared up is told as unknown, never as busy", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const inner = memoryStore();
    await begun(inner);
    const session = await begun({ ...inner, append: () => Promise.reject(unknown()) });
    const refused = expect(session.run(claim("a"))).rejects.toMatchObject({ code: "STORE_UNKNOWN_OUTCOME" });
    await vi.runAllTimersAsync();
    await refused;
  });

  it("is told as unknown when the store then fails in a way that says: call again", async () => {
    const inner = memoryStore();
    await begun(inner);
    let down = false;
    const session = await begun({
      ...inner,
      append: async () => {
        down = true;
        throw unknown();
      },
      read: (log, after) => {
        if (down) throw new TeamError("STORE_UNAVAILABLE", { data: { url: "x" } });
        return inner.read(log, after);
      },
    });
    await expect(session.run(claim("a"))).rejects.toMatchObject({
      code: "STORE_UNKNOWN_OUTCOME",
      cause: { code: "STORE_UNAVAILABLE" },
    });
  });

  it("whose place someone else took is no longer in doubt", async () => {
    const shared = memoryStorage();
    const other = await begun(memoryStore({ shared }));
    const inner = memoryStore({ shared });
    let appends = 0;
    const session = await begun({
      ...inner,
      append: async () => {
        appends++;
        if (appends > 1) throw new TeamError("STORE_FULL", { data: { path: "x" } });
        await other.run(say(1));
        throw unknown();
      },
    });
    await expect(session.run(claim("a"))).rejects.toMatchObject({ code: "STORE_FULL" });
  });
});

describe("a writer that is never first", () => {
  it("gives up as busy after at least 200 tries", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const inner = memoryStore();
    const other = await begun(inner);
    let said = 0;
    const session = await begun({
      ...inner,
      append: async () => {
        await other.run(say(++said));
        return null;
      },
    });
    const busy = session.run(claim("a")).catch((error: unknown) => error as TeamError);
    await vi.runAllTimersAsync();
    const error = await busy;
    expect(error).toMatchObject({ code: "STORE_BUSY", data: { log: "SMP-1" } });
    expect((error as TeamError).data.attempts).toBeGreaterThanOrEqual(200);
  });

  it("stops trying when its caller leaves", async () => {
    const inner = memoryStore();
    await begun(inner);
    const stop = new AbortController();
    let appends = 0;
    const session = await begun({
      ...inner,
      append: async () => {
        if (++appends === 3) stop.abort();
        return null;
      },
    });
    await expect(session.run(claim("a"), { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(appends).toBe(3);
  });
});

describe("a caller who leaves", () => {
  it("while waiting for its turn goes at once, and its command never runs", async () => {
    const inside = gate();
    const hold = gate();
    let armed = false;
    const session = await begun(memoryStore(), {
      points: async (point) => {
        if (!armed || point !== "before-append") return;
        inside.open();
        await hold.passed;
      },
    });
    armed = true;
    const first = session.run(say(1));
    await inside.passed;
    const stop = new AbortController();
    const queued = Array.from({ length: 30 }, (_, i) => session.run(say(10 + i), { signal: stop.signal }));
    const third = session.run(say(3));
    stop.abort();
    for (const result of await Promise.allSettled(queued))
      expect(result).toMatchObject({ status: "rejected", reason: { name: "AbortError" } });
    hold.open();
    expect(await first).toMatchObject({ ok: true });
    expect(await third).toMatchObject({ ok: true });
    expect([...session.state.messages.values()].map((m) => m.body)).toEqual(["message 1", "message 3"]);
  });

  it("before it is open opens nothing", async () => {
    await expect(openSession(memoryStore(), "SMP-1", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("ends a wait, and a wait ends by itself when its time is over, holds, or when the session closes", async () => {
    const shared = memoryStorage();
    const session = await begun(memoryStore({ shared }));
    const other = await begun(memoryStore({ shared }));
    const never = () => false;
    expect(await session.waitFor(never, { signal: AbortSignal.abort() })).toBe(false);
    expect(await session.waitFor(never, { timeoutMs: 1 })).toBe(false);
    expect(await session.waitFor(never, { follow: false })).toBe(false);
    const come = session.waitFor((state) => state.messages.size === 2);
    await other.run(say(1));
    await other.run(say(2));
    expect(await come).toBe(true);
    const wait = session.waitFor(never);
    await session.close();
    expect(await wait).toBe(false);
  });
});

describe("a closed session", () => {
  it("has finished what was given before, and takes nothing more", async () => {
    const session = await begun(memoryStore());
    const given = [session.run(say(1)), session.run(say(2))];
    await session.close();
    expect(session.state.messages.size).toBe(2);
    expect((await Promise.all(given)).every((a) => a.ok)).toBe(true);
    await expect(session.run(say(3))).rejects.toMatchObject({ code: "STORE_CLOSED" });
    await expect(session.catchUp()).rejects.toMatchObject({ code: "STORE_CLOSED" });
    await session.close();
  });

  it("has ended its feeds and saved its snapshot", async () => {
    const inner = memoryStore();
    const saving = gate();
    const hold = gate();
    let saved = 0;
    const store: LogStore = {
      ...inner,
      snapshots: {
        load: (log) => inner.snapshots.load(log),
        save: async (log, position, bytes) => {
          saving.open();
          await hold.passed;
          await inner.snapshots.save(log, position, bytes);
          saved = position;
        },
      },
    };
    const session = await begun(store, { snapshotEvery: 2 });
    const seen: number[] = [];
    const listening = (async () => {
      for await (const { position } of session.feed(0)) seen.push(position);
    })();
    // Answered while the save is held.
    for (let i = 1; i <= 4; i++) await session.run(say(i));
    await saving.passed;
    let closed = false;
    const closing = session.close().then(() => (closed = true));
    await new Promise(setImmediate);
    expect([saved, closed]).toEqual([0, false]);
    hold.open();
    await closing;
    await listening;
    expect(saved).toBeGreaterThan(2);
  });
});

describe("a snapshot store that fails", () => {
  for (const [how, save] of [
    ["with a rejection", () => Promise.reject(new Error("full"))],
    [
      "by throwing",
      () => {
        throw new Error("full");
      },
    ],
  ] as const)
    it(`${how} fails no command`, async () => {
      const inner = memoryStore();
      const session = await begun({ ...inner, snapshots: { ...inner.snapshots, save } }, { snapshotEvery: 1 });
      for (let i = 0; i < 5; i++) expect(await session.run(say(i))).toMatchObject({ ok: true });
      await session.close();
    });

  it("is not written by one who only reads", async () => {
    const shared = memoryStorage();
    const writer = await begun(memoryStore({ shared }), { snapshotEvery: 0 });
    for (let i = 0; i < 10; i++) await writer.run(say(i));
    const reader = memoryStore({ shared });
    const session = await openSession(reader, "SMP-1", { snapshotEvery: 2 });
    await session.run({ name: "session.status", input: {}, actor: HUMAN });
    await session.close();
    expect(await reader.snapshots.load("SMP-1")).toBeNull();
  });
});

it("one record has one author", async () => {
  const session = await begun(memoryStore());
  await expect(session.runAll([say(1), { ...say(2), actor: HUMAN }])).rejects.toMatchObject({ code: "INPUT_INVALID" });
  expect(await session.runAll([])).toEqual([]);
  expect(session.state.messages.size).toBe(0);
});

it("a command given again under its id, by another process, happens once", async () => {
  const shared = memoryStorage();
  const [a, b] = [await begun(memoryStore({ shared })), await begun(memoryStore({ shared }))];
  const call = { ...say(1), id: "once" };
  const both = await Promise.all([a.run(call), b.run(call)]);
  expect(both.map((x) => x.ok)).toEqual([true, true]);
  expect(await commits(memoryStore({ shared }))).toHaveLength(2);
});

it("a log that is not one of ours is refused again and again, never half believed", async () => {
  const inner = memoryStore();
  const session = await begun(inner);
  const foreign = {
    v: 1,
    id: "c",
    at: 1,
    by: COORDINATOR,
    for: [],
    events: [
      { type: "wisdom.added", id: "W-001", kind: "learning", text: "t", by: "x" },
      { type: "task.completed", task: "NONE-001", result: { summary: "s", owner: "x", at: 1 } },
    ],
  };
  await inner.append("SMP-1", 1, new TextEncoder().encode(JSON.stringify(foreign)));
  const corrupt = { code: "STORE_CORRUPT", message: expect.stringContaining("NONE-001"), data: { position: 2 } };
  for (let i = 0; i < 3; i++) await expect(session.run(say(i))).rejects.toMatchObject(corrupt);
  expect(session.state.session!.wisdom).toBe(1);
});

describe("a feed that another handle writes around", () => {
  const record = (n: number) =>
    new TextEncoder().encode(JSON.stringify({ v: 1, id: `c${n}`, at: n, by: COORDINATOR, for: [], events: [] }));
  for (const [name, change, pollMs] of [
    ["with hints alone", (s: LogStore) => s, 2 ** 30],
    ["whose hints are lost", (s: LogStore): LogStore => ({ ...s, watch: () => () => {} }), 1],
    ["without hints", ({ watch: _watch, ...s }: LogStore): LogStore => s, 1],
  ] as const)
    it(`brings 1,000 records once and in order, ${name}`, async () => {
      const shared = memoryStorage();
      const writer = memoryStore({ shared });
      let last = 0;
      const write = async (count: number) => {
        for (let i = 0; i < count; i++) last = (await writer.append("SMP-1", last, record(last + 1)))!;
      };
      await write(250);
      let ends = 0;
      const stop = new AbortController();
      const seen: string[] = [];
      const entries = feed(change(memoryStore({ shared })), "SMP-1", {
        since: 0,
        signal: stop.signal,
        pollMs,
        points: async (point) => {
          if (point === "after-subscribe") await write(250);
          // The end was read; these come before the wait begins.
          if (point === "at-end" && ++ends <= 2) await write(200);
        },
      });
      for await (const { commit } of entries) {
        seen.push(commit.id);
        // In the middle of a read.
        if (seen.length === 300) await write(100);
        if (seen.length === 1_000) stop.abort();
      }
      expect(seen).toEqual(Array.from({ length: 1_000 }, (_, i) => `c${i + 1}`));
    });

  it("ends at the end when it does not follow, and subscribes to nothing", async () => {
    const inner = memoryStore();
    await inner.append("SMP-1", 0, record(1));
    let watches = 0;
    const store: LogStore = { ...inner, watch: (log, wake) => (watches++, inner.watch(log, wake)) };
    const seen: number[] = [];
    for await (const { position } of feed(store, "SMP-1", { since: 0, follow: false })) seen.push(position);
    expect([seen, watches]).toEqual([[1], 0]);
  });
});
