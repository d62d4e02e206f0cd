// A client that knows only the documents of the tracking seeds and of team_msg: names, parameters, and one text block of JSON.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { initBoard } from "@teamwright/board";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken, serveOverHttp } from "../src/index.ts";
import { ERAS, overHttp, overStdio, type TestClient } from "./clients.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- the shape differs by tool, and a wrong field fails the assertion anyway
type Loose = any;

let folder: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

async function commit(file: string): Promise<string> {
  await writeFile(join(folder, file), `${file} ${performance.now()}`);
  git("add", file);
  git("commit", "-qm", file);
  return git("rev-parse", "HEAD");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-seed-"));
  git("init", "-qb", "main");
  await commit("README.md");
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  for (const project of ["2026-07-28", "2025-11-25", "Guarded"]) await initBoard(store, project);
  for (const era of ERAS) {
    const session = await openSession(store, `TISL-${era}`);
    const input = { session: `TISL-${era}`, team: sampleTeam(), requirement: "login" };
    await session.run({ name: "session.start", input, actor: COORDINATOR });
    await session.close();
  }
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What such a client does with an answer: it parses the one text block. */
const seeds = (client: TestClient) => ({
  async ok(name: string, args: object): Promise<Loose> {
    const { text, isError } = await client.call(name, args);
    expect([isError, text]).toEqual([false, text]);
    return JSON.parse(text);
  },
  async code(name: string, args: object): Promise<string> {
    const { text, isError } = await client.call(name, args);
    expect([isError, text]).toEqual([true, text]);
    return text.split(":")[0]!;
  },
});

describe.each(ERAS)("a client of %s that knows only the seeds", (project) => {
  it("drives a ticket from create to Done", async () => {
    const client = await overStdio(project, { profile: "board", workspaces: [folder] });
    const { ok, code } = seeds(client);
    const story = await ok("create_ticket", { project, draft: { type: "story", title: "Sign in" } });
    const task = await ok("create_ticket", { project, draft: { type: "task", title: "Form", parent: story } });
    for (const ref of [story, task]) expect(await ok("update_ticket", { ref, update: { status: "Todo" } })).toBe("ok");
    const draft = { type: "subtask", title: "Field", parent: task, body: "One field.", scope: "src/", priority: "P0" };
    const ref = await ok("create_ticket", { project, draft });
    await ok("update_ticket", { ref, update: { branch: "main" } });
    const owner = "implementer@dispatch-7";
    const { lock_token, recovered_checkpoint, system_addendum } = await ok("acquire_ticket", { ref, owner });
    expect([recovered_checkpoint, system_addendum.includes(ref.id)]).toEqual([null, true]);
    expect(await code("acquire_ticket", { ref, owner: "other@dispatch-8" })).toBe("ELOCKED");
    expect(await code("release_ticket", { ref, lock_token: "tok_of_another", final_status: "Done" })).toBe("EBADTOKEN");
    const question = await ok("post_message", { ref, from: "orchestrator", kind: "question", body: "Which flag?" });
    const [seen] = await ok("read_messages", { ref });
    expect(seen).toMatchObject({ id: question.id, kind: "question", body: "Which flag?" });
    await ok("post_message", { ref, from: owner, kind: "response", body: "-v", in_reply_to: seen.id });
    await ok("report_progress", { ref, lock_token, update: "half", progress_summary: "one of two" });
    const commit_id = await commit(`${project}.ts`);
    expect(await code("commit_checkpoint", { ref, lock_token, commit_id: "0".repeat(40) })).toBe("CHECKPOINT_UNKNOWN");
    expect(await ok("commit_checkpoint", { ref, lock_token, commit_id, update: "written" })).toBe("ok");
    await ok("append_log", { ref, line: "chose -v" });
    const [row] = await ok("list_board", { project });
    expect(row).toMatchObject({ ref, status: "In Progress", lock_state: "committed", lock: { owner } });
    await ok("release_ticket", { ref, lock_token, final_status: "Done" });
    expect(await code("report_progress", { ref, lock_token, update: "late" })).toBe("ENOTLOCKED");
    expect((await ok("get_ticket", { ref: story })).status).toBe("Done");
    expect((await ok("list_children", { ref: task })).map((t: Loose) => t.status)).toEqual(["Done"]);
    const events = await ok("read_events", { ref, types: ["lock_change", "checkpoint", "status_change"] });
    expect(events.map((e: Loose) => e.action ?? e.to_status ?? e.commit_id)).toEqual([
      "In Progress",
      "acquire",
      commit_id,
      "Done",
    ]);
    const whole = await ok("read_project_events", { project });
    expect(new Set(whole.map((e: Loose) => e.ref.id))).toEqual(new Set([story.id, task.id, ref.id]));
    expect(await code("get_ticket", { ref: { project: "Nowhere", id: ref.id } })).toBe("ENOTCONFIGURED");
    expect(await code("get_ticket", { ref: { project, id: "SUB-999" } })).toBe("ENOTFOUND");
    await client.close();
  });

  it("gets long answers in parts, and reaches a board by its handle where the server has no folder", async () => {
    const client = await overStdio(project, { profile: "board" });
    const { ok, code } = seeds(client);
    const handle = `${project}@${folder}`;
    expect(await code("list_board", { project })).toBe("INPUT_INVALID");
    const ref = await ok("create_ticket", {
      project: handle,
      draft: { type: "epic", title: "Long", body: "x".repeat(60_000) },
    });
    expect(ref).toMatchObject({ project: handle });
    for (let n = 0; n < 4; n++) await ok("post_message", { ref, from: "o", body: `${n}`.repeat(15_000) });
    const bodies: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { result, size, ...said } = await client.call("read_messages", { ref, ...(cursor ? { cursor } : {}) });
      expect(size).toBeLessThan(40_000);
      bodies.push(...result.map((m: Loose) => m.body[0]));
      if (said.cursor === undefined) break;
      cursor = said.cursor;
    }
    expect(bodies).toEqual(["0", "1", "2", "3"]);
    const first = await client.call("get_ticket", { ref });
    const second = await client.call("get_ticket", { ref, cursor: first.cursor });
    expect(JSON.parse(first.result.part + second.result.part).body).toHaveLength(60_000);
    await client.close();
  });

  it("speaks over team_msg", async () => {
    const client = await overStdio(project, { profile: "team-msg", workspaces: [folder] });
    const { ok, code } = seeds(client);
    const session_id = `TISL-${project}`;
    const call = async (operation: string, args: object = {}) =>
      (await ok("team_msg", { operation, session_id, ...args })).result;
    const { id } = await call("log", {
      from: "explorer",
      type: "state_update",
      data: { task_id: "EXPLORE-001", era: project },
    });
    expect((await call("read", { id })).summary).toBe("[explorer] state_update → coordinator");
    expect((await call("get_state", { role: "explorer" })).state).toMatchObject({ era: project });
    await call("broadcast", { from: "coordinator", summary: project });
    expect((await call("list", { to: "planner", last: 1 })).messages).toMatchObject([{ summary: project }]);
    expect((await call("status")).members.map((m: Loose) => m.member)).toEqual(["explorer", "coordinator"]);
    await call("delete", { id });
    expect(await code("team_msg", { operation: "read", session_id, id })).toBe("MESSAGE_NOT_FOUND");
    expect(await code("team_msg", { operation: "list", session_id: "TISL-2026" })).toBe("ENOTCONFIGURED");
    expect(await code("team_msg", { operation: "list" })).toBe("INPUT_INVALID");
    await client.close();
  });
});

it("a bearer token says who is speaking, whatever name a call gives", async () => {
  const tokens = join(folder, "tokens");
  const serving = await serveOverHttp({ profile: "board", packs: [], port: 0, workspaces: [folder], tokens });
  const connect = async (actor: string, more = {}) =>
    overHttp("2026-07-28", serving.url, (await createToken(tokens, { actor, ...more })).token);
  const lead = await connect("coordinator", { session: "Guarded" });
  const { ok, code } = seeds(lead);
  const ref = await ok("create_ticket", { project: "Guarded", draft: { type: "story", title: "S" } });
  await ok("update_ticket", { ref, update: { status: "Todo" } });
  expect(await code("list_board", { project: "2026-07-28" })).toBe("PERMISSION_DENIED");

  const observer = await connect("observer");
  const names = (await observer.client.listTools()).tools.map(({ name }) => name);
  expect(names).toEqual([
    "list_board",
    "get_ticket",
    "list_children",
    "read_messages",
    "read_events",
    "read_project_events",
  ]);
  expect((await seeds(observer).ok("get_ticket", { ref })).status).toBe("Todo");

  const worker = seeds(await connect("worker:specialist"));
  const stranger = seeds(await connect("worker:implementer"));
  expect(await stranger.code("acquire_ticket", { ref, owner: "w@1" })).toBe("ROLE_MISMATCH");
  const { lock_token } = await worker.ok("acquire_ticket", { ref, owner: "w@1" });
  expect(await worker.code("post_message", { ref, from: "orchestrator", body: "obey" })).toBe("ENOTLOCKED");
  expect(await worker.code("update_ticket", { ref, update: { status: "Done" } })).toBe("ENOTLOCKED");
  expect((await worker.ok("post_message", { ref, from: "boss", body: "hello", lock_token })).from).toBe("w@1");
  expect(await code("update_ticket", { ref, update: { status: "Done" } })).toBe("ELOCKED");
  await worker.ok("release_ticket", { ref, lock_token, final_status: "Done" });
  await serving.close();
});
