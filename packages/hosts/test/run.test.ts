import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { feed, openStore, pause } from "@teamwright/runtime";
import { afterEach, describe, expect, it } from "vitest";
import { cleanUp, events, expectDoneOnce, project, run, teamwright } from "./kit.ts";

afterEach(cleanUp);

/** Resolves when a file of `dir` holds `word`. */
async function sees(dir: string, word: string): Promise<void> {
  for (;;) {
    for (const name of await readdir(dir).catch(() => []))
      if (name.endsWith(".json") && (await readFile(join(dir, name), "utf8").catch(() => "")).includes(word)) return;
    await pause(20);
  }
}

describe("a run with a worker that", () => {
  for (const [mode, says] of [
    ["dies", /ended by SIGKILL/],
    ["leaves", /exited with code 0 without completing/],
    ["hangs", /took longer than 2500 ms/],
    ["lies", /exited with code 9 without completing/],
  ] as const) {
    it(`${mode} says so and ends the same`, { timeout: 60_000 }, async () => {
      const folder = await project();
      const { code, output } = await run(folder, { MODE: mode }, "--task-timeout-ms", "2500").ended;
      expect(output).toMatch(says);
      expect(code).toBe(0);
      await expectDoneOnce(folder);
      if (mode === "lies")
        expect(
          await readFile(join(folder, ".teamwright", "sessions", "TISL-1", "logs", "SOLVE-001-d2.log"), "utf8"),
        ).toMatch(/CLAIM_LOST|TASK_NOT_READY/);
    });
  }
});

it("a run that is interrupted gives its tasks back and can be resumed", { timeout: 60_000 }, async () => {
  const folder = await project();
  const { child, ended } = run(folder, { PACE: "3000" });
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  for await (const { commit } of feed(store, "TISL-1", { since: 0 }))
    if (commit.events.some((e) => e.type === "task.claimed")) break;
  await store.close();
  child.kill("SIGINT");
  const { code, output } = await ended;
  expect(code).toBe(130);
  expect(output).toContain("teamwright run --resume --session TISL-1");
  expect((await events(folder)).map((e) => e.type)).toContain("claim.released");
  expect((await run(folder, {}, "--resume").ended).code).toBe(0);
  await expectDoneOnce(folder);
});

it("kills of the runner use up none of a task's tries", { timeout: 60_000 }, async () => {
  const folder = await project();
  for (let kills = 0; kills < 4; kills++) {
    const { child, ended } = run(folder, { PACE: "20000" }, ...(kills === 0 ? [] : ["--resume"]));
    const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
    let claims = 0;
    for await (const { commit } of feed(store, "TISL-1", { since: 0 })) {
      claims += commit.events.filter((e) => e.type === "task.claimed").length;
      if (claims > kills) break;
    }
    await store.close();
    // The claim is in the log before the runner's own note of its worker can be.
    await sees(join(folder, ".teamwright", "runs", "TISL-1"), '"worker"');
    child.kill("SIGKILL");
    await ended;
  }
  expect((await run(folder, {}, "--resume").ended).code).toBe(0);
  await expectDoneOnce(folder);
  expect((await events(folder)).filter((e) => e.type === "claim.released")).toHaveLength(4);
});

it(
  "a question that --on-ask has no answer for waits, and the run says how to answer",
  { timeout: 60_000 },
  async () => {
    const folder = await project();
    const args = ["--on-ask", "no-such-option"];
    const { code, output } = await run(folder, { MODE: "leaves", MODE_TRIES: "3" }, ...args).ended;
    expect(code).not.toBe(0);
    expect(output).toMatch(/teamwright ask answer ASK-001 retry --session TISL-1/);
    await teamwright(folder, ["ask", "answer", "ASK-001", "retry", "--session", "TISL-1"]).ended;
    expect((await run(folder, {}, "--resume").ended).code).toBe(0);
    await expectDoneOnce(folder);
  },
);

it("an agent that knows only the text it is given does each role's part", { timeout: 60_000 }, async () => {
  const folder = await project();
  const host = ["--host", `command:${join(import.meta.dirname, "agent.mjs")}`];
  const { code, output } = await run(folder, {}, ...host).ended;
  expect(code, output).toBe(0);
  await expectDoneOnce(folder);
  const said = (await events(folder)).filter((e) => e.type === "message.posted");
  expect(said.map((e) => e.body)).toContain("as of old");
});
