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
  const folder = await mkdtemp(join(tmpdir(), "teamwright-play-"));
  folders.push(folder);
  return folder;
};

it("plays a pipeline, records it, and plays the record again", async () => {
  const cwd = await newFolder();
  const { out, code } = call(["pack", "play", "issue", "--pipeline", "quick", "--record", "quick.yaml"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("beat 4: BUILD-001\n  done\n  EXPLORE-001 > SOLVE-001 > MARSHAL-001 > BUILD-001\n");
  expect(await readFile(join(cwd, "quick.yaml"), "utf8")).toContain(
    "chain: EXPLORE-001 > SOLVE-001 > MARSHAL-001 > BUILD-001",
  );
  const again = callJson(["pack", "play", "issue", "--script", "quick.yaml"], { cwd });
  expect(again.result.plays).toMatchObject([{ pipeline: "quick", status: "done" }]);
});

it("shows how a crash and a rejection go on", async () => {
  const cwd = await newFolder();
  const script =
    "name: bad luck\npipeline: full\nwork: { AUDIT-001: { verdict: rejected, score: 40 }, BUILD: [crash, {}] }\n";
  await writeFile(join(cwd, "play.yaml"), script);
  const { out } = call(["pack", "play", "issue", "--script", "play.yaml"], { cwd });
  expect(out).toContain("AUDIT-001 rejected 40");
  expect(out).toContain("SOLVE-fix-001 > AUDIT-002 > MARSHAL-001 > BUILD-001 > BUILD-001 (try 2)\n");
});

it("says where a script is wrong, and what to do when two plays would be recorded", async () => {
  const cwd = await newFolder();
  await writeFile(join(cwd, "play.yaml"), "name: x\npipeline: full\nwork:\n  AUDIT: { verdict: maybe }\n");
  const { error } = callJson(["pack", "play", "issue", "--script", "play.yaml"], { cwd });
  expect(error).toMatchObject({ code: "PACK_INVALID", data: { issues: [{ line: 4, code: "PLAY_SCHEMA" }] } });
  expect(callJson(["pack", "play", "issue", "--record", "x.yaml"], { cwd })).toMatchObject({
    error: { code: "INPUT_INVALID", hint: "Add --pipeline NAME or --script FILE." },
  });
});

it("tests what a pack ships and what every pipeline must survive", async () => {
  const { out, code } = call(["pack", "test", "issue"], { cwd: await newFolder() });
  expect([code, out.trim().split("\n").at(-1)]).toEqual([0, "23 passed, 0 failed"]);
  expect(out).toContain("ok     full: the first plan is rejected, the second passes");
});

it("makes a new pack that is sound from its first minute, and one that begins as another", async () => {
  const cwd = await newFolder();
  const made = callJson(["pack", "new", "review-docs"], { cwd }).result;
  expect(made).toMatchObject({ dir: join(cwd, "review-docs"), complaints: [], plays: { passed: 1, failed: 0 } });
  expect(call(["pack", "test", "./review-docs"], { cwd }).out).toContain("6 passed, 0 failed");
  expect(callJson(["session", "start", "review-docs", "A page"], { cwd }).result.session).toMatch(/^REVI-a-page-/);
  expect(callJson(["pack", "new", "our-issue", "--from", "issue"], { cwd }).result).toMatchObject({ complaints: [] });
  expect(await readFile(join(cwd, "our-issue", "SKILL.md"), "utf8")).toMatch(
    /name: team-our-issue[^]*session start our-issue/,
  );
  const schema = JSON.parse(await readFile(join(cwd, "our-issue", "schemas", "team.json"), "utf8"));
  expect(schema.else.required).toEqual(["name", "session_prefix", "pipelines"]);
  for (const [args, field] of [
    [["review-docs"], "dir"],
    [["../up"], "name"],
    [["Bad"], "name"],
    [[], "name"],
  ] as const)
    expect(callJson(["pack", "new", ...args], { cwd })).toMatchObject({ error: { data: { issues: [{ field }] } } });
});
