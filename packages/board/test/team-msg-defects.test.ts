// What was wrong in the team_msg that the seeds call, one test for each.
import { memoryStore, type LogStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { sampleTeam } from "@teamwright/testing";
import { beforeEach, expect, it } from "vitest";
import { teamMsg, teamMsgLine } from "../src/index.ts";
import type { Loose } from "./kit.ts";

const session_id = "TISL-login";
let store: LogStore;

beforeEach(async () => {
  store = memoryStore();
  const session = await openSession(store, session_id);
  const input = { session: session_id, team: sampleTeam(), requirement: "login" };
  await session.run({ name: "session.start", input, actor: { kind: "coordinator", name: "coordinator" } });
});

const call = (operation: string, fields: Record<string, unknown> = {}): Promise<Loose> =>
  teamMsg(store, { operation, session_id, ...fields });
const update = (from: string, data: Record<string, unknown>) => call("log", { from, type: "state_update", data });

it("1: states given at the same moment by many writers are all kept", async () => {
  const roles = Array.from({ length: 8 }, (_, n) => `role${n}`);
  await Promise.all(roles.map((role) => update(role, { task_id: "A-001", mine: role })));
  const { role_state } = await call("get_state");
  expect(Object.keys(role_state).toSorted()).toEqual(roles);
});

it("2: ids are unique under concurrency and never used again", async () => {
  const ids = (await Promise.all(Array.from({ length: 40 }, () => call("log", { from: "explorer" })))).map((m) => m.id);
  expect(new Set(ids).size).toBe(40);
  const last = (await call("list", { last: 1 })).messages[0].id;
  await call("delete", { id: last });
  expect(ids).not.toContain((await call("log", { from: "explorer" })).id);
});

it("3: a list has a cursor and is not cut at a hundred", async () => {
  for (let n = 0; n < 120; n++) await call("log", { from: "explorer", summary: `${n}` });
  expect((await call("list", { last: 1_000 })).showing).toBe(120);
  const half = await call("list", {
    last: 1_000,
    since: Number((await call("list", { last: 60 })).messages[0].id.slice(4)),
  });
  expect(half.messages.map((m: Loose) => m.summary)[0]).toBe("61");
});

it("4: two workers of one role do not mix their states", async () => {
  await update("explorer", { task_id: "EXPLORE-001", files_modified: ["a"] });
  await update("explorer", { task_id: "EXPLORE-002", key_findings: ["b"] });
  await update("explorer", { task_id: "EXPLORE-001", status: "done" });
  const { state } = await call("get_state", { role: "explorer" });
  expect(state.by_task["EXPLORE-001"]).toMatchObject({ files_modified: ["a"], status: "done" });
  expect(state.by_task["EXPLORE-002"].files_modified).toBeUndefined();
});

it("5: clear is a retraction on the record, and the session lives on", async () => {
  await call("log", { from: "explorer", summary: "gone" });
  await call("clear");
  await call("log", { from: "explorer", summary: "kept" });
  expect((await call("list")).messages.map((m: Loose) => m.summary)).toEqual(["kept"]);
  const { state } = await openSession(store, session_id);
  expect([...state.messages.values()].map((m) => m.body)).toContain("gone");
});

it("6: a session id that is a path is refused", async () => {
  await expect(call("clear", { session_id: "../../x" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

it("7: an unknown session is an error and never a new one", async () => {
  for (const operation of ["log", "list", "status", "get_state"])
    await expect(call(operation, { session_id: "TISL-logn", from: "a" })).rejects.toMatchObject({
      code: "SESSION_NOT_FOUND",
    });
  const ids: string[] = [];
  for await (const id of store.logs()) ids.push(id);
  expect(ids).toEqual([session_id]);
});

it("8: a broadcast is seen by every role", async () => {
  await call("broadcast", { from: "coordinator", summary: "stop" });
  expect((await call("list", { to: "explorer" })).messages.map((m: Loose) => m.summary)).toEqual(["stop"]);
});

it("9: the state of a role that is not there is an error, not an empty success", async () => {
  await expect(call("get_state", { role: "exploder" })).rejects.toMatchObject({ code: "ROLE_UNKNOWN" });
});

it("has the defaults of the seeds", async () => {
  const { id } = await call("log", { from: "explorer", ref: "artifacts/a.md" });
  expect(await call("read", { id })).toMatchObject({
    to: "coordinator",
    type: "message",
    summary: "[explorer] message → coordinator",
    data: { ref: "artifacts/a.md" },
  });
  expect((await call("status")).members).toMatchObject([{ member: "explorer", messageCount: 1 }]);
});

it("takes names of objects' own parts as names", async () => {
  const { assign } = Object;
  await update("constructor", { task_id: "assign", mine: 1 });
  await update("explorer", { task_id: "__proto__", mine: 2 });
  expect(Object.assign).toBe(assign);
  const { role_state } = await call("get_state");
  expect(Object.keys(role_state)).toEqual(["constructor", "explorer"]);
  expect(Object.entries(role_state.explorer.by_task)).toMatchObject([["__proto__", { mine: 2 }]]);
});

it("gives each of several messages of one record an id of its own", async () => {
  const session = await openSession(store, session_id);
  const post = (body: string) => ({
    name: "msg.post",
    input: { body },
    actor: { kind: "coordinator", name: "coordinator" } as const,
  });
  await session.runAll([post("a"), post("b"), post("c")]);
  const { messages } = await call("list");
  expect(messages.map((m: Loose) => m.id)).toEqual(["MSG-002", "MSG-002-2", "MSG-002-3"]);
  expect((await call("read", { id: "MSG-002-2" })).summary).toBe("b");
  expect((await call("list", { since: "MSG-002-2" })).messages.map((m: Loose) => m.summary)).toEqual(["c"]);
  await call("delete", { id: "MSG-002" });
  expect((await call("list")).messages.map((m: Loose) => m.summary)).toEqual(["b", "c"]);
});

it("lists what a snapshot has left out", async () => {
  for (let n = 0; n < 450; n++) await call("log", { from: "explorer", summary: `${n}` });
  const late = await openSession(store, session_id);
  expect(late.state.leftOut.messages).toBeGreaterThan(0);
  expect((await call("list", { last: 1_000 })).total).toBe(450);
  expect((await call("get_state")).role_state).toEqual({});
});

it("says in the shell how it is used, what is wrong, and never 0 on failure", async () => {
  const lines: string[] = [];
  const run = (...argv: string[]) => teamMsgLine(argv, (line) => lines.push(line));
  expect([await run(), lines.at(-1)]).toEqual([0, expect.stringContaining("get_state")]);
  for (const argv of [["shout"], ["log", "--session-id"], ["log", "x"], ["log", "--session-id=S", "--data={"]]) {
    expect([argv, (await run(...argv)) > 0]).toEqual([argv, true]);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ success: false, hint: expect.stringMatching(/.{5}/) });
  }
});
