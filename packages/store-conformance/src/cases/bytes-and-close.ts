import assert from "node:assert/strict";
import { TeamError } from "@teamwright/core/store";
import type { Case, Handle } from "../case.ts";
import { bytes, listed, texts, write } from "../log-text.ts";

export const byteAndCloseCases: readonly Case[] = [
  {
    requirement: "bytes/roundtrip",
    title: "every byte, as given",
    async run({ a, b }) {
      const every = new Uint8Array(256).map((_, i) => i);
      const given = [
        new Uint8Array(0),
        new Uint8Array([0]),
        bytes("\0 NUL \r\n, emoji 🧵👩‍🚀, \u2028"),
        every,
        every.subarray(100, 140),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
        new Uint8Array(1024 * 1024).map((_, i) => (i * 7 + (i >> 8)) & 255),
        new Uint8Array(0),
      ];
      let last = 0;
      for (const record of given) last = (await a.append("log", last, record))!;
      const expected = given.map((record) => Buffer.from(record).toString("hex"));
      every.fill(9);
      for (const handle of [a, b, a]) {
        const found: string[] = [];
        for await (const { bytes } of handle.read("log", 0)) {
          assert.ok(bytes instanceof Uint8Array);
          found.push(Buffer.from(bytes).toString("hex"));
          bytes.fill(9);
        }
        assert.equal(found.length, expected.length);
        for (const [i, hex] of expected.entries())
          assert.ok(found[i] === hex, `record ${i + 1} of ${given[i]!.length} bytes came back changed`);
      }
    },
  },
  {
    requirement: "close/rejects",
    title: "every call, while another handle goes on",
    async run({ a, b }) {
      const [last] = await write(a, "log", ["1"]);
      await a.close();
      for (const [name, call] of Object.entries(everyCall(a, last!))) {
        await assert.rejects(call, (error) => TeamError.is(error, "STORE_CLOSED"), `${name} after close`);
      }
      assert.deepEqual(await texts(b, "log"), ["1"]);
      assert.ok(await b.append("log", last!, bytes("2")));
    },
  },
  {
    requirement: "close/rejects",
    title: "a read that is half done",
    async run({ a, b }) {
      await write(b, "log", ["1", "2", "3"]);
      const reading = a.read("log", 0)[Symbol.asyncIterator]();
      await reading.next();
      await a.close();
      await assert.rejects(reading.next(), (error) => TeamError.is(error, "STORE_CLOSED"));
    },
  },
  {
    requirement: "close/rejects",
    title: "a handle that is opened while the last ones are being closed",
    async run({ a, b, open }) {
      const [last] = await write(a, "log", ["1"]);
      const closing = Promise.all([a.close(), b.close()]);
      const next = await open();
      await closing;
      assert.deepEqual(await texts(next, "log"), ["1"]);
      assert.ok(await next.append("log", last!, bytes("2")));
    },
  },
  {
    requirement: "close/twice",
    title: "together, and again",
    async run({ a, b }) {
      await write(a, "log", ["1"]);
      await Promise.all([a.close(), a.close()]);
      await a.close();
      assert.deepEqual(await texts(b, "log"), ["1"]);
    },
  },
];

function everyCall(store: Handle, last: number): Record<string, () => Promise<unknown>> {
  return {
    append: async () => store.append("log", last, bytes("x")),
    read: async () => texts(store, "log"),
    logs: async () => listed(store),
    ...(store.watch && { watch: async () => store.watch("log", () => {}) }),
    ...(store.snapshots && {
      "snapshots.load": async () => store.snapshots.load("log"),
      "snapshots.save": async () => store.snapshots.save("log", last, bytes("x")),
    }),
    ...(store.trim && { trim: async () => store.trim("log", last) }),
  };
}
