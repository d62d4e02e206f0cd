import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeShell } from "./judge-shell.ts";
import { judgeWork } from "./judge-work.ts";

let home: string;
let repo: string;
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "teamwright-judge-")));
  repo = join(home, "repo");
  mkdirSync(join(repo, ".teamwright/sessions/S/artifacts"), { recursive: true });
  mkdirSync(join(repo, "src"));
  writeFileSync(join(repo, "src/a.ts"), "");
  symlinkSync(join(repo, "src"), join(repo, ".teamwright/sessions/link"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("what a coordinator may do with files", () => {
  const edit = (input: object) => judgeWork({ work: "edit", input: { ...input }, cwd: repo });
  const read = (input: object, own: string[] = []) => judgeWork({ work: "read", input: { ...input }, cwd: repo }, own);

  it("edits the session's own files and nothing else", () => {
    expect(edit({ file_path: join(repo, ".teamwright/sessions/S/notes.md") })).toBeUndefined();
    expect(edit({ file_path: join(repo, "src/a.ts") })).toBe("a worker edits src/a.ts");
    expect(edit({ file_path: "README.md" })).toBe("a worker edits README.md");
    expect(edit({ notebook_path: join(repo, "n.ipynb") })).toBe("a worker edits n.ipynb");
    expect(edit({ file_path: join(home, "elsewhere.txt") })).toBe("a worker edits ../elsewhere.txt");
  });

  it("is not led around by links or dots", () => {
    expect(edit({ file_path: join(repo, ".teamwright/sessions/link/a.ts") })).toBe("a worker edits src/a.ts");
    expect(edit({ file_path: join(repo, ".teamwright/../src/new.ts") })).toBe("a worker edits src/new.ts");
  });

  it("looks at every file of a patch", () => {
    const patch = (path: string) => `*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch`;
    expect(edit({ command: patch("src/b.ts") })).toBe("a worker edits src/b.ts");
    expect(edit({ command: patch(".teamwright/sessions/S/b.md") })).toBeUndefined();
    const moved = "*** Begin Patch\n*** Update File: .teamwright/x\n*** Move to: src/c.ts\n*** End Patch";
    expect(edit({ command: moved })).toBe("a worker edits src/c.ts");
    expect(edit({ command: "nonsense" })).toBe("a worker edits .");
  });

  it("reads the session, its instructions and what is not of the project", () => {
    expect(read({ file_path: join(repo, ".teamwright/sessions/S/board.md") })).toBeUndefined();
    expect(read({ file_path: join(home, "task.output") })).toBeUndefined();
    expect(read({ file_path: join(repo, "src/a.ts") })).toContain("reads the project (src/a.ts)");
    expect(read({ file_path: join(repo, "src/a.ts") }, [join(repo, "src")])).toBeUndefined();
    expect(read({ pattern: "**/*.ts" })).toContain("reads the project (.)");
  });
});

describe("what a coordinator may run", () => {
  it.each([
    "teamwright beat --session S-1",
    `teamwright session start issue --issues ISSUES.md "fix && improve; all"`,
    "/opt/plugin/bin/teamwright session status | echo done",
    `"/opt/my plugin/bin/teamwright" beat`.replace("my plugin", "plugin"),
    "TEAMWRIGHT_SESSION=S npx teamwright beat 2>&1",
    "cd repo && git status && git log --oneline -3",
    "git show --stat 4f2a91c",
    "/opt/plugin/bin/team-tracking listen --project=shop --timeout-ms=8000",
    "teamwright session start issue --issues - <<'EOF'\n# a\n$(rm -rf x)\nEOF",
    "git status > /dev/null",
    `teamwright task create 'a "b" & c' \\\n  --title "it's"`,
    "",
  ])("lets %j pass", (command) => expect(judgeShell(command)).toBeUndefined());

  it.each([
    "npm test",
    "npm run build && teamwright beat",
    "teamwright beat; make",
    "teamwright beat & make",
    "teamwright beat | sh",
    "sed -i s/a/b/ a.ts",
    "cat src/a.ts",
    "echo x > src/a.ts",
    "git commit -am x",
    "git branch -D main",
    "git log --output=src/a.ts",
    "echo $(npm test)",
    'echo "$(npm test)"',
    "echo `npm test`",
    "teamwright session start issue --issues - <<EOF\n$(npm test)\nEOF",
    "./ls",
    "env npm test",
    "python3 -c 'open(1)'",
    "ccw cli --mode write",
    "teamwright beat\nnpm test",
    `echo "it's"; npm test; echo 'x'`,
    `echo "<<'E'\n" ; npm test\nE`,
    "command npm test",
    "echo 'open",
    "teamwright beat > /dev/nullish",
    "n\\pm test",
  ])("leaves %j to a worker", (command) => expect(judgeShell(command)).toMatch(/^a worker /));
});
