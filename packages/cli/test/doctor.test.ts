import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { HOSTS } from "@teamwright/hosts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { call, callJson, type How } from "./kit.ts";

let folder: string;
let bin: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "teamwright-doctor-test-"));
  bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for a client: what it prints for --version and for its list of packs. */
function put(program: string, version: string, packs: string): void {
  writeFileSync(join(bin, program), `#!/bin/sh\n[ "$1" = --version ] && echo '${version}' || echo '${packs}'\n`);
  chmodSync(join(bin, program), 0o755);
}
// The system's folders only, so that clients on the machine of the reader do not answer.
const how = (): How => ({ cwd: folder, env: { PATH: [bin, "/usr/bin", "/bin"].join(delimiter) } });

describe("doctor", () => {
  it("is content with a machine that has no agent program", () => {
    const { code, out } = call(["doctor"], how());
    expect(code).toBe(0);
    expect(out).toContain("--   claude      Claude Code is not installed");
    expect(callJson(["doctor"], how()).result).toMatchObject({
      healthy: true,
      hosts: Object.keys(HOSTS).map((host) => ({ host, installed: false })),
    });
    expect(readdirSync(folder)).toEqual(["bin"]);
  });

  it("says what is wrong with the Node that agent programs start, whatever Node it runs on itself", () => {
    const git = process.env
      .PATH!.split(delimiter)
      .map((place) => join(place, "git"))
      .find((path) => existsSync(path));
    rmSync(join(bin, "node"));
    symlinkSync(git!, join(bin, "git"));
    const lacks = call(["doctor"], { cwd: folder, env: { PATH: bin } });
    expect(lacks.code).toBe(6);
    expect(lacks.out).toMatch(
      /^BAD {2}node +There is no `node` on the PATH, .*: put its folder on the PATH, or install/,
    );
    writeFileSync(join(bin, "node"), "#!/bin/sh\necho v18.20.4\n", { mode: 0o755 });
    const old = call(["doctor"], how());
    expect(old.code).toBe(6);
    expect(old.out).toMatch(/^BAD {2}node +The `node` on the PATH is 18\.20\.4; 20\.19 or newer is needed\./);
  });

  it("counts one session as one, and puts no colours and no breaks into a pipe", () => {
    expect(
      call(["session", "start", "issue", "--pipeline", "quick", "--input", '{"issues":[]}', "Mend it"], how()).err,
    ).toBe("");
    const { code, out } = call(["doctor"], how());
    expect(code).toBe(0);
    expect(out).toContain(": 1 session replayed");
    expect(out).not.toContain("\u001b");
    expect(out.split("\n")).toHaveLength(4 + Object.keys(HOSTS).length + 1);
  });

  it("says what each program can do, which packs it has and what to switch on", () => {
    put("claude", `${HOSTS.claude.seen} (Claude Code)`, '[{"id":"team-issue@x","version":"0.2.0","enabled":true}]');
    put("codex", "codex-cli 99.0.0", '{"installed":[]}');
    const { code, out } = call(["doctor"], how());
    expect(code).toBe(0);
    expect(out).toContain(`ok   claude      Claude Code ${HOSTS.claude.seen}; team-issue 0.2.0`);
    expect(out).toContain("can start up to 20 workers at a time");
    expect(out).toContain("ok   codex       Codex 99.0.0; no team pack");
    expect(out).toContain(`not seen yet: the newest version we know is ${HOSTS.codex.seen}.`);
    expect(out).toContain("cannot let a worker start workers");
    for (const { say } of HOSTS.codex.advice) expect(out).toContain(`note: ${say}`);
  });

  it("fails with the store's exit code when a program does not work, and still reports the others", () => {
    put("codex", `codex-cli ${HOSTS.codex.seen}`, "what?");
    put("copilot", "GitHub Copilot CLI", "[]");
    const { code, out } = call(["doctor"], how());
    expect(code).toBe(6);
    expect(out).toMatch(/^BAD {2}codex .*form we do not know$/m);
    expect(out).toMatch(/^BAD {2}copilot .*names no version: GitHub Copilot CLI$/m);
    expect(callJson(["doctor"], how()).error).toMatchObject({
      message: expect.stringContaining("copilot: "),
      data: { hosts: expect.arrayContaining([expect.objectContaining({ host: "codex", standing: "as-seen" })]) },
    });
  });
});
