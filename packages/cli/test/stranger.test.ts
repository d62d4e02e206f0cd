// What a person meets who types the first thing that comes to mind.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

let folder: string;
const run = (...args: string[]) => call(args, { cwd: folder, env: { TEAMWRIGHT_SESSION: "" } });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-stranger-"));
  const input = '{"issues":[{"id":"GH-1","title":"It is slow"}]}';
  expect(run("session", "start", "issue", "--input", input, "Mend Größe").out).toMatch(
    /^next: beat {2}teamwright beat --session TISL-mend-grosse-/m,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([[], ["help"], ["run", "--help"], ["help", "mcp", "serve"], ["task", "complete", "--help"], ["help", "pack"]])(
  "help fits in 80 columns: %s",
  (...words) => {
    const { code, out } = run(...words);
    expect(code).toBe(0);
    // A shell line is copied whole.
    const long = out.split("\n").filter((line) => line.length > 80 && !line.startsWith("  teamwright task complete"));
    expect(long).toEqual([]);
  },
);

it("help begins with what one begins with, and says what flags are for", () => {
  const lines = run().out.split("\n");
  expect(lines.slice(2, 4)).toEqual(["To begin with", expect.stringContaining("pack list")]);
  expect(run("run", "--help").out).toMatch(/^ {2}--land {15}merge what was made/m);
  expect(run("help", "task", "complete").out).toMatch(/^ {2}--verdict {12}approved \| concerns \| rejected$/m);
  expect(callJson(["help", "run"], { cwd: folder }).result.flags.land).toContain("merge");
});

it.each([
  [["pack"], "There are `pack check`, `pack graph`"],
  [["pack", "chek"], "Did you mean `pack check`?"],
  [["packs", "list"], "Did you mean `pack list`?"],
  [["sesion"], "There are `session start`, `session plan`"],
  [["task", "list", "--sesion", "X"], "Did you mean --session?"],
  [["--bogus"], "Known: --store --session"],
  [["--jsn"], "Did you mean --json?"],
  [["errors", "FOO"], "`teamwright errors` lists all"],
  [["errors", "CLAIM_LOS"], "Did you mean CLAIM_LOST?"],
  [["run"], "teamwright run issue --issues ISSUES.md --host command:./worker.sh"],
])("%s is told: %s", (words, told) => {
  const { code, err, out } = run(...words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(told);
});

it("an error is told in lines: what its sentences say is not said twice, times are dates, long lists are cut", () => {
  expect(run("beat").code).toBe(0);
  const { err } = run("task", "claim", "EXPLORE-001", "--owner", "x@1");
  expect(err).toMatch(/^TASK_DISPATCHED .*\n {2}hint: .*\n {2}task: EXPLORE-001\n {2}dispatch: d1\n/);
  expect(err).toMatch(/^ {2}expires_at: \d{4}-\d\d-\d\dT/m);
  expect(run("beat", "--max", "x").err.trimEnd().split("\n")).toHaveLength(2);
  const { err: nowhere } = run("pack", "check", "nope");
  expect(nowhere).toMatch(/^ {2}searched: .*, and \d+ more$/m);
  expect(run("task", "next", "--role", "nobody", "--owner", "x@1").err).toContain(
    "  roles: explorer, implementer, integrator, planner, reviewer",
  );
});

it("a run says what its workers do not see, how to go on, and where the work is", () => {
  const cwd = join(folder, "größe mit leer");
  mkdirSync(cwd);
  const git = (...args: string[]) => execFileSync("git", args, { cwd });
  const start = (...args: string[]) => call(["run", ...args], { cwd, env: { TEAMWRIGHT_SESSION: "" } });
  git("init", "--quiet");
  writeFileSync(join(cwd, "lazy.sh"), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
  const work = '[ "$TEAMWRIGHT_ROLE" = reviewer ] && pass="--verdict approved --score 90"';
  writeFileSync(join(cwd, "worker.sh"), `#!/bin/sh\n${work}\nteamwright task complete --summary ok $pass\n`, {
    mode: 0o755,
  });
  expect(call(["pack", "new", "docs"], { cwd }).code).toBe(0);
  expect(start("./docs", "A page", "--host", "command:./lazy.sh").err).toContain("git add -A && git commit -m Start");
  git("add", "-A");
  git("-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "Start");
  writeFileSync(join(cwd, "half.txt"), "half\n");
  const asked = start("./docs", "A page", "--name", "asked", "--host", "command:./lazy.sh");
  expect(asked.code).toBe(4);
  expect(asked.err).toContain("1 change not committed: workers begin at the last commit and do not see this");
  expect(asked.out).toMatch(
    /^Go on with: teamwright run --resume --session DOCS-asked-\S+ --host command:\.\/lazy\.sh$/m,
  );
  rmSync(join(cwd, "half.txt"));
  const done = start("./docs", "A page", "--name", "done", "--host", "command:./worker.sh");
  expect(done.code).toBe(0);
  expect(done.err).not.toContain("not committed");
  expect(done.out).toMatch(/^ +to have it: git merge teamwright\/DOCS-done-\S+\/main$/m);
});
