// What one worker found out, every later one has.
import { encodeSnapshot, loadSnapshot } from "@teamwright/core";
import { beforeEach, expect, it } from "vitest";
import { COORDINATOR, HUMAN, InvariantChecker, type Loose, sampleTeam, Scenario, WORKER } from "../src/index.ts";

let s: Scenario;
let token: string;
beforeEach(() => {
  s = new Scenario();
  s.must("session.start", { session: "SMP-1", team: sampleTeam(), requirement: "r", pipeline: "full" });
  token = s.must("task.claim", { task: "EXPLORE-001", owner: "explorer@1" }, { as: WORKER }).token;
});
const save = (angle: string, more: object = {}) =>
  s.give("explore.save", { angle, summary: "three", task: "EXPLORE-001", token, ...more }, { as: WORKER });
const find = (angle: string): Loose => s.give("explore.find", { angle }, { as: WORKER });

it("is told to the next worker at its claim, and whole on request", () => {
  save("Who calls parseDate?", { text: "a, b and c" });
  s.must("task.complete", { task: "EXPLORE-001", token, summary: "done" }, { as: WORKER });
  const { bundle } = s.must("task.claim", { task: "SOLVE-001", owner: "planner@1" }, { as: WORKER });
  expect(bundle.explorations).toEqual([{ angle: "Who calls parseDate?", summary: "three", by: "explorer@1" }]);
  for (const asked of ["who calls parseDate", "PARSEDATE who calls", "parsedate"])
    expect(find(asked).result.exploration).toMatchObject({ text: "a, b and c", task: "EXPLORE-001" });
});

it("is kept once: who finds it again is given the first, and only a renewal replaces it", () => {
  expect(save("auth", { text: "first" })).toMatchObject({ result: { saved: true } });
  expect(save("AUTH", { text: "second" })).toMatchObject({ result: { saved: false, exploration: { text: "first" } } });
  expect(save("auth!", { text: "third", renew: true })).toMatchObject({ result: { saved: true } });
  expect(find("auth").result.exploration.text).toBe("third");
});

it("is also what a finished task left as a file for it", () => {
  const artifact = "explorations/callers.json";
  const done = { task: "EXPLORE-001", token, summary: "two callers", artifact, data: { angle: "callers" } };
  s.must("task.complete", done, { as: WORKER });
  expect(find("callers").result.exploration).toMatchObject({ summary: "two callers", artifact });
});

it("is not guessed: what is not there, or could be several, is named", () => {
  save("auth of users");
  save("auth of services");
  expect(find("auth")).toMatchObject({
    code: "EXPLORATION_NOT_FOUND",
    data: { known: ["auth of users", "auth of services"] },
  });
  expect(find("billing")).toMatchObject({ data: { known: ["auth of users", "auth of services"] } });
  expect((s.must("explore.find").explorations as Loose[]).map((e) => e.text)).toEqual([undefined, undefined]);
});

it("takes no names without words, and nothing from who holds nothing", () => {
  expect(save("../..")).toMatchObject({ code: "INPUT_INVALID" });
  expect(save("x", { token: "not-the-token-at-all" })).toMatchObject({ ok: false });
  expect(s.give("explore.save", { angle: "x", summary: "s" }, { as: WORKER })).toMatchObject({ ok: false });
  for (const as of [COORDINATOR, HUMAN])
    expect(s.give("explore.save", { angle: as.kind, summary: "s" }, { as }).ok).toBe(true);
});

it("survives a snapshot and a replay", () => {
  save("constructor", { text: "t" });
  save("__proto__", { text: "u" });
  expect([...loadSnapshot(encodeSnapshot(s.state))!.explorations.values()].map((e) => e.angle)).toEqual([
    "constructor",
    "__proto__",
  ]);
  new InvariantChecker().checkReplay(s);
});
