import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { call } from "./kit.ts";

it("is the shell of the board and of the message bus too, with their own flags and exit codes", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "teamwright-shells-"));
  const tracking = (...args: string[]) => call(["tracking", ...args], { cwd });
  expect(JSON.parse(tracking("init", "--project=P").out)).toMatchObject({ project: "P", created: true });
  expect(tracking("create", "--project=P", "--type=story", "--title=--json is a title").code).toBe(0);
  expect(tracking("status", "--project=P").out).toContain("STORY-001  P2  --json is a title");
  expect(JSON.parse(tracking("get", "--project=P", "--id=SUB-009").out).error).toMatch(/^ENOTFOUND/);
  expect(tracking("get", "--project=P", "--id=SUB-009").code).toBe(3);
  const log = ["team-msg", "log", "--session-id", "P", "--from", "a", "--summary", "hello", "--json"];
  expect(call(log, { cwd }).code).toBe(0);
  expect(call(["help", "tracking"], { cwd }).out).toContain("tracking WORD --project=NAME");
  await rm(cwd, { recursive: true, force: true });
});
