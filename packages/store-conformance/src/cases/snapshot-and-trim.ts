import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { bytes, numbered, text, texts, write } from "../log-text.ts";

export const snapshotAndTrimCases: readonly Case[] = [
  {
    requirement: "snapshot/whole-or-nothing",
    title: "none, one, another, from both handles",
    needs: "snapshots",
    async run({ a, b }) {
      const positions = await write(a, "log", numbered(3));
      assert.equal(await a.snapshots.load("log"), null);
      assert.equal(await a.snapshots.load("absent"), null);
      const saved = ["small", "L".repeat(300_000), ""];
      for (const [i, position] of positions.entries()) {
        await a.snapshots.save("log", position, bytes(saved[i]!));
        for (const handle of [a, b]) {
          const found = await handle.snapshots.load("log");
          if (found)
            assert.deepEqual({ position: found.position, text: text(found.bytes) }, { position, text: saved[i] });
        }
      }
      assert.equal((await texts(b, "log")).length, 3);
    },
  },
  {
    requirement: "snapshot/whole-or-nothing",
    title: "loads beside saves of different sizes",
    needs: "snapshots",
    async run({ a, b, open }) {
      const positions = await write(a, "log", numbered(30));
      const content = (position: number) => `${position}:`.repeat((position * 7919) % 9000);
      const reader = await open();
      let saving = true;
      const saves = Promise.all(
        positions.map((position, i) => (i % 2 ? a : b).snapshots.save("log", position, bytes(content(position)))),
      );
      const done = saves.finally(() => (saving = false));
      // oxlint-disable-next-line no-unmodified-loop-condition -- modified in the callback above
      while (saving) {
        const found = await reader.snapshots.load("log");
        if (found) assert.equal(text(found.bytes), content(found.position), `torn at position ${found.position}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await done;
    },
  },
  {
    requirement: "snapshot/newest-kept",
    title: "a slow saver comes late",
    needs: "snapshots",
    async run({ a, b }) {
      const positions = await write(a, "log", numbered(10));
      await a.snapshots.save("log", positions[9]!, bytes("new"));
      await b.snapshots.save("log", positions[4]!, bytes("old"));
      for (const handle of [a, b]) {
        const found = await handle.snapshots.load("log");
        assert.ok(found === null || text(found.bytes) === "new", "an older snapshot replaced a newer one");
      }
    },
  },
  {
    requirement: "trim/floor-kept",
    title: "up, down and up again, seen by old and new handles",
    needs: "trim",
    async run({ a, b, open }) {
      const positions = await write(a, "log", numbered(400));
      await write(a, "other", ["untouched"]);
      assert.equal((await texts(b, "log")).length, 400);
      for (const [through, left] of [
        [10, 390],
        [3, 390],
        [350, 50],
        [1, 50],
      ] as const) {
        await (through > 5 ? a : b).trim("log", positions[through - 1]!);
        for (const handle of [a, b, await open()])
          assert.deepEqual(await texts(handle, "log"), numbered(400).slice(-left));
      }
      assert.deepEqual(await texts(b, "log", positions[380]), numbered(400).slice(381));
      assert.deepEqual(await texts(b, "other"), ["untouched"]);
      await b.trim("absent", 5);
      assert.ok(await a.append("log", positions[399]!, bytes("next")));
    },
  },
  {
    requirement: "trim/last-position-known",
    title: "trimmed to the end and beyond",
    needs: "trim",
    async run({ a, b, open }) {
      const last = (await write(a, "log", numbered(5))).at(-1)!;
      await a.trim("log", last);
      for (const handle of [a, b, await open()]) {
        assert.deepEqual(await texts(handle, "log"), []);
        assert.equal(await handle.append("log", 0, bytes("fork")), null, "the log began again at 0");
      }
      const next = await (await open()).append("log", last, bytes("on"));
      assert.ok(next !== null && next > last);
      await b.trim("log", next + 1000);
      assert.ok(await a.append("log", next, bytes("and on")), "a trim beyond the end moved the end");
      assert.deepEqual(await texts(b, "log"), ["and on"]);
    },
  },
];
