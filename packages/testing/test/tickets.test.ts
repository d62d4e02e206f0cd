// What a ticket's word, claim and fields do to each other.
import { Team } from "@teamwright/core";
import { beforeEach, expect, it } from "vitest";
import { Scenario } from "../src/index.ts";

const roles = { specialist: { name: "specialist", prefixes: ["EPIC", "STORY", "TASK", "SUB"] } };
const team = Team.parse({ name: "tracking", session_prefix: "BOARD", roles, pipelines: {} });
let board: Scenario;
let token: string;

beforeEach(() => {
  board = new Scenario();
  board.must("session.start", { session: "P", team, requirement: "board", kind: "board" });
  board.must("ticket.create", { type: "task", title: "above" });
  board.must("ticket.create", { type: "subtask", title: "below", parent: "TASK-001" });
  token = board.must("task.claim", { task: "SUB-001", owner: "implementer@d1" }).token;
});

const word = () => board.state.tasks.get("SUB-001")!.ticket!.word;

it("says In Progress as soon as somebody works", () => {
  expect(word()).toBe("In Progress");
});

it("can be worked on again after it was given back blocked", () => {
  board.must("ticket.update", { task: "SUB-001", status: "Blocked", token });
  expect(board.state.tasks.get("SUB-001")!.status).toBe("blocked");
  board.must("task.claim", { task: "SUB-001", owner: "implementer@d2" });
  expect(word()).toBe("In Progress");
});

it("keeps its holder when only the word changes", () => {
  board.must("ticket.update", { task: "SUB-001", status: "In Review", token, keep: true });
  expect([word(), board.state.tasks.get("SUB-001")!.status]).toEqual(["In Review", "claimed"]);
});

it("tells of no change that did not happen, and clears with null", () => {
  board.must("ticket.update", { task: "SUB-001", scope: "src/auth", token });
  const before = board.state.position;
  board.must("ticket.update", { task: "SUB-001", scope: "src/auth", token });
  expect(board.state.position).toBe(before);
  board.must("ticket.update", { task: "SUB-001", scope: null, token });
  expect(board.state.tasks.get("SUB-001")!.ticket!.scope).toBeUndefined();
});

it("counts how often a summary came again without a checkpoint", () => {
  const say = () => board.must("task.progress", { task: "SUB-001", token, text: "on it", summary: "same" });
  say();
  say();
  expect(board.state.tasks.get("SUB-001")!.progress!.repeats).toBe(2);
  board.must("task.checkpoint", { task: "SUB-001", token, commit: "4f2a91c" });
  expect(board.state.tasks.get("SUB-001")!.progress!.repeats).toBe(0);
});
