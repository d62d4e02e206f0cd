import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ERRORS } from "@teamwright/core";
import { type HostId, HOSTS } from "@teamwright/hosts";
import { openSession, openStore } from "@teamwright/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, call, callJson, type How } from "./kit.ts";

let folder: string;
let session: string;

const teamwright = (args: string[], how: Partial<How> = {}) => call(args, { cwd: folder, ...how });
const json = (args: string[], how: Partial<How> = {}) => callJson(args, { cwd: folder, ...how });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "teamwright-cli-"));
  execFileSync("git", ["init", "--quiet", folder]);
  await writeFile(join(folder, "ISSUES.md"), "# GH-1 One\npriority: 4\n\nIt is wrong.\n");
  session = json(["session", "start", "issue", "--issues", "ISSUES.md"]).result.session;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a session", () => {
  it("is named after its team, its work and the day, and chosen by itself when it is the only one", () => {
    expect(session).toMatch(/^TISL-one-\d{4}-\d\d-\d\d$/);
    expect(json(["session", "status"]).result).toMatchObject({ session, pipeline: "full", status: "active", ready: 1 });
  });

  it("is worked on in both spellings of flags, from a subfolder, a worktree and through a link", async () => {
    await mkdir(join(folder, "deep", "er"), { recursive: true });
    expect(json(["task", "list", "--status=ready"], { cwd: join(folder, "deep", "er") }).result.tasks).toMatchObject([
      { id: "EXPLORE-001" },
    ]);
    execFileSync("git", [
      "-C",
      folder,
      "-c",
      "user.name=T",
      "-c",
      "user.email=t@localhost",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "Start",
    ]);
    const tree = await mkdtemp(join(tmpdir(), "teamwright-tree-"));
    execFileSync("git", ["-C", folder, "worktree", "add", "--quiet", "--force", tree]);
    expect(json(["session", "status"], { cwd: tree }).result).toMatchObject({ session });
    const link = join(tree, "teamwright.ts");
    await symlink(bin, link);
    expect(json(["session", "status"], { cwd: tree, file: link }).result).toMatchObject({ session });
    await rm(tree, { recursive: true, force: true });
  });

  it("gives a claim with everything, and takes its result through the environment", () => {
    const [spawned] = json(["beat"]).result.spawn;
    expect(spawned).toMatchObject({ task: "EXPLORE-001", owner: "explorer@d1", dispatch: "d1" });
    const { result } = json(["task", "claim", "EXPLORE-001", "--owner", spawned.owner, "--dispatch=d1"]);
    expect(result.session_dir).toBe(join(folder, ".teamwright", "sessions", session));
    expect(result.bundle).toMatchObject({
      role: { name: "explorer" },
      input: { issues: [{ id: "GH-1" }] },
      artifact: "artifacts/EXPLORE-001.md",
    });
    const env = { TEAMWRIGHT_TASK: "EXPLORE-001", TEAMWRIGHT_TOKEN: result.token };
    expect(json(["task", "progress", "--text", "half"], { env }).ok).toBe(true);
    expect(json(["msg", "post", "Which one?", "--kind", "question"], { env }).result).toMatchObject({
      from: "explorer@d1",
      to: "coordinator",
      kind: "question",
    });
    expect(
      json(["task", "complete", "--summary=found", '--data={"a":1}', '--decisions=["x, y"]'], { env }).result,
    ).toMatchObject({ status: "done", next: { do: "report" } });
    expect(json(["task", "show", "EXPLORE-001"]).result.result).toMatchObject({
      summary: "found",
      data: { a: 1 },
      decisions: ["x, y"],
    });
  });

  it("can be read by a person", () => {
    expect(teamwright(["task", "list"]).out).toMatch(/EXPLORE-001 +done +explorer/);
    expect(teamwright(["session", "report"]).out).toContain("EXPLORE-001 done");
    expect(teamwright(["help"]).out).toContain("task claim");
    expect(teamwright(["help", "task", "claim"]).out).toContain("--owner");
  });
});

describe("bad input", () => {
  const cases: [string, string[], string, Record<string, string>?][] = [
    ["no such command", ["tsk", "list"], "COMMAND_UNKNOWN"],
    ["no such verb", ["task", "clam"], "COMMAND_UNKNOWN"],
    ["an unknown flag", ["beat", "--maxx=3"], "INPUT_INVALID"],
    ["a flag without its value", ["task", "claim", "EXPLORE-001", "--owner"], "INPUT_INVALID"],
    ["a word for a number", ["beat", "--max", "many"], "INPUT_INVALID"],
    ["a missing owner", ["task", "claim", "EXPLORE-001"], "INPUT_INVALID"],
    ["a malformed task", ["task", "show", "../../etc/passwd"], "INPUT_INVALID"],
    ["an unknown task", ["task", "show", "BUILD-404"], "TASK_NOT_FOUND"],
    ["a hostile owner", ["task", "claim", "SOLVE-001", "--owner", "a/../b"], "INPUT_INVALID"],
    ["an unknown role", ["task", "next", "--role", "wizard", "--owner", "a"], "ROLE_UNKNOWN"],
    ["a malformed session", ["task", "list", "--session", "../x"], "LOG_ID"],
    ["an unknown session", ["task", "list", "--session", "TISL-none"], "SESSION_NOT_FOUND"],
    ["a wrong token", ["task", "heartbeat", "SOLVE-001", "--token", "0123456789abcdef"], "CLAIM_LOST"],
    ["no token", ["task", "heartbeat", "SOLVE-001", "--as", "worker:x"], "TOKEN_REQUIRED"],
    ["a strange actor", ["beat", "--as", "wizard"], "INPUT_INVALID"],
    ["an observer who acts", ["beat", "--as", "observer"], "PERMISSION_DENIED"],
    ["a store of no kind", ["task", "list", "--store", "nosuch:thing"], "STORE_URL"],
    ["no store", ["task", "list", "--store", ""], "STORE_URL"],
    ["an unknown ask", ["ask", "answer", "ASK-404", "go"], "ASK_NOT_FOUND"],
    ["an unknown pack", ["session", "start", "nopack", "do it"], "PACK_NOT_FOUND"],
    ["a pack that climbs", ["pack", "check", "../../nowhere"], "PACK_NOT_FOUND"],
    ["issues that are not there", ["session", "start", "issue", "--issues", "none.md"], "ISSUES_INVALID"],
    [
      "an unknown pipeline",
      ["session", "start", "issue", "--issues", "ISSUES.md", "--pipeline", "huge"],
      "PIPELINE_UNKNOWN",
    ],
    ["a prototype as input", ["session", "start", "issue", "x", "--input", "[]"], "INPUT_INVALID"],
    ["an input that is not there", ["session", "start", "issue", "x", "--input", "@none.json"], "INPUT_INVALID"],
    ["a host of no kind", ["run", "issue", "--issues", "ISSUES.md", "--host", "magic:x"], "HOST_UNKNOWN"],
    ["a host that is not there", ["run", "issue", "--issues", "ISSUES.md", "--host", "command:none"], "HOST_FAILED"],
    ["a huge text", ["msg", "post", "x".repeat(100_000)], "INPUT_INVALID"],
  ];
  for (const [what, args, code] of cases) {
    it(`${what} is ${code}, with a hint and its exit code`, () => {
      const { code: exit, out } = teamwright([...args, "--json"]);
      const answer = JSON.parse(out);
      expect(answer).toMatchObject({ ok: false, error: { code } });
      expect(answer.error.hint.length).toBeGreaterThan(5);
      expect(exit).toBe(ERRORS[code as keyof typeof ERRORS].exit);
    });
  }

  it("says so on stderr for a person, and never with exit code 0", () => {
    const { code, out, err } = teamwright(["task", "show", "BUILD-404"]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/^TASK_NOT_FOUND .*\n {2}hint: Run `teamwright task list`/);
  });

  it("outside any store says how to begin", async () => {
    const empty = await mkdtemp(join(tmpdir(), "teamwright-empty-"));
    expect(json(["task", "list"], { cwd: empty })).toMatchObject({ error: { code: "STORE_NOT_FOUND" } });
    await rm(empty, { recursive: true, force: true });
  });

  it("takes what is too long for a command line from standard input", () => {
    const body = `${"long ".repeat(2_000)}\n-- @x`;
    expect(json(["msg", "post", "-"], { input: body }).result.body).toBe(body);
    expect(json(["msg", "post", "--body=-"], { input: body }).result.body).toBe(body);
    expect(json(["msg", "post", "@x"]).result.body).toBe("@x");
  });

  it("refuses a megabyte and a NUL, with the field that has it, and goes on", () => {
    for (const input of ["x".repeat(1_000_000), "a\0b"])
      expect(json(["msg", "post", "-"], { input })).toMatchObject({
        ok: false,
        error: { code: "INPUT_INVALID", data: { issues: [{ field: "body" }] } },
      });
    const big = JSON.stringify({ issues: [{ id: "GH-1", text: "x".repeat(17_000_000) }] });
    expect(json(["session", "start", "issue", "x", "--input", "-"], { input: big })).toMatchObject({
      ok: false,
      error: { code: "LIMIT_EXCEEDED", data: { limit: "record" } },
    });
    expect(json(["session", "status"]).ok).toBe(true);
  });

  it("shows no control characters of others on a terminal", () => {
    const evil = "\u001b[31mred\u001b[0m \u0007\u202e";
    expect(json(["msg", "post", evil]).result.body).toBe(evil);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(teamwright(["msg", "read", "--limit", "1000"]).out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });

  it("finds the store above a repository inside the repository", async () => {
    const nested = join(folder, "vendor", "lib");
    await mkdir(nested, { recursive: true });
    execFileSync("git", ["init", "--quiet", nested]);
    expect(json(["session", "status"], { cwd: nested }).result).toMatchObject({ session });
  });

  it("takes hostile names as text, not as keys", () => {
    expect(json(["wisdom", "add", "learning", "__proto__"]).result.text).toBe("__proto__");
    expect(json(["session", "start", "issue", "x", "--input", '{"__proto__":{"issues":[]}}']).ok).toBe(false);
  });
});

it("a beat is at most 4 KB of text, however much is going on", async () => {
  const { answerText } = await import("../src/print-answer.ts");
  const running = Array.from({ length: 900 }, (_, i) => ({
    ...{
      id: `BUILD-${i + 100}`,
      role: "implementer",
      title: "t".repeat(300),
      status: "claimed",
      owner: `implementer@d${i}`,
    },
    waiting_for: [],
  }));
  const ask = { id: "ASK-001", question: "q ".repeat(5_000), options: [{ id: "go" }, { id: "stop" }] };
  const beat = {
    ...{ session: "S-1", team: "issue", status: "active", counts: { claimed: 900 }, ready: 3, running, next: "spawn" },
    asks: Array.from({ length: 40 }, () => ask),
    warnings: Array.from({ length: 40 }, () => "w".repeat(2_000)),
    spawn: running.slice(0, 5).map((t) => ({ ...t, task: t.id, dispatch: "d1234" })),
  };
  for (const host of [...(Object.keys(HOSTS) as HostId[]), undefined]) {
    const text = await answerText("beat", beat, { color: false, host, team: "lifecycle" });
    expect(Buffer.byteLength(text), host).toBeLessThan(4_096);
    expect(text).toContain("... and 892 more at work");
    expect(text).toContain("... and 35 more questions");
    expect(text).toContain("Prompt, with the words of its line: ");
  }
});

describe("listen", () => {
  it("loses and doubles nothing that is written around its start", { timeout: 60_000 }, async () => {
    const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
    const writer = await openSession(store, session);
    const since = writer.position;
    const child = spawn(
      process.execPath,
      [
        "--conditions=source",
        bin,
        "listen",
        "--follow",
        "--session",
        session,
        "--since",
        String(since),
        "--types",
        "message",
      ],
      { cwd: folder },
    );
    let out = "";
    child.stdout.on("data", (d: Buffer) => (out += d.toString()));
    const ended = new Promise((done) => child.once("exit", done));
    for (let i = 0; i < 300; i++)
      await writer.run({ name: "msg.post", input: { body: `m${i}` }, actor: { kind: "coordinator", name: "c" } });
    await new Promise<void>((done) => {
      const look = () => (out.includes('"m299"') ? done() : undefined);
      child.stdout.on("data", look);
      look();
    });
    child.kill("SIGTERM");
    await ended;
    const bodies = out
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l))
      .flatMap((e) => (e.type === "events" ? e.events.map((m: { body: string }) => m.body) : []));
    expect(bodies).toEqual(Array.from({ length: 300 }, (_, i) => `m${i}`));
    const once = teamwright([
      "listen",
      "--since",
      String(since),
      "--types",
      "message",
      "--timeout-ms",
      "5000",
      "--session",
      session,
    ])
      .out.trim()
      .split("\n");
    expect(once).toHaveLength(301);
    expect(JSON.parse(once.at(-1)!)).toEqual({ type: "position", position: writer.position });
    expect(
      JSON.parse(
        teamwright(["listen", "--since", String(writer.position), "--timeout-ms", "200", "--session", session]).out,
      ),
    ).toEqual({ type: "timeout", position: writer.position });
    await writer.close();
    await store.close();
  });
});
