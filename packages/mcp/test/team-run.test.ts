import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERAS, overStdio, type TestClient } from "./clients.ts";

const bundled = [fileURLToPath(new URL("../../../skills", import.meta.url))];
const ISSUE = "# GH-1 One\npriority: 2\n\nIt is wrong.\n";

describe.each(ERAS)("a client of %s over standard streams", (era) => {
  let folder: string;
  let coordinator: TestClient;
  let worker: TestClient;
  let session: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "teamwright-mcp-"));
    coordinator = await overStdio(era, { profile: "coordinator", bundled });
    worker = await overStdio(era, { profile: "worker", bundled });
  });
  afterAll(async () => {
    await coordinator.close();
    await worker.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("speaks that era", () => {
    expect(coordinator.client.getServerVersion()).toMatchObject({ name: "teamwright" });
    if ("getNegotiatedProtocolVersion" in coordinator.client)
      expect(coordinator.client.getNegotiatedProtocolVersion()).toBe(era);
  });

  it("starts a session in a project that has none, and gets its handle", async () => {
    const none = await coordinator.call("session_open", { workspace: folder });
    expect(none).toMatchObject({ isError: true, error: { code: "STORE_NOT_FOUND" } });
    expect(none.error.hint).toContain("the tool session_start");
    const started = await coordinator.call("session_start", {
      workspace: folder,
      agent: "lead",
      pack: "issue",
      issues: ISSUE,
    });
    expect(started).toMatchObject({ ok: true, result: { status: "active", pipeline: "quick" } });
    session = started.result.handle;
    expect(session).toBe(`${started.result.session}@${folder}`);
    const opened = await worker.call("session_open", { workspace: join(folder) });
    expect(opened.result).toMatchObject({ handle: session, sessions: [{ handle: session, status: "active" }] });
  });

  it("works a task from claim to result in one session of two servers", async () => {
    const beat = await coordinator.call("beat", { session, agent: "lead" });
    const [spawned] = beat.result.spawn;
    expect(beat.result).toMatchObject({ next: "spawn" });
    const claim = await worker.call("task_claim", {
      session,
      agent: spawned.owner,
      task: spawned.task,
      dispatch: spawned.dispatch,
    });
    expect(claim.result).toMatchObject({ task: "EXPLORE-001", artifact: "artifacts/EXPLORE-001.md", session });
    expect(claim.result.brief).toContain("It is wrong.");
    expect(claim.result.brief).toContain("the tool task_complete");
    expect(claim.result.brief).not.toContain("`teamwright");
    const held = { session, agent: spawned.owner, task: spawned.task, token: claim.result.token };
    expect((await worker.call("task_progress", { ...held, op: "task.progress", text: "half" })).ok).toBe(true);
    expect((await worker.call("task_checkpoint", { ...held, commit: "abc1234" })).ok).toBe(true);
    expect(
      (await worker.call("post", { ...held, op: "msg.post", kind: "question", body: "Which?" })).result,
    ).toMatchObject({
      from: spawned.owner,
      to: "coordinator",
    });
    const done = await worker.call("task_complete", { ...held, summary: "found", data: { a: 1 } });
    expect(done.result).toMatchObject({ status: "done", next: { do: "report" } });
    const seen = await coordinator.call("read", { session, op: "task.show", task: "EXPLORE-001" });
    expect(seen.result).toMatchObject({
      status: "done",
      checkpoint: { commit: "abc1234" },
      result: { summary: "found", data: { a: 1 } },
    });
    expect(
      (await coordinator.call("read", { session, op: "msg.read", to: "coordinator" })).result.messages,
    ).toHaveLength(1);
  });

  it("goes on in the inner loop without a second claim", async () => {
    const next = await worker.call("task_next", { session, agent: "planner@me", role: "planner" });
    expect(next.result).toMatchObject({ task: "SOLVE-001" });
    const beat = await coordinator.call("beat", { session, agent: "lead" });
    expect(beat.result).toMatchObject({ spawn: [], next: "wait", running: [{ id: "SOLVE-001", owner: "planner@me" }] });
  });

  it("has written the session folder for people", async () => {
    await coordinator.call("session_open", { workspace: folder });
    const root = join(folder, ".teamwright", "sessions", session.split("@")[0]!);
    await expect.poll(() => readFile(join(root, "board.md"), "utf8").catch(() => "")).toContain("SOLVE-001");
  });

  it("is refused in the words of the error table, with the tools named in the hint", async () => {
    const cases: [TestClient, string, object, string][] = [
      [worker, "task_next", { session, agent: "a", role: "wizard" }, "ROLE_UNKNOWN"],
      [worker, "task_next", { session, role: "planner" }, "INPUT_INVALID"],
      [worker, "task_next", { session, agent: "a/../b", role: "planner" }, "INPUT_INVALID"],
      [worker, "task_claim", { session, agent: "a", task: "BUILD-404" }, "TASK_NOT_FOUND"],
      [worker, "task_claim", { session, agent: "a", task: "SOLVE-001" }, "TASK_CLAIMED"],
      [worker, "task_complete", { session, agent: "a", task: "SOLVE-001", summary: "x" }, "TOKEN_REQUIRED"],
      [
        worker,
        "task_complete",
        { session, agent: "a", task: "SOLVE-001", summary: "x", token: "0123456789abcdef" },
        "CLAIM_LOST",
      ],
      [
        worker,
        "task_release",
        { session, agent: "a", task: "SOLVE-001", op: "task.cancel", reason: "x" },
        "PERMISSION_DENIED",
      ],
      [worker, "post", { session, agent: "a", op: "nothing" }, "INPUT_INVALID"],
      [worker, "read", { session: "../../etc", op: "task.list" }, "LOG_ID"],
      [worker, "read", { session: `TISL-none@${folder}`, op: "task.list" }, "SESSION_NOT_FOUND"],
      [worker, "read", { session: "TISL-none@/nowhere/at/all", op: "task.list" }, "INPUT_INVALID"],
      [worker, "read", { session: "TISL-none", op: "task.list" }, "INPUT_INVALID"],
      [worker, "read", { session, op: "task.show", task: "../../etc/passwd" }, "INPUT_INVALID"],
      [worker, "wait", { session, seconds: -1 }, "INPUT_INVALID"],
      [coordinator, "session_start", { workspace: folder, pack: "nopack", requirement: "x" }, "PACK_NOT_FOUND"],
      [coordinator, "session_start", { workspace: folder, pack: "issue", issues: "../../etc/passwd" }, "INPUT_INVALID"],
      [
        coordinator,
        "task_set",
        { session, agent: "lead", op: "task.break", task: "SOLVE-001", reason: "x" },
        "INPUT_INVALID",
      ],
      [coordinator, "ask", { session, agent: "lead", op: "ask.answer", ask: "ASK-404" }, "ASK_NOT_FOUND"],
    ];
    for (const [client, tool, args, code] of cases) {
      const said = await client.call(tool, args);
      expect([tool, args, said]).toMatchObject([tool, args, { isError: true, ok: false, error: { code } }]);
      expect(said.error.hint.length).toBeGreaterThan(5);
    }
    const claimed = await worker.call("task_claim", { session, agent: "a", task: "SOLVE-001" });
    expect(claimed.error.hint).toContain("the tool task_next");
    expect(claimed.error.data).toMatchObject({ owner: "planner@me" });
  });

  it("does a command once when its id comes twice", async () => {
    const call = { session, agent: "lead", op: "msg.post", body: "once" };
    const meta = { _meta: { "teamwright/id": "post-1" } };
    const first = await coordinator.call("post", call, meta);
    const again = await coordinator.call("post", call, meta);
    expect(again.result).toMatchObject({ id: first.result.id, repeated: true });
  });
});
