import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOSTS } from "./hosts.ts";
import { lookAtHost } from "./look-at-host.ts";

let bin: string;
beforeEach(async () => void (bin = await mkdtemp(join(tmpdir(), "teamwright-look-"))));
afterEach(() => rm(bin, { recursive: true, force: true }));

/** A stand-in for a client, as a shell script. */
async function put(program: string, script: string): Promise<void> {
  await writeFile(join(bin, program), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, program), 0o755);
}
const look = (host: keyof typeof HOSTS, timeoutMs = 20_000, path = `${bin}${delimiter}/usr/bin${delimiter}/bin`) =>
  lookAtHost(HOSTS[host], { timeoutMs, env: { PATH: path } });

describe("a look at a client on this machine", () => {
  it("says that it is not there", async () => {
    expect(await look("claude", 5_000, bin)).toEqual({ installed: false });
  });

  it("reads version and packs as the real ones print them", async () => {
    await put(
      "claude",
      `[ "$1" = --version ] && echo '2.1.329 (Claude Code)' && exit
echo '[{"id":"team-issue@teamwright","version":"0.1.0","scope":"user","enabled":true}]'`,
    );
    await put(
      "codex",
      `echo 'WARNING: no aliases' >&2; [ "$1" = --version ] && echo 'codex-cli 0.170.0' && exit
echo '{"installed":[{"pluginId":"a@b","name":"team-issue","version":"0.1.0","enabled":false}],"available":[]}'`,
    );
    await put("gemini", `[ "$1" = --version ] && echo 0.60.1 && exit\necho '[]' >&2`);
    expect(await look("claude")).toEqual({
      installed: true,
      version: "2.1.329",
      standing: "as-seen",
      packs: [{ name: "team-issue", version: "0.1.0", enabled: true }],
    });
    expect(await look("codex")).toMatchObject({ standing: "newer", packs: [{ name: "team-issue", enabled: false }] });
    expect(await look("gemini")).toMatchObject({ version: "0.60.1", standing: "older", packs: [] });
  });

  it("takes a preview for older than its release, and for newer than the release before", async () => {
    const [major, minor, patch] = HOSTS.gemini.seen.split(".").map(Number);
    const say = (version: string) => put("gemini", `[ "$1" = --version ] && echo ${version} && exit\necho '[]' >&2`);
    await say(`${HOSTS.gemini.seen}-preview.1`);
    expect(await look("gemini")).toMatchObject({ standing: "older" });
    await say(`${major}.${minor}.${patch! + 1}-preview.1`);
    expect(await look("gemini")).toMatchObject({ standing: "newer" });
  });

  it("gives up on one that hangs, with all that it started", async () => {
    await put("claude", `echo $$ > ${bin}/pid; sleep 1000 & sleep 1000`);
    const found = await look("claude", 300);
    expect(found).toEqual({ installed: true, trouble: "`claude --version` did not answer within 0.3 s" });
    const pid = Number(await readFile(join(bin, "pid"), "utf8"));
    await expect.poll(() => isThere(pid)).toBe(false);
  });

  it("gives up on one whose child keeps the output open", async () => {
    await put("claude", `echo 2.1.329; sleep 1000 &`);
    expect(await look("claude", 300)).toMatchObject({
      installed: true,
      trouble: expect.stringMatching(/did not answer/),
    });
  });

  it("says what one that fails said, and of one that talks nonsense that it does", async () => {
    await put("claude", `echo 'no such library' >&2; exit 127`);
    expect(await look("claude")).toEqual({
      installed: true,
      trouble: "`claude --version` ended with 127: no such library",
    });
    await put("codex", "echo hello");
    expect(await look("codex")).toMatchObject({ trouble: "`codex --version` names no version: hello" });
    await put("copilot", `[ "$1" = --version ] && echo 1.0.102 && exit\necho nonsense`);
    expect(await look("copilot")).toMatchObject({
      version: "1.0.102",
      trouble: expect.stringMatching(/form we do not know/),
    });
    await put("gemini", "yes 0.61.0");
    expect(await look("gemini")).toMatchObject({ trouble: "`gemini --version` does not stop talking" });
  });

  it("says so when the file is there and cannot be run", async () => {
    await writeFile(join(bin, "claude"), "not a program", { mode: 0o644 });
    expect(await look("claude", 5_000, bin)).toMatchObject({
      installed: true,
      trouble: expect.stringMatching(/cannot be run/),
    });
  });
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
