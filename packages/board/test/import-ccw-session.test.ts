// Old session folders, as they were written and as a crash or an enemy leaves them.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LogStore, memoryStore } from "@teamwright/core/store";
import { openSession } from "@teamwright/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { importCcwSession, teamMsg } from "../src/index.ts";
import type { Loose } from "./kit.ts";

const id = "TLV4-login-2026-02-27";
let folder: string;
let dir: string;
let store: LogStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tw-import-"));
  dir = join(folder, id);
  mkdirSync(join(dir, ".msg"), { recursive: true });
  mkdirSync(join(dir, "artifacts"));
  store = memoryStore();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (lines: unknown[], meta?: unknown) => {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  writeFileSync(join(dir, ".msg", "messages.jsonl"), `${text}\n`);
  if (meta !== undefined)
    writeFileSync(join(dir, ".msg", "meta.json"), typeof meta === "string" ? meta : JSON.stringify(meta));
};
const row = (n: number, fields: object = {}) => ({
  id: `MSG-00${n}`,
  ts: `2026-02-27T10:0${n}:00+00:00`,
  from: "analyst",
  to: "coordinator",
  type: "message",
  summary: `m${n}`,
  ...fields,
});
const read = (operation: string, more: object = {}): Promise<Loose> =>
  teamMsg(store, { operation, session_id: id, last: 1_000, ...more });

it("brings messages with their times and senders, states, and all of meta.json", async () => {
  const update = row(2, { type: "state_update", data: { task_id: "RESEARCH-001", key_findings: ["a"] } });
  const meta = {
    status: "active",
    created_at: "2026-02-27T09:00:00Z",
    roles: ["analyst", "writer"],
    pipeline_mode: "spec-only",
    role_state: { analyst: { task_id: "RESEARCH-001", key_findings: ["a"], _updated_at: "x" }, writer: { done: true } },
  };
  write([row(1, { ref: "artifacts/a.md" }), update], meta);
  const done = await importCcwSession(store, dir);
  expect(done).toMatchObject({
    session: id,
    imported: 2,
    already: 0,
    broken: [],
    changed: [],
    states: ["writer"],
    left: ["artifacts"],
  });
  const { messages } = await read("list");
  expect(messages.slice(0, 2).map((m: Loose) => [m.ts, m.from, m.summary, m.data.imported.id])).toEqual([
    ["2026-02-27T10:01:00.000Z", "analyst", "m1", "MSG-001"],
    ["2026-02-27T10:02:00.000Z", "analyst", "m2", "MSG-002"],
  ]);
  expect(messages[0].data.ref).toBe("artifacts/a.md");
  expect((await read("get_state", { role: "analyst" })).state).toMatchObject({ key_findings: ["a"] });
  expect((await read("get_state", { role: "writer" })).state).toMatchObject({ done: true });
  const { state } = await openSession(store, id);
  expect(state.session!.input["meta"]).toEqual(meta);
});

it("done again says that all is there, and after a crash or growth brings what is missing", async () => {
  write([row(1), row(2)], { role_state: { writer: { done: true } } });
  await importCcwSession(store, dir);
  expect(await importCcwSession(store, join(dir, ".msg"))).toMatchObject({ imported: 0, already: 2, states: [] });
  write([row(1), row(2), row(3)], { role_state: { writer: { done: true } } });
  expect(await importCcwSession(store, dir)).toMatchObject({ imported: 1, already: 2, states: [] });
  expect((await read("list")).total).toBe(4);
});

it("names every broken line by file and number, and writes nothing", async () => {
  write([row(1), '{"id":"MSG-002","ts":"20', "[1]", { ts: 1 }, "[".repeat(5_000) + "]".repeat(5_000)]);
  const refused = await importCcwSession(store, dir).catch((error: Loose) => error);
  expect(refused).toMatchObject({ code: "INPUT_INVALID", data: { broken: 4 } });
  expect(refused.message).toMatch(/messages\.jsonl:2: /);
  expect(refused.data.issues.map((i: Loose) => i.field.split(":").at(-1))).toEqual(["2", "3", "4", "5"]);
  const ids: string[] = [];
  for await (const log of store.logs()) ids.push(log);
  expect(ids).toEqual([]);
});

it("keeps broken lines as text when told so, in their place", async () => {
  write([row(1), "torn {", row(3)]);
  expect(await importCcwSession(store, dir, { keepBroken: true })).toMatchObject({
    imported: 3,
    broken: [{ problem: expect.any(String) }],
  });
  const { messages } = await read("list");
  expect(messages.map((m: Loose) => [m.from, m.type, m.summary])).toEqual([
    ["analyst", "message", "m1"],
    ["import", "unreadable", "torn {"],
    ["analyst", "message", "m3"],
  ]);
  expect(messages[1].data.imported.was.line).toBe("torn {");
});

it("changes what does not fit, says where, and keeps what it was", async () => {
  const odd = {
    from: "The Analyst!", to: 7, type: "State-Update", summary: `${"x".repeat(30_000)}\0`, ts: "yesterday", data: [1], extra: { a: 1 },
  }; // prettier-ignore
  write([
    row(1),
    odd,
    row(3, { from: "__proto__", data: { ["k".repeat(80)]: 1 } }),
    row(4, { type: "retract", data: { through: 99 } }),
  ]);
  const { changed } = await importCcwSession(store, dir);
  expect(changed.filter(({ at }) => at.endsWith(":2")).map(({ field }) => field)).toEqual([
    "from",
    "to",
    "type",
    "summary",
    "ts",
    "data",
  ]);
  const { messages } = await read("list");
  expect(messages).toHaveLength(4);
  expect(messages[1]).toMatchObject({ from: "The-Analyst-", to: "7", type: "x_state_update", ts: messages[0].ts });
  expect(messages[1].data.imported.was).toEqual(odd);
  expect(messages[2].from).toBe("proto__");
});

it("refuses what is no old session, a session of another kind, and a name that leads elsewhere", async () => {
  await expect(importCcwSession(store, join(folder, "nowhere"))).rejects.toMatchObject({ code: "INPUT_INVALID" });
  write([row(1)], "{ torn");
  await expect(importCcwSession(store, dir)).rejects.toMatchObject({
    message: expect.stringContaining("meta.json:1: "),
  });
  write([row(1)], {});
  await expect(importCcwSession(store, dir, { session: "../../x" })).rejects.toMatchObject({ code: "LOG_ID" });
  cpSync(dir, join(folder, "with space"), { recursive: true });
  await expect(importCcwSession(store, join(folder, "with space"))).rejects.toMatchObject({ code: "LOG_ID" });
  const other = await openSession(store, "P");
  await other.run({
    name: "session.start",
    input: {
      session: "P",
      kind: "board",
      requirement: "x",
      team: { name: "t", session_prefix: "T", roles: {}, pipelines: {} },
    },
    actor: { kind: "coordinator", name: "c" },
  });
  await expect(importCcwSession(store, dir, { session: "P" })).rejects.toMatchObject({ code: "SESSION_EXISTS" });
});
