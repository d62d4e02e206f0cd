import assert from "node:assert/strict";
import { MAX_RECORD_BYTES, TeamError } from "@teamwright/core/store";
import type { Case } from "../case.ts";
import { bytes, numbered, texts, write } from "../log-text.ts";

/** Enough for a store that moves old records elsewhere to have done so. */
const MANY = 700;

export const appendCases: readonly Case[] = [
  {
    requirement: "append/one-winner",
    title: "two handles that read the same end, one after the other",
    async run({ a, b }) {
      assert.ok(await a.append("log", 0, bytes("a")));
      assert.equal(await b.append("log", 0, bytes("b")), null);
      const [last] = await write(a, "log", ["a2"]);
      assert.ok(await b.append("log", last!, bytes("b2")));
      assert.equal(await a.append("log", last!, bytes("a3")), null);
      assert.deepEqual(await texts(a, "log"), ["a", "a2", "b2"]);
    },
  },
  {
    requirement: "append/one-winner",
    title: "a handle that slept while the log grew long",
    async run({ a, b }) {
      const [first, second] = await write(b, "log", ["1", "2"]);
      const all = await write(a, "log", numbered(MANY));
      for (const after of [0, first!, second!, all[9]!, all[MANY - 2]!])
        assert.equal(await b.append("log", after, bytes("late")), null);
      assert.deepEqual(await texts(b, "log"), ["1", "2", ...numbered(MANY)]);
    },
  },
  {
    requirement: "append/one-winner",
    title: "a race of eight, round after round",
    async run({ a, b }) {
      let last = 0;
      const winners: string[] = [];
      for (let round = 0; round < 20; round++) {
        const names = numbered(8, `${round}:`);
        const answers = await Promise.all(names.map((name, i) => (i % 2 ? a : b).append("log", last, bytes(name))));
        const won = answers.flatMap((position, i) => (position === null ? [] : [i]));
        assert.equal(won.length, 1, `${won.length} of 8 appends with the same \`after\` were taken`);
        winners.push(names[won[0]!]!);
        last = answers[won[0]!]!;
      }
      assert.deepEqual(await texts(a, "log"), winners);
    },
  },
  {
    requirement: "append/first-record",
    title: "`after` 0 begins a log, once",
    async run({ a, b }) {
      const first = await a.append("log", 0, bytes("1"));
      assert.ok(Number.isSafeInteger(first) && first! > 0, `position ${first}`);
      assert.equal(await a.append("log", 0, bytes("again")), null);
      assert.equal(await b.append("log", 0, bytes("again")), null);
      assert.deepEqual(await texts(b, "log"), ["1"]);
    },
  },
  {
    requirement: "append/ahead-rejected",
    title: "positions that nobody has reached",
    async run({ a, b }) {
      assert.equal(await a.append("log", 1, bytes("x")), null, "in an absent log");
      const [last] = (await write(a, "log", ["1", "2", "3"])).slice(-1);
      for (const ahead of [1, 2, 1000]) {
        assert.equal(await a.append("log", last! + ahead, bytes("x")), null, `${ahead} ahead`);
        assert.equal(await b.append("log", last! + ahead, bytes("x")), null, `${ahead} ahead, other handle`);
      }
      assert.deepEqual(await texts(b, "log"), ["1", "2", "3"]);
    },
  },
  {
    requirement: "append/below-floor-rejected",
    title: "every position up to the floor, from old and new handles",
    needs: "trim",
    async run({ a, b, open }) {
      const positions = await write(a, "log", numbered(6));
      assert.deepEqual(await texts(b, "log"), numbered(6));
      await a.trim("log", positions[3]!);
      for (const handle of [a, b, await open()]) {
        for (const after of [0, ...positions.slice(0, 5)]) {
          assert.equal(await handle.append("log", after, bytes("fork")), null, `after ${after}`);
        }
      }
      assert.deepEqual(await texts(b, "log"), ["r5", "r6"]);
    },
  },
  {
    requirement: "append/below-floor-rejected",
    title: "a writer that slept through a long log and its trim",
    needs: "trim",
    async run({ a, b, open }) {
      const [asleep] = await write(b, "log", ["1"]);
      const positions = await write(a, "log", numbered(MANY));
      await a.trim("log", positions[MANY - 11]!);
      for (const handle of [b, await open()]) {
        for (const after of [0, asleep!, positions[5]!])
          assert.equal(await handle.append("log", after, bytes("fork")), null);
      }
      assert.deepEqual(await texts(await open(), "log"), numbered(MANY).slice(-10));
    },
  },
  {
    requirement: "append/durable-before-answer",
    title: "the answer comes after the record",
    async run({ a, b, open }) {
      let last = 0;
      for (const record of numbered(5)) {
        last = (await a.append("log", last, bytes(record)))!;
        assert.equal((await texts(b, "log")).at(-1), record);
        assert.equal((await texts(await open(), "log")).at(-1), record);
      }
    },
  },
  {
    requirement: "append/unknown-outcome",
    title: "closing while an append is under way",
    async run({ b, open }) {
      for (let round = 0; round < 10; round++) {
        const log = `log${round}`;
        const handle = await open();
        const appending = handle.append(log, 0, bytes("x")).then(
          (position) => (position === null ? "null" : "taken"),
          (error: unknown) => (TeamError.is(error, "STORE_UNKNOWN_OUTCOME") ? "unknown" : `threw ${String(error)}`),
        );
        await handle.close();
        const outcome = await appending;
        const there = (await texts(b, log)).length === 1;
        if (outcome !== "unknown")
          assert.equal(there, outcome === "taken", `${outcome}, record ${there ? "present" : "absent"}`);
      }
    },
  },
  {
    requirement: "append/large-record",
    title: "4 MiB, and one byte more than the limit",
    async run({ a, b }) {
      const large = new Uint8Array(4 * 1024 * 1024).map((_, i) => (i * 31 + (i >> 12)) & 255);
      const last = await a.append("log", 0, large);
      assert.ok(last);
      for await (const record of b.read("log", 0))
        assert.ok(Buffer.from(large).equals(record.bytes), `${record.bytes.length} bytes came back`);
      const refused = a.append("log", last, new Uint8Array(MAX_RECORD_BYTES + 1));
      await assert.rejects(refused, (error) => TeamError.is(error, "LIMIT_EXCEEDED"));
      assert.ok(await b.append("log", last, bytes("next")));
    },
  },
];
