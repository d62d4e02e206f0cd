import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { loadPack } from "@teamwright/pack";
import { openSession, openStore, type Session } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken, type HttpServing, serveOverHttp } from "../src/index.ts";
import { ERAS, overHttp, overStdio, type TestClient } from "./clients.ts";

const bundled = [fileURLToPath(new URL("../../../skills", import.meta.url))];
const session = "SMP-read";
let folder: string;
let handle: string;
let writer: Session;
let question: string;
let answer: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-resources-"));
  handle = `${session}@${folder}`;
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  writer = await openSession(store, session);
  const input = { session, team: sampleTeam(), requirement: "read" };
  await writer.run({ name: "session.start", input, actor: COORDINATOR });
  const { team } = await loadPack(join(bundled[0]!, "lifecycle"));
  const documents = await openSession(store, "TLS-read");
  const wish = { session: "TLS-read", team, requirement: "A page | about\n# backups", pipeline: "spec-only" };
  await documents.run({ name: "session.start", input: wish, actor: COORDINATOR });
  await documents.close();
  const post = async (body: string, more = {}) =>
    (
      (await writer.run({ name: "msg.post", input: { body, ...more }, actor: COORDINATOR })) as {
        result: { id: string };
      }
    ).result.id;
  question = await post("Which?", { kind: "question" });
  await post("unrelated");
  answer = await post("That.", { in_reply_to: question });
  const artifacts = join(folder, ".teamwright", "sessions", session, "artifacts");
  await mkdir(join(artifacts, "deep"), { recursive: true });
  await writeFile(join(artifacts, "BUILD-001.md"), "# Built\n");
  await writeFile(join(artifacts, "deep", "data.bin"), new Uint8Array([0, 1, 2]));
  await writeFile(join(folder, "secret.md"), "secret");
  await symlink(join(folder, "secret.md"), join(artifacts, "link.md"));
  await symlink(folder, join(artifacts, "up"));
});
afterAll(async () => {
  await writer.close();
  await writer.store.close();
  await rm(folder, { recursive: true, force: true });
});

const uri = (rest = "", of = handle) => `teamwright://session/${encodeURIComponent(of)}${rest}`;

describe.each(ERAS)("what can be read, as a client of %s", (era) => {
  let client: TestClient;
  beforeAll(async () => {
    client = await overStdio(era, { profile: "coordinator", bundled });
    await client.call("session_open", { workspace: folder });
  });
  afterAll(() => client.close());
  const read = async (address: string) =>
    (await client.client.readResource({ uri: address })).contents[0] as unknown as {
      text: string;
      blob: string;
      mimeType: string;
    };

  it("is listed: sessions by address, the rest by template", async () => {
    await client.call("read", { session: handle, op: "session.status" });
    const { resources } = await client.client.listResources();
    expect(resources).toContainEqual(expect.objectContaining({ uri: uri(), mimeType: "application/json" }));
    const { resourceTemplates } = await client.client.listResourceTemplates();
    expect(resourceTemplates.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["session", "task", "role", "artifact", "thread"]),
    );
  });

  it("is a session, a task, a role, an artifact and a thread", async () => {
    expect(JSON.parse((await read(uri())).text)).toMatchObject({ session, status: "active" });
    expect(JSON.parse((await read(uri("/task/EXPLORE-001"))).text)).toMatchObject({
      id: "EXPLORE-001",
      status: "pending",
    });
    expect((await read(uri("/role/planner"))).text).toMatch(/^# planner\n/);
    expect(await read(uri("/artifact/BUILD-001.md"))).toMatchObject({ mimeType: "text/markdown", text: "# Built\n" });
    expect(await read(uri("/artifact/deep/data.bin"))).toMatchObject({ blob: "AAEC" });
    for (const id of [question, answer])
      expect(
        JSON.parse((await read(uri(`/message/${id}`))).text).messages.map((m: { body: string }) => m.body),
      ).toEqual(["Which?", "That."]);
  });

  it("is never above the session folder, by dots, codes or links", async () => {
    for (const path of [
      "link.md",
      "up/secret.md",
      "..%2Fsession.json",
      "%2e%2e/session.json",
      "deep/../../session.json",
      "%2Fetc%2Fpasswd",
      "a%00b",
      "%E0%A4%A",
      "deep",
      "",
    ])
      await expect(read(uri(`/artifact/${path}`)), path).rejects.toThrow();
    for (const address of [
      uri("", "../../x"),
      uri("", "SMP-none"),
      uri("/role/constructor"),
      uri("/task/BUILD-404"),
      uri("/message/msg_none"),
      "file:///etc/passwd",
      "teamwright://session/",
    ])
      await expect(read(address), address).rejects.toThrow();
  });

  it("is an empty document of the team, filled with what the session knows", async () => {
    const of = `TLS-read@${folder}`;
    expect((await read(uri("/template/brief", of))).text).toContain("> A page \\| about\n> \\# backups\n");
    expect((await read(uri("/template/epics/DRAFT-004", of))).text).toContain("TLS-read, DRAFT-004, begun");
    for (const path of ["letter", "brief/DRAFT-009", "..%2Froles%2Fanalyst", "brief.md.hbs", ""])
      await expect(read(uri(`/template/${path}`, of)), path).rejects.toThrow();
    await expect(read(uri("/template/brief")), "a team of no pack").rejects.toThrow();
  });

  it("can be completed", async () => {
    const complete = async (rest: string, name: string, value: string, more = {}) =>
      (
        await client.client.complete({
          ref: { type: "ref/resource", uri: `teamwright://session/{session}${rest}` },
          argument: { name, value },
          context: { arguments: { session: handle, ...more } },
        })
      ).completion.values;
    expect(await complete("", "session", "SMP-")).toEqual([handle]);
    expect(await complete("/task/{task}", "task", "SOL")).toEqual(["SOLVE-001"]);
    expect(await complete("/role/{role}", "role", "im")).toEqual(["implementer"]);
    expect(await complete("/artifact/{+path}", "path", "")).toEqual(["BUILD-001.md", "deep/data.bin"]);
    expect(await complete("/message/{message}", "message", answer)).toEqual([answer]);
  });

  it("is also a prompt for each pack, and one to go on", async () => {
    const { prompts } = await client.client.listPrompts();
    const names = prompts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["issue", "lifecycle"]));
    expect(names.at(-1)).toBe("resume");
    const started = await client.client.getPrompt({
      name: "issue",
      arguments: { request: "fix GH-1", workspace: folder },
    });
    const { text } = started.messages[0]!.content as { text: string };
    for (const part of ["fix GH-1", folder, "You coordinate."]) expect(text).toContain(part);
    const resumed = await client.client.getPrompt({ name: "resume", arguments: { session: handle } });
    expect(JSON.stringify(resumed)).toContain(session);
  });

  it("is also the pack's skill with what it refers to, and nothing else of the pack", async () => {
    const { resources } = await client.client.listResources();
    expect(resources.map((resource) => resource.uri)).toContain("skill://team-issue/SKILL.md");
    expect((await read("skill://team-issue/SKILL.md")).text).toContain("# The issue team");
    expect((await read("skill://team-issue/references/queue-format.md")).text.length).toBeGreaterThan(100);
    for (const path of ["team.yaml", "roles/planner.md", "package.json", "..%2f..%2fpackage.json"])
      await expect(read(`skill://team-issue/${path}`)).rejects.toThrow();
  });

  it("is told of when it changes, to who asked", async () => {
    await client.call("read", { session: handle, op: "session.status" });
    const heard: string[] = [];
    const hear = ({ params }: { params: { uri: string } }) => void heard.push(params.uri);
    if (era === "2026-07-28") {
      client.client.setNotificationHandler("notifications/resources/updated", hear);
      await client.client.listen({ resourceSubscriptions: [uri()] });
    } else {
      client.client.setNotificationHandler(ResourceUpdatedNotificationSchema as never, hear as never);
      await client.client.subscribeResource({ uri: uri() });
    }
    await writer.run({ name: "msg.post", input: { body: "news", task: "EXPLORE-001" }, actor: COORDINATOR });
    await expect.poll(() => heard).toEqual([uri()]);
  });
});

describe("over HTTP", () => {
  let serving: HttpServing;
  const tokens = () => join(folder, ".teamwright", "tokens");
  beforeAll(async () => (serving = await serveOverHttp({ port: 0, tokens: tokens(), workspaces: [folder], bundled })));
  afterAll(() => serving.close());

  it("a token for one session reads no other, and does not learn of any", async () => {
    const other = await openSession(writer.store, "SMP-other");
    await other.run({
      name: "session.start",
      input: { session: other.log, team: sampleTeam(), requirement: "x" },
      actor: COORDINATOR,
    });
    const { token } = await createToken(tokens(), { actor: "observer", session });
    const { client, close } = await overHttp("2026-07-28", serving.url, token);
    const { resources } = await client.listResources();
    expect(resources.filter((r) => r.uri.startsWith("teamwright:")).map(({ name }) => name)).toEqual([session]);
    expect((await client.readResource({ uri: uri("", session) })).contents).toHaveLength(1);
    await expect(client.readResource({ uri: uri("", other.log) })).rejects.toThrow();
    expect((await client.listPrompts()).prompts).toEqual([]);
    await close();
    await other.close();
  });

  it("a change is told to a client that listens", async () => {
    const { token } = await createToken(tokens(), { actor: "observer" });
    const { client, call, close } = await overHttp("2026-07-28", serving.url, token);
    await call("read", { session, op: "session.status" });
    const heard: string[] = [];
    client.setNotificationHandler("notifications/resources/updated", ({ params }) => void heard.push(params.uri));
    await client.listen({ resourceSubscriptions: [uri("", session)] });
    await writer.run({ name: "msg.post", input: { body: "news" }, actor: COORDINATOR });
    await expect.poll(() => heard).toEqual([uri("", session)]);
    await close();
  });
});
