import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERAS, overStdio, type TestClient } from "./clients.ts";

describe.each(ERAS)("waiting, as a client of %s", (era) => {
  let folder: string;
  let writer: Session;
  let listener: TestClient;
  const session = "SMP-wait";
  const say = (body: string, to = "all") => writer.run({ name: "msg.post", input: { body, to }, actor: COORDINATOR });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "teamwright-wait-"));
    const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
    writer = await openSession(store, session);
    await writer.run({
      name: "session.start",
      input: { session, team: sampleTeam(), requirement: "wait" },
      actor: COORDINATOR,
    });
    listener = await overStdio(era, { profile: "worker", workspaces: [folder], packs: [] });
  });
  afterAll(async () => {
    await listener.close();
    await writer.close();
    await writer.store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("gives every message once and in order, while another process writes", { timeout: 60_000 }, async () => {
    let since = writer.position;
    const writing = (async () => {
      for (let i = 0; i < 200; i++) await say(`m${i}`);
    })();
    const bodies: string[] = [];
    while (bodies.length < 200) {
      const said = await listener.call("wait", { session, since, types: ["message"], seconds: 5 });
      bodies.push(
        ...said.result.events.flatMap((e: { events: { body: string }[] }) => e.events.map(({ body }) => body)),
      );
      expect(said.result.position).toBe(said.position);
      since = said.result.position;
    }
    await writing;
    expect(bodies).toEqual(Array.from({ length: 200 }, (_, i) => `m${i}`));
  });

  it("says that nothing came, and where to go on", async () => {
    const said = await listener.call("wait", { session, seconds: 0 });
    expect(said.result).toEqual({ events: [], position: writer.position, more: false });
  });

  it("passes over what is not wanted, whoever it is from", async () => {
    const since = writer.position;
    await say("for you", "me@1");
    await say("for others", "you@2");
    const mine = await listener.call("wait", { session, since, to: "me@1", seconds: 1 });
    expect(mine.result.events).toMatchObject([{ events: [{ body: "for you" }] }]);
    expect(mine.result.position).toBe(writer.position);
    const own = await listener.call("wait", {
      session,
      since,
      types: ["message"],
      not_from: COORDINATOR.name,
      seconds: 0,
    });
    expect(own.result.events).toEqual([]);
  });

  it("passes over messages of other kinds, until one of the wanted kind comes", async () => {
    const since = writer.position;
    const ask = (body: string) =>
      writer.run({ name: "msg.post", input: { body, kind: "question" }, actor: COORDINATOR });
    await say("news");
    const waiting = listener.call("wait", { session, since, kind: "question", seconds: 50 });
    await say("more news");
    await ask("which?");
    await say("later news");
    const { result } = await waiting;
    expect(result.events).toMatchObject([{ events: [{ kind: "question", body: "which?" }] }]);
    expect(result.position).toBeGreaterThan(since);
    const refused = await listener.call("wait", { session, since, kind: ["question"], seconds: 0 });
    expect(refused.error).toMatchObject({ code: "INPUT_INVALID", message: expect.stringContaining("kind") });
  });

  it("ends at once when the client gives up", async () => {
    const stop = new AbortController();
    const waiting = listener.client.callTool(
      { name: "wait", arguments: { session, seconds: 50 } },
      ...(options(stop.signal) as []),
    );
    const refused = expect(waiting).rejects.toThrow();
    stop.abort();
    await refused;
    expect((await listener.call("read", { session, op: "session.status" })).ok).toBe(true);
  });

  it("keeps each answer below what hosts take, and gives the rest by position and cursor", async () => {
    const since = writer.position;
    for (let i = 0; i < 6; i++) await say(`${i}${'"'.repeat(15_000)}`);
    let at = since;
    const seen: string[] = [];
    for (let more = true; more;) {
      let page = await listener.call("wait", { session, since: at, seconds: 0 });
      let text = "";
      while (page.result.part !== undefined) {
        expect(page.size).toBeLessThan(40_000);
        text += page.result.part;
        if (page.cursor === undefined) break;
        page = await listener.call("wait", { session, since: at, seconds: 0, cursor: page.cursor });
      }
      const result = text === "" ? page.result : JSON.parse(text);
      expect(page.size).toBeLessThan(40_000);
      seen.push(...result.events.map((e: { events: { body: string }[] }) => e.events[0]!.body[0]));
      ({ position: at, more } = result);
    }
    expect(seen).toEqual(["0", "1", "2", "3", "4", "5"]);
  });

  /** The options come second for the new client, third for the old one. */
  const options = (signal: AbortSignal) => (era === "2026-07-28" ? [{ signal }] : [undefined, { signal }]);
});
