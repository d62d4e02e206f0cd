// A beat and a claim in the words of the program that runs the agent who asks.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTS } from "@teamwright/hosts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

let folder: string;
/** What a host's shell is known by: none of them runs these calls. */
const NOBODY = Object.fromEntries(Object.values(HOSTS).map(({ signs }) => [signs.environment, ""]));
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  call(args, { cwd: folder, env: { ...NOBODY, ...env } });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-words-"));
  const issues = '{"issues":[{"id":"GH-1","title":"It is slow","body":""}]}';
  expect(run(["session", "start", "issue", "--input", issues, "Mend it"]).err).toBe("");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("says how workers are started here, by flag, by variable, and by the shell it runs in", () => {
  const codex = run(["beat", "--host", "codex"]).out;
  expect(codex).toMatch(/^spawn EXPLORE-001 {2}named explore_001 {2}explorer {2}--owner explorer@d1 --dispatch d1/m);
  expect(codex).toContain("your tool `collaboration.spawn_agent`, in the background; at most 3 live");
  expect(codex).toMatch(/teamwright task claim TASK --session \S+ --owner OWNER --dispatch DISPATCH/);
  const claim = run(["task", "claim", "EXPLORE-001", "--owner=explorer@d1", "--dispatch=d1"], {
    TEAMWRIGHT_HOST: "claude",
  });
  expect(claim.out).toContain("--can-spawn only with `Agent`");
});

it("knows the host by its shell, and else says what holds everywhere", () => {
  const known = run(["beat"], { [HOSTS.gemini.signs.environment]: "1" }).out;
  expect(known).toContain("your tool `invoke_agent`, all in one answer");
  run(["task", "withdraw", "EXPLORE-001", "--dispatch=d1"]);
  expect(run(["beat"]).out).toContain("whatever starts an agent here");
  run(["task", "withdraw", "EXPLORE-001", "--dispatch=d2"]);
  expect(run(["beat", "--host=other"], { [HOSTS.gemini.signs.environment]: "1" }).out).toContain("whatever starts");
});

it("refuses a host that it does not know before anything happens, and takes the flag nowhere else", () => {
  const { code, err } = run(["beat", "--host", "emacs"]);
  expect(code).toBe(2);
  expect(err).toContain("--host is one of claude, codex, gemini, copilot, other");
  expect(run(["beat", "--host"]).err).toContain("--host needs a value");
  expect(run(["session", "status", "--host", "codex"]).err).toContain("--host is not known here");
  const { position, result } = callJson(["session", "status"], { cwd: folder });
  expect(result.running).toEqual([]);
  expect(position).toBe(1);
});

it("takes the project's own template, and says which name of it does not exist before anything happens", () => {
  mkdirSync(join(folder, ".teamwright/prompts"), { recursive: true });
  const template = join(folder, ".teamwright/prompts/orders.hbs");
  writeFileSync(template, "Call {{colour}}.");
  const { code, err } = run(["beat"]);
  expect(code).toBe(7);
  expect(err).toContain("orders names colour, which does not exist");
  writeFileSync(template, "Call {{tool}} for each.");
  expect(run(["beat", "--host", "copilot"]).out).toContain("\nCall task for each.\n");
});
