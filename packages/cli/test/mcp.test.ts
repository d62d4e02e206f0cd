import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "bin.ts");
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "teamwright-cli-mcp-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const ran = spawnSync(process.execPath, ["--conditions=source", bin, ...args], { cwd: folder, encoding: "utf8" });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
};
const json = (...args: string[]) => JSON.parse(run(...args, "--json").out);

/** A running `teamwright mcp serve` and its next line. */
function serve(...args: string[]): { child: ChildProcess; next(): Promise<string>; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ["--conditions=source", bin, "mcp", "serve", ...args], { cwd: folder });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  return { child, next: async () => (await lines.next()).value as string, ended };
}

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

describe("teamwright mcp serve", () => {
  it("serves on standard streams, prints nothing else there, and ends with its client", async () => {
    const { child, next, ended } = serve("--tools", "worker");
    child.stdin!.write(`${JSON.stringify(INITIALIZE)}\n`);
    expect(JSON.parse(await next())).toMatchObject({
      id: 1,
      result: { protocolVersion: "2025-06-18", serverInfo: { name: "teamwright" } },
    });
    child.stdin!.write(`${JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" })}\n`);
    expect(JSON.parse(await next()).result.tools.map((t: { name: string }) => t.name)).toContain("task_next");
    child.stdin!.end();
    expect(await ended).toBe(0);
  });

  it("serves over HTTP to who has a token, until it is revoked, and ends by a signal", async () => {
    const { token, id } = json("token", "create", "observer", "--ttl", "1h", "--label", "test").result;
    expect(json("token", "list").result.tokens).toMatchObject([{ id, kind: "observer", label: "test" }]);
    const { child, next, ended } = serve("--http", "0");
    const url = /http:\S+/.exec(await next())![0];
    const post = async (secret: string) =>
      (
        await fetch(url, {
          method: "POST",
          headers: {
            authorization: `Bearer ${secret}`,
            "content-type": "application/json",
            accept: "application/json, text/event-stream",
          },
          body: JSON.stringify(INITIALIZE),
        })
      ).status;
    expect(await post(token)).toBe(200);
    expect(await post(`${token}x`)).toBe(401);
    expect(run("token", "revoke", id)).toMatchObject({ code: 0 });
    expect(await post(token)).toBe(401);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("refuses what makes no sense, with a hint", { timeout: 120_000 }, () => {
    for (const args of [
      ["mcp", "serve", "--tools", "everything"],
      ["mcp", "serve", "--open"],
      ["mcp", "serve", "--http", "0", "--open", "--host", "0.0.0.0"],
      ["mcp", "serve", "--pack", "nopack"],
      ["token", "create"],
      ["token", "create", "root"],
      ["token", "create", "observer", "--tokens", "/dev/null/tokens"],
      ["token", "create", "observer", "--ttl", "forever"],
      ["token", "revoke", "../../x"],
    ]) {
      const { code, out } = run(...args, "--json");
      expect([args, JSON.parse(out)]).toMatchObject([
        args,
        { ok: false, error: { code: expect.not.stringMatching("INTERNAL"), hint: expect.stringMatching(/.{5}/) } },
      ]);
      expect(code).toBeGreaterThan(0);
    }
  });
});
