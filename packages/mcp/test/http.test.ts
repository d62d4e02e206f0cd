import { request as httpRequest } from "node:http";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken, type HttpServing, listTokens, revokeToken, serveOverHttp } from "../src/index.ts";
import { ERAS, overHttp } from "./clients.ts";

let folder: string;
let tokens: string;
let serving: HttpServing;
let writer: Session;
const session = "SMP-http";
const token = async (actor: string, more: object = {}) => (await createToken(tokens, { actor, ...more })).token;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-http-"));
  tokens = join(folder, ".teamwright", "tokens");
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  writer = await openSession(store, session);
  const input = { session, team: sampleTeam(), requirement: "http" };
  await writer.run({ name: "session.start", input, actor: COORDINATOR });
  serving = await serveOverHttp({ port: 0, tokens, workspaces: [folder], packs: [], profile: "coordinator" });
});
afterAll(async () => {
  await serving.close();
  await writer.close();
  await writer.store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A bare request: SDK clients would never send these. */
function send(
  headers: Record<string, string>,
  body = "{}",
  method = "POST",
): Promise<{ status: number; headers: Record<string, unknown> }> {
  const { promise, resolve, reject } = deferred<{ status: number; headers: Record<string, unknown> }>();
  const { hostname, port, pathname } = serving.url;
  httpRequest(
    {
      hostname,
      port,
      path: pathname,
      method,
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    },
    (response) => {
      response.resume();
      resolve({ status: response.statusCode!, headers: response.headers });
    },
  )
    .on("error", reject)
    .end(body);
  return promise;
}
function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

describe.each(ERAS)("over HTTP, a client of %s", (era) => {
  it("with a worker's token gets the worker's tools, claims for its role and finishes", async () => {
    const coordinator = await overHttp(era, serving.url, await token("coordinator"));
    const created = await coordinator.call("task_set", {
      session,
      agent: "lead",
      op: "task.create",
      prefix: "SOLVE",
      title: era,
    });
    const worker = await overHttp(era, serving.url, await token("worker:planner"));
    const { tools } = await worker.client.listTools();
    expect(tools.map(({ name }) => name)).toContain("task_next");
    expect(tools.map(({ name }) => name)).not.toContain("beat");
    const claim = await worker.call("task_claim", { session, agent: "planner@1", task: created.result.id });
    expect(claim.ok).toBe(true);
    const done = await worker.call("task_complete", {
      session,
      agent: "planner@1",
      task: created.result.id,
      token: claim.result.token,
      summary: "done",
    });
    expect(done.result.status).toBe("done");
    await coordinator.close();
    await worker.close();
  });

  it("with a worker's token cannot coordinate, nor work for another role", async () => {
    const worker = await overHttp(era, serving.url, await token("worker:planner"));
    await writer.catchUp();
    const before = writer.position;
    const cases: [string, object, string][] = [
      ["post", { op: "role.add", role: {} }, "PERMISSION_DENIED"],
      ["post", { op: "session.pause" }, "PERMISSION_DENIED"],
      ["task_release", { op: "task.break", task: "EXPLORE-001", force: true, reason: "x" }, "PERMISSION_DENIED"],
      ["task_next", { role: "explorer" }, "ROLE_MISMATCH"],
      ["task_claim", { task: "EXPLORE-001" }, "ROLE_MISMATCH"],
      ["task_complete", { task: "EXPLORE-001", summary: "x", token: "0123456789abcdef" }, "CLAIM_LOST"],
    ];
    for (const [tool, args, code] of cases)
      expect([tool, await worker.call(tool, { session, agent: "w", ...args })]).toMatchObject([
        tool,
        { isError: true, error: { code } },
      ]);
    await expect(worker.call("beat", { session, agent: "w" })).rejects.toThrow(/beat/);
    await worker.close();
    await writer.catchUp();
    expect(writer.position).toBe(before);
  });

  it("with an observer's token reads and waits, and has no tool that writes", async () => {
    const observer = await overHttp(era, serving.url, await token("observer"));
    const { tools } = await observer.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["session_open", "read", "wait"]);
    expect((await observer.call("read", { session, op: "session.status" })).ok).toBe(true);
    for (const tool of ["beat", "post", "ask", "task_set", "session_start", "session_set"])
      await expect(observer.call(tool, { session, agent: "o", op: "msg.post", body: "x" })).rejects.toThrow(tool);
    await observer.close();
  });

  it("with a token for one session sees no other", async () => {
    const other = await openSession(writer.store, `SMP-other-${era}`);
    await other.run({
      name: "session.start",
      input: { session: other.log, team: sampleTeam(), requirement: "x" },
      actor: COORDINATOR,
    });
    const client = await overHttp(era, serving.url, await token("coordinator", { session }));
    expect((await client.call("session_open", {})).result.sessions).toMatchObject([{ id: session }]);
    for (const [tool, args] of [
      ["read", { op: "session.status" }],
      ["beat", { agent: "c" }],
      ["wait", { seconds: 0 }],
    ] as const)
      expect(await client.call(tool, { session: other.log, ...args })).toMatchObject({
        error: { code: "PERMISSION_DENIED" },
      });
    expect(await client.call("session_open", { name: other.log })).toMatchObject({
      error: { code: "PERMISSION_DENIED" },
    });
    await client.close();
    await other.close();
  });

  it("may open no folder but those that are served", async () => {
    const client = await overHttp(era, serving.url, await token("coordinator"));
    for (const workspace of [tmpdir(), "/", join(folder, "..")])
      expect(await client.call("session_open", { workspace })).toMatchObject({ error: { code: "PERMISSION_DENIED" } });
    expect((await client.call("session_open", {})).result.sessions[0].handle).not.toContain("/");
    await client.close();
  });

  it("is one of many at once, on several sessions, and no task is claimed twice", async () => {
    const coordinator = await overHttp(era, serving.url, await token("coordinator"));
    for (let i = 0; i < 12; i++)
      await coordinator.call("task_set", {
        session,
        agent: "lead",
        op: "task.create",
        prefix: "MARSHAL",
        title: `t${i}`,
      });
    const secret = await token("worker:integrator");
    const claims = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const client = await overHttp(era, serving.url, secret);
        const said = await client.call("task_next", { session, agent: `i@${i}`, role: "integrator" });
        await client.close();
        return said.result.task as string;
      }),
    );
    expect(new Set(claims).size).toBe(12);
    await coordinator.close();
  });
});

describe("the door", () => {
  it("is closed without a token, with a wrong one, a revoked one and one that is over", async () => {
    const over = await createToken(tokens, { actor: "coordinator", ttlMs: 1_000 }, Date.now() - 2_000);
    const gone = await createToken(tokens, { actor: "coordinator" });
    expect(await send({ authorization: `Bearer ${gone.token}` })).not.toMatchObject({ status: 401 });
    expect(await revokeToken(tokens, gone.id)).toBe(true);
    for (const authorization of [
      undefined,
      "Bearer x",
      "Bearer ../../etc/passwd",
      `Bearer ${gone.token}`,
      `Bearer ${over.token}`,
      `Bearer ${gone.token.slice(0, -1)}x`,
    ]) {
      const answer = await send(authorization === undefined ? {} : { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
    }
  });

  it("keeps only the hash of a token, in a file that only its owner reads", async () => {
    const made = await createToken(tokens, { actor: "worker:planner", label: "ci" });
    const secret = made.token.slice(-32);
    for (const name of await readdir(tokens)) expect(await readFile(join(tokens, name), "utf8")).not.toContain(secret);
    expect((await listTokens(tokens))[0]).toMatchObject({ id: made.id, kind: "worker", role: "planner", label: "ci" });
    expect(JSON.stringify(await listTokens(tokens))).not.toContain(secret);
    for (const actor of ["root", "worker:", "worker:../x", "observer:planner", ""])
      await expect(createToken(tokens, { actor })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  it("lets no page of another origin or name in, even with a token", async () => {
    const authorization = `Bearer ${await token("coordinator")}`;
    expect((await send({ authorization, host: "evil.example" })).status).toBe(403);
    expect((await send({ authorization, origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ authorization, origin: "null" })).status).toBe(403);
    expect((await send({ authorization, origin: "http://localhost:3000" })).status).not.toBe(403);
  });

  it("takes no body above its limit", async () => {
    const authorization = `Bearer ${await token("coordinator")}`;
    expect((await send({ authorization }, JSON.stringify({ x: "x".repeat(5_000_000) }))).status).toBe(413);
  });

  it("slows down one token and not the others", async () => {
    const slow = await serveOverHttp({
      port: 0,
      tokens,
      workspaces: [folder],
      packs: [],
      rate: { perSecond: 0.001, burst: 3 },
    });
    const [one, two] = [await token("observer"), await token("observer")];
    const status = async (secret: string) =>
      (await fetch(slow.url, { method: "POST", headers: { authorization: `Bearer ${secret}` } })).status;
    const first = [await status(one), await status(one), await status(one), await status(one)];
    expect(first.map((s) => s === 429)).toEqual([false, false, false, true]);
    expect(await status(two)).not.toBe(429);
    await slow.close();
  });

  it("is not open to others without tokens", async () => {
    await expect(serveOverHttp({ port: 0, host: "0.0.0.0", workspaces: [folder] })).rejects.toMatchObject({
      code: "INPUT_INVALID",
    });
  });

  it("closes without cutting off a wait: it is answered", async () => {
    const other = await serveOverHttp({ port: 0, workspaces: [folder], packs: [], graceMs: 20_000 });
    const client = await overHttp("2026-07-28", other.url, undefined);
    await client.call("read", { session, op: "session.status" });
    const waiting = client.call("wait", { session, seconds: 50 });
    await client.call("read", { session, op: "session.status" });
    const closing = other.close();
    expect((await waiting).result.events).toEqual([]);
    await closing;
    await expect(fetch(other.url)).rejects.toThrow();
    await client.close();
  });
});
