import assert from "node:assert/strict";
import type { Case, Scene } from "../case.ts";
import type { Report } from "../crew-member.ts";
import type { Member } from "../crew.ts";
import { bytes, text, texts } from "../log-text.ts";

export const processCases: readonly Case[] = [
  {
    requirement: "multi-process/one-winner",
    title: "four processes, the same `after`, round after round",
    needs: "processes",
    async run({ a, crew }) {
      const members = await crew.muster(4);
      const winners: string[] = [];
      for (let round = 0, last = 0; round < 25; round++) {
        const reports = await Promise.all(
          members.map((member, i) => member.do({ kind: "append", log: "log", after: last, text: `${round}:${i}` })),
        );
        const won = reports.flatMap((report, i) =>
          report.kind === "done" && report.position !== null ? [{ i, position: report.position }] : [],
        );
        assert.equal(
          won.length,
          1,
          `round ${round}: ${won.length} winners ${JSON.stringify(reports.filter((r) => "error" in r))}`,
        );
        winners.push(`${round}:${won[0]!.i}`);
        last = won[0]!.position;
      }
      assert.deepEqual(await texts(a, "log"), winners);
    },
  },
  {
    requirement: "multi-process/one-winner",
    title: "four processes racing to 600 records",
    needs: "processes",
    async run({ a, crew }) {
      const members = await crew.muster(4);
      const total = 600;
      for (const report of await Promise.all(
        members.map((member, i) => member.do({ kind: "race", log: "log", name: `m${i}`, total })),
      )) {
        assert.ok(report.kind === "done" && !report.error, JSON.stringify(report));
      }
      const log = await texts(a, "log");
      const acknowledged = members.flatMap((member) => member.acknowledged);
      assert.equal(new Set(log).size, log.length, "a record is there twice");
      assert.deepEqual([...log].sort(), acknowledged.sort(), "the log is not what the winners were told");
      for (const member of members)
        assert.deepEqual(
          log.filter((record) => member.acknowledged.includes(record)),
          member.acknowledged,
        );
    },
  },
  {
    requirement: "multi-process/fair",
    title: "eight processes, each at least a quarter of its share",
    needs: "processes",
    async run({ crew }) {
      const race = 1200;
      const members = await crew.muster(8);
      const unfair: string[] = [];
      // A busy machine may not even have begun to run some of them when a quick store is through with a race.
      for (let total = race; total <= 4 * race; total += race) {
        await Promise.all(members.map((member, i) => member.do({ kind: "race", log: "log", name: `m${i}`, total })));
        const shares = members.map((member) => member.acknowledged.length);
        if (Math.min(...shares) >= total / 8 / 4) return;
        unfair.push(`${shares.join(" ")} of ${total}`);
      }
      assert.fail(`shares ${unfair.join(", ")}`);
    },
  },
  {
    requirement: "durability/kill-9",
    title: "a writer killed at each of the store's own points",
    needs: "processes",
    async run(scene) {
      for (const [i, point] of scene.points.entries()) {
        const [writer] = await scene.crew.muster(1, { point: `${point}@3` });
        const log = `log${i}`;
        await death(
          writer!,
          writer!.do({ kind: "write", log, name: "w", count: 400 }),
          `nothing was killed at ${point}`,
        );
        await survives(scene, log, writer!.acknowledged);
      }
    },
  },
  {
    requirement: "durability/kill-9",
    title: "a writer killed after so many answers, again and again on one log",
    needs: "processes",
    async run(scene) {
      const before: string[] = [];
      for (const count of [1, 2, 30]) {
        const [writer] = await scene.crew.muster(1);
        writer!.killAfter(count);
        await death(writer!, writer!.do({ kind: "write", log: "log", name: `k${count}`, count: 100_000 }));
        before.push(...writer!.acknowledged);
        before.splice(0, before.length, ...(await survives(scene, "log", before)));
      }
    },
  },
  {
    requirement: "durability/kill-9",
    title: "one of three racing writers is killed and the others finish",
    needs: "processes",
    async run({ a, crew }) {
      const members = await crew.muster(3);
      members[0]!.killAfter(20);
      // The one that dies has no goal: were it unlucky, the others would be done before its time has come.
      const racing = members.map((member, i) =>
        member.do({ kind: "race", log: "log", name: `m${i}`, total: i === 0 ? Number.MAX_SAFE_INTEGER : 300 }),
      );
      await death(members[0]!, racing[0]!);
      for (const report of await Promise.all(racing.slice(1)))
        assert.ok(report.kind === "done" && !report.error, JSON.stringify(report));
      const log = new Set(await texts(a, "log"));
      for (const member of members)
        for (const record of member.acknowledged) assert.ok(log.has(record), `${record} is gone`);
    },
  },
];

/** Waits until `member` was killed at its work. A report says why it was not. */
async function death(member: Member, work: Promise<Report>, otherwise = "it was not killed"): Promise<void> {
  const end = await Promise.race([member.gone, work.catch(() => "SIGKILL")]);
  assert.equal(end, "SIGKILL", `${otherwise}: ${JSON.stringify(end)}`);
}

/** Every acknowledged record is there, in order; at most one more; and the log goes on. Answers with what the log holds. */
async function survives({ open }: Scene, log: string, acknowledged: readonly string[]): Promise<string[]> {
  const store = await open();
  let found: string[] = [];
  const goesOn = async () => {
    found = await texts(store, log);
    assert.deepEqual(found.slice(0, acknowledged.length), acknowledged, "an acknowledged record is missing");
    const more = found.length - acknowledged.length;
    assert.ok(more <= 2, `${more} records more than acknowledged`);
    let last = 0;
    for await (const record of store.read(log, 0)) last = record.position;
    return store.append(log, last, bytes("after the crash"));
  };
  // What the dead one was writing may turn up only when the next one writes: LMDB recovers then. Once, since one has died.
  assert.ok((await goesOn()) ?? (await goesOn()), "the log does not go on");
  const after = await texts(await open(), log);
  assert.deepEqual(after, [...found, "after the crash"]);
  assert.equal(text(bytes(after.at(-1)!)), "after the crash");
  return after;
}
