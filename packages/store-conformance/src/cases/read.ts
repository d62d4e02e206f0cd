import assert from "node:assert/strict";
import type { LogStore } from "@teamwright/core/store";
import type { Case } from "../case.ts";
import { bytes, listed, numbered, text, texts, write } from "../log-text.ts";

export const readCases: readonly Case[] = [
  {
    requirement: "read/in-order",
    title: "300 records, read by both handles",
    async run({ a, b }) {
      const positions = await write(a, "log", numbered(300));
      for (const handle of [a, b]) {
        const seen: number[] = [];
        for await (const record of handle.read("log", 0)) seen.push(record.position);
        assert.deepEqual(seen, positions);
        assert.ok(
          seen.every((position, i) => i === 0 || position > seen[i - 1]!),
          "positions increase",
        );
        assert.deepEqual(await texts(handle, "log"), numbered(300));
      }
    },
  },
  {
    requirement: "read/resume",
    title: "from every position, and from between and beyond",
    async run({ a, b }) {
      const positions = await write(a, "log", numbered(40));
      for (const [i, position] of positions.entries())
        assert.deepEqual(await texts(b, "log", position), numbered(40).slice(i + 1));
      assert.deepEqual(await texts(b, "log", positions.at(-1)! + 1000), []);
      assert.deepEqual(await texts(b, "log", positions[0]! - 1), numbered(40));
    },
  },
  {
    requirement: "read/resume",
    title: "page by page while another handle appends",
    async run({ a, b }) {
      const all = numbered(60);
      const seen: string[] = [];
      let cursor = 0;
      for (const record of all) {
        await write(a, "log", [record]);
        for await (const found of b.read("log", cursor, { limit: 2 })) {
          cursor = found.position;
          seen.push(text(found.bytes));
        }
      }
      assert.deepEqual(seen, all);
    },
  },
  {
    requirement: "read/limit",
    title: "0, 1, some, all, too many",
    async run({ a, b }) {
      await write(a, "log", numbered(9));
      for (const limit of [0, 1, 4, 9, 100]) {
        const seen: string[] = [];
        for await (const record of b.read("log", 0, { limit })) seen.push(text(record.bytes));
        assert.deepEqual(seen, numbered(9).slice(0, limit), `limit ${limit}`);
      }
    },
  },
  {
    requirement: "read/abort",
    title: "before the first record, between two, and by leaving",
    async run({ a, b }) {
      await write(a, "log", numbered(20));
      const reason = new Error("enough");
      await assert.rejects(drain(b, AbortSignal.abort(reason)), (error) => error === reason);
      const controller = new AbortController();
      let seen = 0;
      const reading = drain(b, controller.signal, () => ++seen === 3 && controller.abort(reason));
      await assert.rejects(reading, (error) => error === reason);
      assert.equal(seen, 3);
      for await (const record of b.read("log", 0)) if (text(record.bytes) === "r2") break;
      assert.equal((await texts(b, "log")).length, 20);
    },
  },
  {
    requirement: "read/no-late-arrivals",
    title: "a reader beside two appends that started together",
    async run({ a, b, open }) {
      const reader = await open();
      const followed: string[] = [];
      for (let round = 0; round < 10; round++) {
        let cursor = 0;
        followed.length = 0;
        let pending = 2;
        const settle = () => pending--;
        for (const handle of [a, b])
          void handle.append(`log${round}`, 0, bytes(handle === a ? "a" : "b")).then(settle, settle);
        for (let last = false; !last;) {
          last = pending === 0;
          for await (const record of reader.read(`log${round}`, cursor)) {
            cursor = record.position;
            followed.push(text(record.bytes));
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
        assert.deepEqual(followed, await texts(reader, `log${round}`), "a follower saw less than the log holds");
      }
    },
  },
  {
    requirement: "read/no-late-arrivals",
    title: "a follower beside two racing writers",
    async run({ a, b, open }) {
      const reader = await open();
      const followed: string[] = [];
      let [cursor, writing] = [0, 2];
      const writer = async (handle: LogStore, name: string) => {
        let last = 0;
        for (let i = 0; i < 60; i++) {
          for await (const record of handle.read("log", last)) last = record.position;
          await handle.append("log", last, bytes(`${name}${i}`));
        }
        writing--;
      };
      const follow = async () => {
        for (let end = false; !end;) {
          end = writing === 0;
          for await (const record of reader.read("log", cursor)) {
            cursor = record.position;
            followed.push(text(record.bytes));
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await Promise.all([writer(a, "a"), writer(b, "b"), follow()]);
      assert.deepEqual(followed, await texts(reader, "log"));
    },
  },
  {
    requirement: "read/absent-log-empty",
    title: "reading leaves nothing behind",
    async run({ a, b }) {
      assert.deepEqual(await texts(a, "nobody"), []);
      assert.deepEqual(await texts(a, "nobody", 7), []);
      assert.deepEqual(await listed(b), []);
      assert.ok(await b.append("nobody", 0, bytes("first")));
    },
  },
];

async function drain(store: LogStore, signal: AbortSignal, each?: () => void): Promise<void> {
  for await (const _ of store.read("log", 0, { signal })) each?.();
}
