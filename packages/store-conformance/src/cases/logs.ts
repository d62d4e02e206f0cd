import assert from "node:assert/strict";
import { TeamError } from "@teamwright/core/store";
import type { Case } from "../case.ts";
import { bytes, listed, numbered, texts, write } from "../log-text.ts";

const ALIKE = [
  "team",
  "Team",
  "TEAM",
  "team.a",
  "team-a",
  "team_a",
  "team.",
  "t",
  "0",
  "n".repeat(128),
  "N".repeat(128),
];
const MALFORMED = ["", "..", "../x", "a/b", "a\\b", ".hidden", "-x", "é", "a b", "a\0", "n".repeat(129), 42, null];

export const logCases: readonly Case[] = [
  {
    requirement: "log/independent",
    title: "ids that differ in case, by a suffix or by one sign",
    async run({ a, b }) {
      for (const log of ALIKE)
        assert.ok(await a.append(log, 0, bytes(`first of ${log}`)), `${log} was taken for another log`);
      for (const log of ALIKE) assert.deepEqual(await texts(b, log), [`first of ${log}`]);
      await write(b, "team", numbered(20));
      for (const log of ALIKE.slice(1)) assert.equal((await texts(a, log)).length, 1);
    },
  },
  {
    requirement: "log/listed",
    title: "by prefix, without logs that only failed",
    async run({ a, b }) {
      assert.deepEqual(await listed(a), []);
      for (const log of ["TISL-b", "TISL-a", "board"]) await write(a, log, ["1", "2"]);
      assert.equal(await a.append("never", 5, bytes("x")), null);
      for (const handle of [a, b]) {
        assert.deepEqual(await listed(handle), ["TISL-a", "TISL-b", "board"]);
        assert.deepEqual(await listed(handle, "TISL-"), ["TISL-a", "TISL-b"]);
        assert.deepEqual(await listed(handle, "tisl"), []);
      }
    },
  },
  {
    requirement: "log/id-checked",
    title: "every call that takes an id",
    async run({ a }) {
      for (const id of MALFORMED as string[]) {
        const calls: Record<string, () => unknown> = {
          append: () => a.append(id, 0, bytes("x")),
          read: () => texts(a, id),
          watch: a.watch && (async () => a.watch(id, () => {})()),
          "snapshots.load": a.snapshots && (() => a.snapshots.load(id)),
          "snapshots.save": a.snapshots && (() => a.snapshots.save(id, 1, bytes("x"))),
          trim: a.trim && (() => a.trim(id, 1)),
        };
        for (const [name, call] of Object.entries(calls)) {
          if (!call) continue;
          const outcome = (async () => call())();
          await assert.rejects(
            outcome,
            (error) => TeamError.is(error, "LOG_ID"),
            `${name}(${JSON.stringify(id)}) was not refused with LOG_ID`,
          );
        }
      }
      assert.deepEqual(await listed(a), []);
    },
  },
];
