// Webhooks against a real server that fails, hangs, breaks off, is killed and comes back, while the sender is killed too.
import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam, seededRandom } from "@teamwright/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bin, call } from "./kit.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const LOG = "SMP-hook";
let folder: string;
let session: Session;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-hook-"));
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  session = await openSession(store, LOG);
  const input = { session: LOG, team: sampleTeam(), requirement: "be told" };
  await session.run({ name: "session.start", input, actor: COORDINATOR });
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await session.close();
  await session.store.close();
  await rm(folder, { recursive: true, force: true });
});

const post = (body: string, { name = "lead", ...more }: { name?: string; kind?: string; to?: string } = {}) =>
  session.run({ name: "msg.post", input: { body, ...more }, actor: { kind: "coordinator", name } });

/** A sender that tells `url`, and its lines. */
function sender(url: string, ...more: string[]): { child: ChildProcess; lines: AsyncIterator<string> } {
  const words = ["listen", "--follow", "--webhook", url, "--session", LOG, "--types", "message", ...more];
  const child = spawn(process.execPath, ["--conditions=source", bin, ...words], {
    cwd: folder,
    env: { ...process.env, TEAMWRIGHT_WEBHOOK_SECRET: secret },
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}

const bodiesOf = (text: string): string[] => {
  const { data } = JSON.parse(text) as { data: { events: { body: string }[] } };
  return data.events.map(({ body }) => body);
};

it(
  "tells everything once it can, in order, through failures, hangs and kills of both sides",
  { timeout: 120_000 },
  async () => {
    const MESSAGES = 60;
    const random = seededRandom(11);
    const heard = new Map<string, string>();
    let wrong = 0;
    let left = 0;
    const whenDue: (() => void)[] = [];
    const look = () => {
      if (left <= 0) for (const done of whenDue.splice(0)) done();
    };
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature } = request.headers;
      const key = Buffer.from(secret.slice(6), "base64");
      if (signature !== `v1,${createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64")}`) wrong += 1;
      const dice = random();
      // Killed with a delivery under way that was not taken: it must come again.
      if (dice < 0.2) look();
      if (dice < 0.1) return void response.writeHead(503).end();
      if (dice < 0.15) return void response.writeHead(302, { location: "/elsewhere" }).end();
      // It never answers, and the sender must give up by itself.
      if (dice < 0.2) return;
      if (!heard.has(String(id))) heard.set(String(id), body);
      if (heard.size === MESSAGES) {
        left = 0;
        look();
      }
      // Taken, but the answer is lost.
      if (dice < 0.3) return void request.socket.destroy();
      response.writeHead(204).end();
      left -= 1;
    };
    const serve = async (port: number): Promise<Server> => {
      const server = createServer((request, response) => void answer(request, response).catch(() => {}));
      await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
      return server;
    };
    const since = session.position;
    let server = await serve(0);
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hook`;
    const writing = (async () => {
      for (let n = 0; n < MESSAGES; n++) await post(`m${n}`);
    })();
    let kills = 0;
    for (; heard.size < MESSAGES; kills++) {
      const due = new Promise<void>((done) => whenDue.push(done));
      left = 1 + Math.floor(random() * 12);
      const { child } = sender(url, "--since", String(since), "--attempt-ms", "300");
      await due;
      await kill(child);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      server = await serve(port);
    }
    await writing;
    expect([...heard.values()].flatMap(bodiesOf)).toEqual(Array.from({ length: MESSAGES }, (_, n) => `m${n}`));
    expect(wrong).toBe(0);
    expect(kills).toBeGreaterThan(3);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
);

it("a place in the log has one sender, until it is killed", async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(...bodiesOf(Buffer.concat(chunks).toString()));
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const next = async ({ lines }: ReturnType<typeof sender>) => JSON.parse(String((await lines.next()).value));
  const first = sender(url);
  const { cursor } = await next(first);
  for (const more of [[], ["--cursor", cursor]]) {
    const second = await next(sender(url, "--json", ...more));
    expect(second.error).toMatchObject({ code: "CURSOR_HELD", data: { pid: first.child.pid, cursor } });
  }
  // Another place is free, though it is the same address.
  const apart = sender(url, "--cursor", join(folder, "apart.json"));
  expect(await next(apart)).toMatchObject({ type: "position" });
  await kill(apart.child);
  await post("one");
  expect(await next(first)).toMatchObject({ type: "delivered" });
  await kill(first.child);
  await post("two");
  const heir = sender(url);
  expect(await next(heir)).toMatchObject({ type: "position", cursor });
  expect(await next(heir)).toMatchObject({ type: "delivered" });
  expect(bodies).toEqual(["one", "two"]);
  // One that is asked to end leaves nothing behind.
  heir.child.kill("SIGTERM");
  expect(await next(heir)).toMatchObject({ type: "position" });
  await once(heir.child, "exit");
  const locks = readdirSync(dirname(cursor)).filter((name) => name.endsWith(".lock"));
  expect(locks).toEqual([expect.stringMatching(/-1\.lock$/)]);
  await new Promise((done) => server.close(done));
});

it("the receiver of the guide takes what is wanted and signed, once", async () => {
  const file = join(import.meta.dirname, "webhook-receiver.mjs");
  const guide = await readFile(join(import.meta.dirname, "../../../docs/webhooks.md"), "utf8");
  expect(guide).toContain(await readFile(file, "utf8"));
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) };
  const receiver = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
  children.push(receiver);
  const received = createInterface({ input: receiver.stdout })[Symbol.asyncIterator]();
  const url = `http://127.0.0.1:${port}/hook`;
  const wanted = ["--kind", "question", "--to", "coordinator", "--not-from", "lead"];
  const { lines } = sender(url, ...wanted);
  expect(JSON.parse(String((await lines.next()).value))).toMatchObject({ type: "position" });
  await post("my own", { kind: "question" });
  await post("no question", { name: "a@1" });
  await post("for another", { name: "a@1", kind: "question", to: "planner" });
  await post("which?", { name: "a@1", kind: "question" });
  expect(bodiesOf(String((await received.next()).value))).toEqual(["which?"]);
  const unsigned = async (headers: Record<string, string>) =>
    (await fetch(url, { method: "POST", body: "{}", headers })).status;
  const time = String(Math.floor(Date.now() / 1_000));
  expect(await unsigned({})).toBe(401);
  expect(await unsigned({ "webhook-id": "x", "webhook-timestamp": time, "webhook-signature": "v1,AAAA" })).toBe(401);
  const key = Buffer.from(secret.slice(6), "base64");
  const old = `v1,${createHmac("sha256", key).update("x.1000.{}").digest("base64")}`;
  expect(await unsigned({ "webhook-id": "x", "webhook-timestamp": "1000", "webhook-signature": old })).toBe(401);
});

it("says what is wrong, and sends nothing", async () => {
  const run = (args: string[], env: Record<string, string> = { TEAMWRIGHT_WEBHOOK_SECRET: secret }) =>
    JSON.parse(call(["listen", "--session", LOG, "--json", ...args], { cwd: folder, env }).out).error;
  const url = "http://127.0.0.1:9/hook";
  const follow = ["--follow", "--webhook"];
  expect(run([...follow, "ftp://x"]).message).toContain("address");
  expect(run([...follow, "http://me:secret@localhost/"]).message).not.toContain("secret@");
  expect(run(["--webhook", url]).message).toContain("--follow is needed");
  expect(run([...follow, url], { TEAMWRIGHT_WEBHOOK_SECRET: "whsec_short" }).hint).toContain("randomBytes(32)");
  expect(run(["--cursor", "x"]).message).toContain("goes with --webhook");
  // Where no folder can be made, though it would take for ever to notice by the usual way.
  expect(run([...follow, url, "--cursor", "/proc/nowhere/cursor.json"]).message).toContain(
    "--cursor cannot be written",
  );
  await writeFile(join(folder, "cursor.json"), '{"session":"ANOTHER","position":3}');
  expect(run([...follow, url, "--cursor", join(folder, "cursor.json")]).hint).toContain("--since");
});

it("ends when the receiver is gone for good", async () => {
  const server = createServer((_, response) => response.writeHead(410).end());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { child, lines } = sender(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, "--json");
  await lines.next();
  await post("x");
  expect(JSON.parse(String((await lines.next()).value)).error.message).toContain("gone for good");
  const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
  expect(code).toBe(2);
  await new Promise((done) => server.close(done));
});
