import { memoryStore } from "@teamwright/core/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Board, callTool, initBoard, openBoard } from "../src/index.ts";
import { readCursor, stamp, WHOLE } from "../src/cursor.ts";
import type { Loose } from "./kit.ts";

describe("a time that is a cursor", () => {
  const times = [7, 79, 100, 999].map((ms) => Date.UTC(2026, 0, 1, 0, 0, 5, ms));

  it("is read by V8 to the millisecond, and leads to its place", () => {
    for (const ms of times)
      for (const [position, index] of [
        [1, 0],
        [1, WHOLE],
        [79, 1],
        [9_999, 0],
      ] as const) {
        const at = stamp(ms, { position, index });
        expect(Date.parse(at)).toBe(ms);
        expect(at.slice(0, 23)).toBe(new Date(ms).toISOString().slice(0, 23));
        const { isAfter, from, now } = readCursor(at, position);
        const next = [
          { position, index },
          { position, index: index + 1 },
          { position: position + 1, index: 0 },
        ];
        expect(next.map((place) => isAfter(0, place))).toEqual([false, true, true]);
        expect([from, now]).toEqual([position - 1, ms]);
      }
  });

  it("is exact behind ten thousand records too, and read to the second", () => {
    for (const ms of times) {
      const at = stamp(ms, { position: 123_456, index: 3 });
      expect(Math.floor(Date.parse(at) / 1_000)).toBe(Math.floor(ms / 1_000));
      expect(readCursor(at, 200_000)).toMatchObject({ from: 123_455, now: ms });
    }
  });

  it("sorts by time and place", () => {
    const places = [
      [1, 0],
      [1, 1],
      [1, WHOLE],
      [2, 0],
      [79, 0],
      [9_999, 0],
    ] as const;
    const stamps = times.flatMap((ms) => places.map(([position, index]) => stamp(ms, { position, index })));
    expect(stamps.toSorted()).toEqual(stamps);
  });

  it("that claims a place behind the end is a time only: its millisecond comes again", () => {
    const { isAfter } = readCursor("2026-01-01T00:00:05.123456789Z", 50);
    const ms = Date.UTC(2026, 0, 1, 0, 0, 5, 123);
    expect([ms - 1, ms, ms + 1].map((at) => isAfter(at, { position: 1, index: 0 }))).toEqual([false, true, true]);
    expect(() => readCursor("yesterday", 50)).toThrow(RangeError);
  });
});

describe("events behind a cursor", () => {
  let board: Board;
  let reads: number[];
  const ref = { project: "P", id: "STORY-001" };
  const call = (name: string, input: object): Promise<Loose> => callTool(board, name, input);
  beforeEach(async () => {
    const store = memoryStore();
    await initBoard(store, "P");
    board = await openBoard(store, "P");
    await call("create_ticket", { project: "P", draft: { type: "story", title: "S" } });
    await call("update_ticket", { ref, update: { status: "Todo", title: "T" } });
    for (let n = 0; n < 50; n++) await call("append_log", { ref, line: `${n}` });
    reads = [];
    const { read } = store;
    store.read = (log, after, options) => (reads.push(after), read.call(store, log, after, options));
  });
  afterEach(() => board.session.close());

  it("are the same whether read from it or from the start", async () => {
    await call("update_ticket", { ref, update: { status: "In Progress", title: "U", body: "text" } });
    await call("update_ticket", { ref, update: { status: "Todo" } });
    const all = await call("read_events", { ref });
    for (const [n, { at }] of all.entries())
      expect(await call("read_events", { ref, since: at })).toEqual(all.slice(n + 1));
    expect(all.slice(-2)).toMatchObject([
      { type: "status_change", from_status: "Todo", to_status: "In Progress" },
      { from_status: "In Progress", to_status: "Todo" },
    ]);
    expect(all.find((e: Loose) => e.changes?.title?.to === "U").changes).toMatchObject({
      title: { from: "T", to: "U" },
      body: { length: 4 },
    });
  });

  it("are read from it on, and from the start only to say what a change was from", async () => {
    const { at } = (await call("read_events", { ref })).at(-1);
    const { id } = await call("post_message", { ref, from: "a@1", body: "hello" });
    reads.length = 0;
    expect(await call("read_events", { ref, since: at })).toMatchObject([{ message_id: id }]);
    expect(reads).not.toContain(0);
    await call("update_ticket", { ref, update: { status: "In Review" } });
    expect((await call("read_events", { ref, since: at })).at(-1)).toMatchObject({ from_status: "Todo" });
    expect(reads).toContain(0);
  });
});
