// A client that knows only the seeds' documents, from an empty folder to Done; and what its supervisor sees.
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { callTool, checkPlan, SEED_CODES } from "../src/index.ts";
import { type Loose, World } from "./kit.ts";

let w: World;
beforeEach(async () => {
  w = new World();
  w.git("init", "-qb", "main");
  w.commit("README.md");
  await w.plant();
});
afterEach(() => w[Symbol.dispose]());

it("drives a ticket from create to Done through the shell", async () => {
  await w.ok("update", "--id=SUB-001", "--branch=feature", "--scope=src/auth/**");
  w.git("checkout", "-qb", "feature");
  const { lock_token, recovered_checkpoint, system_addendum } = await w.ok(
    "acquire",
    "--id=SUB-001",
    "--owner=implementer@dispatch-7",
  );
  expect(recovered_checkpoint).toBeNull();
  expect(system_addendum.length).toBeLessThan(2_000);
  const lock = `--lock-token=${lock_token}`;
  await w.ok("progress", "--ticket-id=SUB-001", lock, "--update=reading", "--progress-summary=nothing yet");
  const sha = w.commit("src/auth/a.ts", "src/auth/a.test.ts");
  await w.ok(
    "checkpoint",
    "--ticket-id=SUB-001",
    lock,
    `--commit-id=${sha}`,
    "--update=tests written",
    "--progress-summary=a",
  );
  await w.ok("log", "--ticket-id=SUB-001", "--line=switched x to y");
  expect((await w.ok("list"))[0]).toMatchObject({
    ref: { id: "SUB-001" },
    lock_state: "committed",
    age: { band: "healthy" },
    drift: [],
  });
  await w.ok("release", "--ticket-id=SUB-001", lock, "--final-status=Done");
  await w.ok("update", "--id=SUB-002", "--status=Done");
  expect((await w.ok("get", "--id=STORY-001")).status).toBe("Done");
});

it("shows where a worker left its way", async () => {
  await w.ok("update", "--id=SUB-001", "--scope=src/auth/**");
  w.git("checkout", "-qb", "feature");
  const { lock_token } = await w.ok("acquire", "--id=SUB-001", "--owner=implementer@dispatch-7");
  const lock = `--lock-token=${lock_token}`;
  const sha = w.commit("src/auth/a.ts", "billing/b.ts");
  w.git("checkout", "-q", "main");
  await w.ok("checkpoint", "--id=SUB-001", lock, `--commit=${sha}`, "--update=added login.test.ts");
  for (let i = 0; i < 2; i++) await w.ok("progress", "--id=SUB-001", lock, "--update=on it", "--progress=the same");
  const { drift } = (await w.ok("list"))[0];
  expect(drift.map((d: Loose) => d.kind).toSorted()).toEqual(["outside_scope", "repeated_summary", "tests_absent"]);
  expect(drift.find((d: Loose) => d.kind === "outside_scope").files).toEqual(["billing/b.ts"]);
});

it("refuses a checkpoint that is on another branch", async () => {
  w.git("branch", "feature");
  await w.ok("update", "--id=SUB-001", "--branch=feature");
  const { lock_token } = await w.ok("acquire", "--id=SUB-001", "--owner=a@1");
  const sha = w.commit("src/a.ts");
  expect(await w.refused("checkpoint", "--id=SUB-001", `--token=${lock_token}`, `--commit=${sha}`)).toBe(
    "CHECKPOINT_UNKNOWN",
  );
});

it("puts the age of a lease into the bands and says which questions are overdue", async () => {
  let now = Date.now();
  const board = await w.board(() => now);
  const ref = { project: "P", id: "SUB-001" };
  board.session.store.clock = () => now;
  await callTool(board, "acquire_ticket", { ref, owner: "a@1" });
  await callTool(board, "post_message", { ref, from: "orchestrator", kind: "question", body: "stuck?" });
  const bands = [];
  for (const minutes of [0, 6, 10, 20]) {
    now += minutes * 60_000;
    const [row] = (await callTool(board, "list_board", { project: "P" })) as Loose[];
    bands.push([row.age.band, row.open_questions[0].overdue]);
  }
  expect(bands).toEqual([
    ["healthy", false],
    ["normal", true],
    ["concerning", true],
    ["stale", true],
  ]);
});

it("refuses a plan whose order breaks its own needs", () => {
  const row = (id: string, depends_on: string[]) => ({
    ref: { project: "P", id },
    role: "implementer",
    brief: "x",
    depends_on,
  });
  expect(() => checkPlan({ dispatch_list: [row("SUB-001", ["SUB-002"]), row("SUB-002", [])] })).toThrow("comes later");
});

it("never changes type or parent", async () => {
  const board = await w.board(Date.now);
  const ref = { project: "P", id: "SUB-001" };
  for (const update of [{ type: "task" }, { parent: null }])
    await expect(callTool(board, "update_ticket", { ref, update })).rejects.toMatchObject({ code: "TICKET_TYPE" });
});

it("has a guide that names every code, and what a worker types", async () => {
  const guide = await readFile(new URL("../../../docs/boards.md", import.meta.url), "utf8");
  for (const code of [...Object.values(SEED_CODES), "EBADTOKEN"]) expect(guide).toContain(`\`${code}\``);
});
