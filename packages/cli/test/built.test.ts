import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { beforeAll, expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const TASKS = 400;
const PROCESSES = 8;

/** node:test in a child would otherwise report to a parent that is not there. */
const { NODE_TEST_CONTEXT: _, ...withoutTestContext } = process.env;
const dist = join(here, "..", "dist");
beforeAll(() => execFileSync("npx", ["--no-install", "tsup"], { cwd: join(here, ".."), stdio: "ignore" }), 120_000);

// What one verb needs must not be paid for by each call. It was 520 KB when one file imported all of zod.
it("every call loads at most 220 KB", () => {
  const seen = new Set<string>();
  const load = (name: string): number => {
    if (seen.has(name)) return 0;
    seen.add(name);
    const text = readFileSync(join(dist, name), "utf8");
    const imports = [...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)].map((m) => m[1]!);
    return text.length + imports.map(load).reduce((a, b) => a + b, 0);
  };
  const main = readdirSync(dist).find((name) => /^main-.*\.js$/.test(name))!;
  const size = load(main);
  expect(seen.size).toBeGreaterThan(3);
  expect(size).toBeLessThan(220_000);
});

it(
  "eight processes race for 400 tasks through the command line: 400 claims, no double",
  { timeout: 180_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "teamwright-race-"));
    const url = `file:${join(folder, ".teamwright", "store")}`;
    const store = await openStore(url);
    const session = await openSession(store, "SMP-race");
    await session.run({
      name: "session.start",
      input: { session: "SMP-race", team: sampleTeam(), requirement: "race", max_tasks: 1_000 },
      actor: COORDINATOR,
    });
    await session.runAll(
      Array.from({ length: TASKS }, (_, i) => ({
        name: "task.create",
        input: { prefix: "BUILD", title: `t${i}` },
        actor: COORDINATOR,
      })),
    );
    const outputs = await Promise.all(
      Array.from({ length: PROCESSES }, async (_, i) => {
        const child = spawn(
          process.execPath,
          [join(here, "race-worker.mjs"), join(here, "..", "dist", "bin.js"), `w${i}`],
          { cwd: folder },
        );
        let out = "";
        child.stdout.on("data", (d: Buffer) => (out += d.toString()));
        await new Promise((done) => child.once("exit", done));
        return out.trim().split("\n").filter(Boolean);
      }),
    );
    const claims = outputs.flat();
    expect(claims.filter((c) => c.startsWith("refused"))).toEqual([]);
    expect(claims).toHaveLength(TASKS);
    expect(new Set(claims).size).toBe(TASKS);
    await session.catchUp();
    const owners = [...session.state.tasks.values()].filter((t) => t.claim).map((t) => t.claim!.owner);
    expect(owners).toHaveLength(TASKS);
    expect(outputs.every((o) => o.length > 0)).toBe(true);
    await session.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  },
);

it(
  "a server generated for a new pack starts from its tarball in an empty folder, and runs that team",
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "teamwright-generated-"));
    const run = (cwd: string, program: string, ...args: string[]) =>
      execFileSync(program, args, {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        env: withoutTestContext,
      });
    const teamwright = (...args: string[]) => run(folder, process.execPath, join(dist, "bin.js"), ...args);
    teamwright("pack", "new", "review-docs");
    teamwright("mcp", "generate", "--pack", "./review-docs", "--out", "server", "--owner", "io.github.somebody");
    const tarball = run(join(folder, "server"), "npm", "pack", "--silent").trim();
    const empty = join(folder, "empty");
    mkdirSync(empty);
    writeFileSync(join(empty, "package.json"), '{"private":true}');
    run(empty, "npm", "install", "--offline", "--ignore-scripts", "--no-audit", join(folder, "server", tarball));
    const installed = join(empty, "node_modules", "team-review-docs-mcp");
    expect(run(installed, process.execPath, "--test", "test/start.test.mjs")).toMatch(/pass 6\b/);
    const facts = ["package.json", "server.json", "manifest.json"].map(
      (name) => JSON.parse(readFileSync(join(installed, name), "utf8")) as Record<string, string>,
    );
    expect(facts.map(({ version }) => version)).toEqual(["0.1.0", "0.1.0", "0.1.0"]);
    expect(facts[0]!.mcpName).toBe(facts[1]!.name);
    // A pack that is not ours, started through the server that was made for it.
    const child = spawn(process.execPath, [join(installed, "server.mjs")], {
      cwd: empty,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (method: string, params: object) => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })}\n`);
      return JSON.parse((await lines.next()).value as string) as {
        result: { structuredContent: { result: Record<string, unknown> } };
      };
    };
    await ask("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "t", version: "1" },
    });
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    const call = async (name: string, args: object) =>
      (await ask("tools/call", { name, arguments: args })).result.structuredContent.result;
    const started = await call("session_start", {
      workspace: empty,
      agent: "lead",
      pack: "review-docs",
      requirement: "A page",
    });
    const beat = await call("beat", { session: started.handle, agent: "lead" });
    expect(beat.spawn).toMatchObject([{ task: "MAKE-001", owner: "maker@d1" }]);
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin.end();
    expect(await ended).toBe(0);
    await rm(folder, { recursive: true, force: true });
  },
);
