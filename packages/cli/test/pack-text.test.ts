import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const lifecycle = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "skills", "lifecycle");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-template-"));
  folders.push(folder);
  return folder;
};

it("gives a worker the empty document, filled with what the session knows", async () => {
  const cwd = await newFolder();
  callJson(["session", "start", "lifecycle", "A page | about\n# backups", "--pipeline", "spec-only"], { cwd });
  expect(call(["pack", "template", "--pack", "lifecycle"], { cwd }).out).toBe(
    "architecture\nbrief\nepics\nrequirements\n",
  );
  const { out, code } = call(["pack", "template", "brief"], {
    cwd,
    env: { TEAMWRIGHT_TASK: "DRAFT-001" },
  });
  expect([code, out.split("\n")[0]]).toEqual([0, "# Brief: (name of the product or change)"]);
  expect(out).toContain("\n> A page \\| about\n> \\# backups\n");
  expect(out).toMatch(/, DRAFT-001, begun \d{4}-\d\d-\d\d\n/);
  expect(callJson(["pack", "template", "brief"], { cwd }).result.text).toContain("## Problem");
  for (const [args, error] of [
    [["letter"], { code: "INPUT_INVALID", hint: "Name one of architecture, brief, epics, requirements." }],
    [["brief", "--task", "DRAFT-009"], { code: "TASK_NOT_FOUND" }],
    [["brief", "--task", "../x"], { code: "INPUT_INVALID" }],
    [["brief", "--pack", "nowhere"], { code: "PACK_NOT_FOUND" }],
  ] as const)
    expect(callJson(["pack", "template", ...args], { cwd })).toMatchObject({ ok: false, error });
});

it("prints what a role of the session's team refers to, however it is named", async () => {
  const cwd = await newFolder();
  expect(callJson(["pack", "reference"], { cwd })).toMatchObject({ error: { code: "STORE_NOT_FOUND" } });
  expect(call(["pack", "reference", "--pack", "issue"], { cwd }).out).toBe("audit-rubric\nqueue-format\n");
  callJson(["session", "start", "lifecycle", "A page"], { cwd });
  for (const name of ["complexity", "complexity.md", "references/complexity.md"])
    expect(call(["pack", "reference", name], { cwd }).out).toMatch(/^# How large is it\n/);
  expect(callJson(["pack", "reference", "../roles/analyst"], { cwd })).toMatchObject({
    error: { code: "INPUT_INVALID", hint: expect.stringContaining("quality-gate") },
  });
});

it("is checked with its pack", async () => {
  const cwd = await newFolder();
  await cp(lifecycle, join(cwd, "mine"), { recursive: true });
  await writeFile(join(cwd, "mine", "templates", "brief.md.hbs"), "# {{session.nom}}\n");
  const { out, code } = call(["pack", "check", "./mine"], { cwd });
  expect(code).toBe(7);
  expect(out).toContain("brief.md.hbs:1:1  error  TEMPLATE_INVALID  brief names nom, which does not exist.");
});

it("finds what the packs below have", async () => {
  const cwd = await newFolder();
  await mkdir(join(cwd, "guarded"));
  await writeFile(join(cwd, "guarded", "team.yaml"), "name: guarded\nextends: issue\n");
  const { out, code } = call(["pack", "reference", "audit-rubric", "--pack", "./guarded"], { cwd });
  expect([code, out.length > 100]).toEqual([0, true]);
});
