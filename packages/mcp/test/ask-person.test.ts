import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERAS, overStdio, type TestClient } from "./clients.ts";

describe.each(ERAS)("a question, as a client of %s", (era) => {
  let folder: string;
  let writer: Session;
  const session = "SMP-ask";
  const open = async (question: string): Promise<string> => {
    const answer = await writer.run({ name: "ask.open", input: { question }, actor: COORDINATOR });
    return (answer as { result: { id: string } }).result.id;
  };
  const answered = async (id: string) => {
    await writer.catchUp();
    return writer.state.asks.get(id)!.answer;
  };
  const connect = async (capabilities: object, reply?: object): Promise<TestClient> => {
    const client = await overStdio(era, { profile: "coordinator", workspaces: [folder], packs: [] }, capabilities);
    // The old client takes a schema where the new one takes the method's name.
    if (reply)
      client.client.setRequestHandler(
        (era === "2026-07-28" ? "elicitation/create" : ElicitRequestSchema) as "elicitation/create",
        () => reply as never,
      );
    return client;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "teamwright-ask-"));
    const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
    writer = await openSession(store, session);
    await writer.run({
      name: "session.start",
      input: { session, team: sampleTeam(), requirement: "ask" },
      actor: COORDINATOR,
    });
  });
  afterAll(async () => {
    await writer.close();
    await writer.store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("is shown to the person by a host that can, and the answer is recorded as a person's", async () => {
    const ask = await open("Land it?");
    const option = writer.state.asks.get(ask)!.options[0]!.id;
    const client = await connect({ elicitation: {} }, { action: "accept", content: { option, note: "go" } });
    const said = await client.call("ask", { session, agent: "lead", op: "ask.answer", ask });
    await client.close();
    expect(said).toMatchObject({
      ok: true,
      result: { id: ask, answer: { option, note: "go", by: { kind: "human" } } },
    });
  });

  it("stays open when the person declines", async () => {
    const ask = await open("Really?");
    const client = await connect({ elicitation: {} }, { action: "decline" });
    const said = await client.call("ask", { session, agent: "lead", op: "ask.answer", ask });
    await client.close();
    expect(said).toMatchObject({ isError: true, error: { code: "INPUT_INVALID" } });
    expect(await answered(ask)).toBeUndefined();
  });

  it("goes back to the agent with its options when the host cannot ask", async () => {
    const ask = await open("Which one?");
    const client = await connect({});
    const said = await client.call("ask", { session, agent: "lead", op: "ask.answer", ask });
    expect(said.error.data).toMatchObject({
      question: "Which one?",
      options: [{ id: expect.any(String) }, { id: expect.any(String) }],
    });
    const { id: option } = (said.error.data.options as { id: string }[])[0]!;
    expect((await client.call("ask", { session, agent: "lead", op: "ask.answer", ask, option })).ok).toBe(true);
    await client.close();
    expect(await answered(ask)).toMatchObject({ option, by: { kind: "coordinator" } });
  });
});
