// A team made for one requirement, from the command line: in one step, in two, while it runs, and once more.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-coordinate-"));
  folders.push(folder);
  return folder;
};
const BAD = "roles: {}\ntasks:\n  a: { role: none, needs: [b] }\n";
const GAP = `roles:
  lawyer: { prefix: LAW, summary: Knows privacy, capabilities: [privacy], work: w, validate: v }
tasks:
  privacy: { role: lawyer, needs: [research], before: [build] }
`;
const S = "TC-csv";

it("asks for an analysis, takes it, grows, and lends its team to the next session", async () => {
  const cwd = await newFolder();
  const started = callJson(["session", "start", "coordinate", "Export reports", "--session", S], { cwd }).result;
  expect(started).toMatchObject({ unplanned: true, plan: { command: expect.stringContaining(S) as string } });
  expect(await readFile(started.plan.schema, "utf8")).toContain('"title": "Task analysis"');
  expect(callJson(["beat", "--session", S], { cwd }).result.next).toBe("plan");
  expect(callJson(["store", "check"], { cwd })).toMatchObject({ ok: true, result: { logs: [{ wrong: null }] } });

  const input = started.plan.outline as string;
  const plan = ["session", "plan", "--analysis", "-", "--session", S];
  expect(callJson([...plan, "--id", "p1"], { cwd, input }).result.added.research).toEqual(["RESEARCH-001"]);
  expect(callJson([...plan, "--id", "p1"], { cwd, input }).result).toMatchObject({ repeated: true });
  expect(callJson(plan, { cwd, input: GAP }).result).toMatchObject({ added: { privacy: ["LAW-001"] }, roles_left: 4 });

  const next = callJson(["session", "start", "--team-of", S, "Export invoices", "--session", "TC-pdf"], { cwd }).result;
  expect(next).toMatchObject({ requirement: "Export invoices", pipeline: "plan", team: "coordinate" });
  const { tasks } = callJson(["task", "list", "--session", "TC-pdf"], { cwd }).result;
  expect(tasks.find((t: { id: string }) => t.id === "BUILD-001").waiting_for).toEqual(["RESEARCH-001", "LAW-001"]);
  const check = call(["roles", "check", join(next.folder, "roles")], { cwd });
  expect(check.out).toContain("4 files, 4 roles, 0 errors");
});

it("starts in one step with --analysis, and names what is wrong with one by line and column", async () => {
  const cwd = await newFolder();
  await writeFile(join(cwd, "bad.yaml"), BAD);
  const bad = call(["session", "start", "coordinate", "x", "--analysis", "bad.yaml"], { cwd });
  expect(bad.code).toBe(7);
  expect(bad.err).toContain("bad.yaml:3:14  error  ROLE_UNDECLARED");
  expect(bad.err).toContain("bad.yaml:3:27  error  NEED_UNKNOWN");
  expect(call(["session", "list"], { cwd }).code).not.toBe(0);
  await writeFile(join(cwd, "good.yaml"), GAP.replace(", needs: [research], before: [build]", ""));
  const good = callJson(["session", "start", "coordinate", "x", "--analysis", "good.yaml"], { cwd }).result;
  expect(good).toMatchObject({ unplanned: false, pipeline: "plan", ready: 1 });
});

it("says what it cannot do with words that do not go together", async () => {
  const cwd = await newFolder();
  call(["session", "start", "coordinate", "x", "--session", S], { cwd });
  const code = (args: string[]) => callJson(args, { cwd }).error.code;
  expect(code(["session", "start", "--team-of", S, "y"])).toBe("PLAN_MISSING");
  expect(code(["session", "start", "--team-of", "TC-none", "y"])).toBe("SESSION_NOT_FOUND");
  expect(code(["session", "start", "--team-of", S, "y", "--analysis", "-"])).toBe("INPUT_INVALID");
  expect(code(["session", "start", "coordinate", "y", "--analysis", "none.yaml"])).toBe("INPUT_INVALID");
  expect(code(["session", "plan", "--session", S])).toBe("INPUT_INVALID");
});

it("can be the beginning of another pack, with its samples", async () => {
  const cwd = await newFolder();
  const made = callJson(["pack", "new", "mine", "--from", "coordinate"], { cwd }).result;
  expect(made).toMatchObject({ complaints: [], plays: { passed: 5, failed: 0 } });
  const sample = await readFile(join(cwd, "mine", "analyses", "single.yaml"), "utf8");
  const schema = /\$schema=(\S+)/.exec(sample)![1]!;
  expect(await readFile(join(cwd, "mine", "analyses", schema), "utf8")).toContain('"capabilities"');
});
