// What a ticket's word, claim and fields do to each other.
import { Team } from "@teamwright/core";
import { beforeEach, describe, expect, it } from "vitest";
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

describe("a board's own words", () => {
  const words = ["Backlog", "Todo", "In Progress", "In Review", "QA", "Shipped"];
  const configure = (tickets: object) => board.give("board.configure", { tickets });

  it("are used from then on, and the last stands for done", () => {
    board.must("board.configure", { tickets: { task: words }, lease_ms: 60_000, answer_ms: 30_000 });
    expect(board.state.session!.team.limits).toMatchObject({ lease_ms: 60_000, answer_ms: 30_000 });
    board.must("ticket.update", { task: "SUB-001", status: "Done", token });
    expect(board.state.tasks.get("TASK-001")).toMatchObject({ status: "done", ticket: { word: "Shipped" } });
    board.must("ticket.update", { task: "TASK-001", status: "qa" });
    expect(board.state.tasks.get("TASK-001")).toMatchObject({ status: "pending", ticket: { word: "QA" } });
    board.must("ticket.update", { task: "TASK-001", status: "shipped" });
    expect(board.state.tasks.get("TASK-001")).toMatchObject({ status: "done", ticket: { word: "Shipped" } });
  });

  it("keep what is in use", () => {
    const answer = configure({ subtask: ["Todo", "Doing", "Done"] });
    expect(answer).toMatchObject({ code: "TICKET_STATUS", data: { status: "In Progress", tickets: ["SUB-001"] } });
    expect(configure({ subtask: ["Todo", "In Progress", "Done"] }).ok).toBe(true);
  });

  it.each([
    [["Todo", "Done"]],
    [["Done", "Todo", "End"]],
    [["Todo", "Blocked", "Done"]],
    [["A", "a", "B"]],
    [["A", "", "B"]],
  ])("cannot be %j", (subtask) => {
    expect(configure({ subtask })).toMatchObject({ code: "INPUT_INVALID" });
  });

  it("are of boards alone", () => {
    const run = new Scenario();
    run.must("session.start", { session: "R", team, requirement: "r" });
    expect(run.give("board.configure", { lease_ms: 60_000 })).toMatchObject({ code: "TASK_STATE" });
  });
});
