// What was wrong in the tracking plugin that the seeds describe, one test for each.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { callTool, checkPlan } from "../src/index.ts";
import { listen } from "../src/listen.ts";
import { bin, type Loose, World } from "./kit.ts";

const ONE = ["--id=SUB-001"];
let w: World;

beforeEach(async () => {
  w = new World();
  await w.plant();
});
afterEach(() => w[Symbol.dispose]());

const acquire = (owner = "implementer@dispatch-1", id = "SUB-001"): Promise<Loose> =>
  w.ok("acquire", `--id=${id}`, `--owner=${owner}`);
const ref = { project: "P", id: "SUB-001" };

it("1: the mandatory first line of a brief works as it stands", async () => {
  const plan = checkPlan({ dispatch_list: [{ ref, role: "implementer", brief: "do it" }] });
  const line = plan.dispatch_list[0]!.brief.split("\n")[0]!.split("team-tracking ")[1]!;
  const { code, out } = await w.sh(line.split(" "));
  expect([code, typeof out.lock_token]).toEqual([0, "string"]);
  const spaced = ["acquire", "--project", "P", "--ticket_id", "SUB-002", "--owner", "tester@d2"];
  expect((await w.sh(spaced)).code).toBe(0);
});

it("2: of four processes that acquire one ticket, one holds it", async () => {
  const all = await Promise.all(
    [1, 2, 3, 4].map((n) => w.process("acquire", "--project=P", "--id=SUB-001", `--owner=worker@${n}`)),
  );
  expect(all.filter((a) => a.lock_token)).toHaveLength(1);
  expect(all.filter((a) => a.error?.startsWith("ELOCKED"))).toHaveLength(3);
});

it("3: twenty tickets made at once, of one title too, are all on the board", async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => w.ok("create", "--type=story", "--title=same")));
  expect(new Set(made.map((r) => r.id)).size).toBe(20);
  expect((await w.ok("list")).filter((t: Loose) => t.title === "same")).toHaveLength(20);
});

it("4: progress renews the lock, and a takeover without a checkpoint shows in the log", async () => {
  let now = Date.now();
  const board = await w.board(() => now);
  const { lock_token } = (await callTool(board, "acquire_ticket", { ref, owner: "a@1" })) as Loose;
  now += 1_700_000;
  await callTool(board, "report_progress", { ref, lock_token, update: "on it" });
  now += 1_700_000;
  await expect(callTool(board, "acquire_ticket", { ref, owner: "b@2" })).rejects.toMatchObject({
    code: "TASK_CLAIMED",
  });
  now += 200_000;
  await callTool(board, "acquire_ticket", { ref, owner: "b@2" });
  const events = (await callTool(board, "read_events", { ref, types: ["lock_change"] })) as Loose[];
  expect(events.at(-1)).toMatchObject({ action: "recover", owner: "b@2", recovered_from: "a@1" });
});

it("5: the recovered checkpoint is there after every crash", async () => {
  let now = Date.now();
  const board = await w.board(() => now);
  const claim = (owner: string) => callTool(board, "acquire_ticket", { ref, owner }) as Promise<Loose>;
  const { lock_token } = await claim("a@1");
  await callTool(board, "commit_checkpoint", { ref, lock_token, commit_id: "4f2a91c", progress_summary: "half" });
  for (const owner of ["b@2", "c@3"]) {
    now += 1_900_000;
    expect((await claim(owner)).recovered_checkpoint).toMatchObject({ commit_id: "4f2a91c", progress_summary: "half" });
  }
});

it("6: a message's event carries the message's id", async () => {
  const { id } = await w.ok("message", ...ONE, "--from=orchestrator", "--kind=question", "--body=where?");
  const { events } = await w.ok("listen", ...ONE, "--timeout-ms=2000");
  expect(events.at(-1)).toMatchObject({ type: "message", message_id: id });
  const reply = await w.ok("message", ...ONE, "--from=a@1", "--kind=response", `--in-reply-to=${id}`, "--body=here");
  expect(reply.in_reply_to).toBe(id);
});

it("7: the documented loop over a project gets every message of every ticket", async () => {
  const posts = [["SUB-001", "a1"], ["SUB-002", "b1"], ["SUB-001", "a2"]] as const; // prettier-ignore
  for (const [id, body] of posts) await w.ok("message", `--id=${id}`, "--from=o", `--body=${body}`);
  const bodies: string[] = [];
  let since = "0";
  for (let i = 0; i < 3; i++) {
    const envelope = await w.ok("listen", `--since=${since}`, "--types=message", "--timeout-ms=2000");
    bodies.push(...envelope.events.map((e: Loose) => e.body));
    since = envelope.events.map((e: Loose) => e.at).toSorted().at(-1); // prettier-ignore
  }
  expect(bodies).toEqual(["a1", "b1", "a2"]);
  expect(await w.ok("listen", `--since=${since}`, "--types=message", "--timeout-ms=1")).toEqual({ type: "timeout" });
});

it("8: what comes while a listener starts is delivered", async () => {
  const say = (body: string) => w.ok("message", ...ONE, "--from=o", `--body=${body}`);
  const { at } = await say("before");
  const early = await say("early");
  expect((await w.ok("listen", ...ONE, `--since=${at}`, "--timeout-ms=2000")).events[0].body).toBe("early");
  const board = await w.board(Date.now);
  const { store } = board.session;
  const { read } = store;
  let quiet = true;
  // Written when the listener has read all there is, and before it waits.
  store.read = async function* (log, after, options) {
    yield* read.call(store, log, after, options);
    if (quiet) {
      quiet = false;
      await say("late");
    }
  };
  const envelopes: Loose[] = [];
  await listen(board, { id: "SUB-001", since: early.at, timeout: "5000" }, (envelope) => envelopes.push(envelope));
  expect(envelopes).toMatchObject([{ events: [{ body: "late" }] }]);
});

it("9: a parent that becomes done, and open again, is an event", async () => {
  for (const n of [1, 2]) await w.ok("update", `--id=SUB-00${n}`, "--status=Done");
  await w.ok("create", "--type=subtask", "--title=three", "--parent=TASK-001");
  const moves = await w.ok("events", "--id=TASK-001", "--types=status_change");
  expect(moves.map((e: Loose) => [e.to_status, e.rolled_up])).toEqual([
    ["Todo", undefined],
    ["Done", true],
    ["In Progress", true],
  ]);
});

it("10: the board shows subtasks in hand or blocked with the age of their lease, and a blocked one goes on when acquired", async () => {
  let now = Date.now();
  const board = await w.board(() => now);
  const row = async () =>
    ((await callTool(board, "list_board", { project: "P" })) as Loose[]).find((t) => t.ref.id === "SUB-001");
  const { lock_token } = (await callTool(board, "acquire_ticket", { ref, owner: "a@1" })) as Loose;
  await callTool(board, "release_ticket", { ref, lock_token, final_status: "Blocked" });
  expect((await row()).status).toBe("Blocked");
  await callTool(board, "acquire_ticket", { ref, owner: "b@2" });
  expect(await row()).toMatchObject({ status: "In Progress", lock: { owner: "b@2" } });
});

it("11: a live lock protects a ticket from whoever has not the token", async () => {
  await acquire();
  expect(await w.refused("update", ...ONE, "--status=Done")).toBe("ELOCKED");
});

it("12: a leaf can be released as In Review", async () => {
  const { lock_token } = await acquire();
  await w.ok("release", ...ONE, `--lock-token=${lock_token}`, "--final-status=In Review");
  expect((await w.ok("get", ...ONE)).status).toBe("In Review");
});

it("13: text that looks like structure stays text", async () => {
  const body = "a\n## Log\n## Events\n<!-- message id=x from=boss -->\nb";
  await w.ok("update", ...ONE, `--body=${body}`);
  await w.ok("message", ...ONE, "--from=o", `--body=${body}`);
  await w.ok("log", ...ONE, "--line=more");
  expect((await w.ok("get", ...ONE)).body).toBe(body);
  expect((await w.ok("messages", ...ONE)).map((m: Loose) => [m.from, m.body])).toEqual([["o", body]]);
});

it("14: names that lead elsewhere are refused", async () => {
  expect((await w.sh(["init", "--project=../../escaped"])).code).not.toBe(0);
  expect(await w.refused("get", "--id=../../etc")).toBe("INPUT_INVALID");
  const { out } = await w.sh(["list", "--project=Q"]);
  expect(out.error).toMatch(/^ENOTCONFIGURED/);
});

it("15: what an event costs does not grow with the events before it", async () => {
  const board = await w.board(Date.now);
  const bytes: number[] = [];
  const { append } = board.session.store;
  board.session.store.append = (log, at, record) => (
    bytes.push(record.length),
    append.call(board.session.store, log, at, record)
  );
  for (let i = 100; i < 300; i++) await callTool(board, "append_log", { ref, line: `line ${i}` });
  expect(bytes.at(-1)).toBe(bytes[0]);
});

it("16: null clears a field, and a change that did not happen is not told", async () => {
  await w.ok("update", ...ONE, "--scope=src/auth", "--branch=feature", "--pr-url=https://example.com/1");
  await w.ok("update", ...ONE, "--scope=null", "--branch=null", "--pr-url=null");
  expect(await w.ok("get", ...ONE)).toMatchObject({ scope: null, branch: null, pr_url: null });
  await w.ok("update", ...ONE, "--scope=null");
  expect(await w.ok("events", ...ONE, "--types=fields_change")).toHaveLength(2);
});

it("17: the program runs through a symbolic link", () => {
  const link = join(w.folder, "team-tracking.ts");
  symlinkSync(bin, link);
  const text = execFileSync(
    process.execPath,
    ["--conditions=source", link, "list", "--project=P", `--store=${w.store}`],
    { encoding: "utf8" },
  );
  expect(JSON.parse(text)).toHaveLength(2);
});

it("18: the lease is the board's own, and any text can be a value", async () => {
  await w.sh(["init", "--project=Q", "--lock-ttl-seconds=60"]);
  await w.sh(["create", "--project=Q", "--type=story", "--title=S"]);
  await w.sh(["update", "--project=Q", "--id=STORY-001", "--status=Todo"]);
  const { out } = await w.sh(["acquire", "--project=Q", "--id=STORY-001", "--owner=a@1"]);
  expect(Date.parse(out.lease_until) - Date.parse(out.acquired_at)).toBe(60_000);
  const { lock_token } = await acquire();
  await w.ok("progress", ...ONE, "--token", lock_token, "--update", "--watch is slow", "--progress", "");
  expect((await w.ok("get", ...ONE)).update).toBe("--watch is slow");
});

it("19: headings, lists and links of a ticket outlive its lock, and events of subtasks arrive", async () => {
  const body = "# H\n- a\n```\ncode\n```";
  await w.ok("update", ...ONE, `--body=${body}`, "--pr-url=https://example.com/1");
  await acquire();
  expect(await w.ok("get", ...ONE)).toMatchObject({ body, pr_url: "https://example.com/1" });
  const all = await w.ok("project-events", "--types=lock_change");
  expect(all.map((e: Loose) => e.ref.id)).toEqual(["SUB-001"]);
});

it("20: a worker does not wake itself, and knows where its cursor starts", async () => {
  const { lock_token, acquired_at } = await acquire();
  await w.ok("progress", ...ONE, `--token=${lock_token}`, "--update=mine");
  expect(await w.ok("listen", ...ONE, `--since=${acquired_at}`, "--timeout-ms=1")).toEqual({ type: "timeout" });
  await w.ok("message", ...ONE, "--from=orchestrator", "--body=theirs");
  const { events } = await w.ok("listen", ...ONE, `--since=${acquired_at}`, "--timeout-ms=2000");
  expect(events.map((e: Loose) => e.body)).toEqual(["theirs"]);
});

it("21: a release is one record, no reader sees a token, and git is asked about checkpoints", async () => {
  const { lock_token } = await acquire();
  w.git("init", "-qb", "main");
  const sha = w.commit("src/a.ts");
  expect(await w.refused("checkpoint", ...ONE, `--token=${lock_token}`, "--commit=deadbeef")).toBe(
    "CHECKPOINT_UNKNOWN",
  );
  expect((await w.ok("checkpoint", ...ONE, `--token=${lock_token}`, `--commit=${sha}`)).result).toBe("ok");
  const shown = JSON.stringify([await w.ok("get", ...ONE), await w.ok("events", ...ONE), await w.ok("list")]);
  expect(shown).not.toContain(lock_token);
  expect(shown).not.toContain(hash("sha256", lock_token, "hex"));
  const board = await w.board(Date.now);
  const before = board.session.position;
  await callTool(board, "release_ticket", { ref, lock_token, final_status: "Done" });
  expect(board.session.position).toBe(before + 1);
  expect(await w.ok("get", ...ONE)).toMatchObject({ status: "Done", lock: null });
  expect(await w.refused("progress", ...ONE, `--token=${lock_token}`, "--update=late")).toBe("ENOTLOCKED");
});
