import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { registryProblems } from "@teamwright/publish";
import { openSession, openStore } from "@teamwright/runtime";
import { COORDINATOR, sampleTeam } from "@teamwright/testing";
import { beforeAll, expect, it } from "vitest";
import { demo as generatedServer } from "../../../examples/05-generated-server/demo.ts";

const here = dirname(fileURLToPath(import.meta.url));
const TASKS = 400;
const PROCESSES = 8;

/** node:test in a child would otherwise report to a parent that is not there. */
const { NODE_TEST_CONTEXT: _, ...withoutTestContext } = process.env;
const dist = join(here, "..", "dist");
beforeAll(() => execFileSync("npx", ["--no-install", "tsup"], { cwd: join(here, ".."), stdio: "ignore" }), 300_000);

// What one verb needs must not be paid for by each call. It was 520 KB when one file imported all of zod.
it("every call loads at most 260 KB", () => {
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
  expect(size).toBeLessThan(260_000);
});

it("no program imports a module of Node: each would first be copied, name by name", () => {
  const importing = readdirSync(dist).filter((name) => {
    const text = /\.m?js$/.test(name) ? readFileSync(join(dist, name), "utf8") : "";
    const imports = text.match(/^(?:#!.*\n)?(?:import[^;"'`]*["'][^"']+["'];?)*/)![0];
    return [...imports.matchAll(/["']([^"']+)["']/g)].some(([, from]) => isBuiltin(from!));
  });
  expect(importing).toEqual([]);
});

it("checking tokens of identity providers is in one file that nothing else loads", () => {
  const holds = (text: string) =>
    readdirSync(dist).filter((n) => n.endsWith(".js") && readFileSync(join(dist, n), "utf8").includes(text));
  expect(holds("ERR_JWKS_NO_MATCHING_KEY")).toEqual([expect.stringMatching(/^oauth-/)]);
});

// A bundler may drop `node:`, and then there is no node:sqlite; run from source nobody would notice.
it("a session lives in a SQLite file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-sqlite-"));
  const teamwright = (...args: string[]) =>
    execFileSync(process.execPath, [join(dist, "bin.js"), ...args, "--store", "sqlite:team.db"], {
      cwd: folder,
      encoding: "utf8",
      env: withoutTestContext,
    });
  teamwright("session", "start", "issue", "look at it", "--input", '{"issues":[{"id":"GH-1","title":"t"}]}');
  expect(teamwright("session", "status")).toContain("issue / quick  active");
  await rm(folder, { recursive: true, force: true });
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

it("examples/05: a user's pack becomes a server of its own, which does a job for the official client", async () => {
  const { missing, folder } = await generatedServer(() => {});
  await rm(folder, { recursive: true, force: true });
  expect(missing).toEqual([]);
});

it("a generated server is called the same everywhere, and is what the MCP registry takes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-generated-"));
  const teamwright = (...args: string[]) =>
    execFileSync(process.execPath, [join(dist, "bin.js"), ...args], { cwd: folder, env: withoutTestContext });
  teamwright("pack", "new", "review-docs");
  teamwright("mcp", "generate", "--pack", "./review-docs", "--out", "server", "--owner", "io.github.somebody");
  const [manifest, entry, bundle] = ["package.json", "server.json", "manifest.json"].map(
    (name) => JSON.parse(readFileSync(join(folder, "server", name), "utf8")) as Record<string, string>,
  );
  await rm(folder, { recursive: true, force: true });
  expect([manifest, entry, bundle].map((facts) => facts!.version)).toEqual(["0.1.0", "0.1.0", "0.1.0"]);
  expect([manifest!.mcpName, bundle!.name]).toEqual([entry!.name, manifest!.name]);
  expect(registryProblems(entry!, manifest!)).toEqual([]);
});

/** Every file below a folder with its bytes and whether it can be run. */
const filesOf = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [
        path.slice(dir.length),
        `${statSync(path).mode & 0o111} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`,
      ])
      .toSorted(),
  );

it(
  "every pack, ours and a stranger's, is built twice with the same bytes, and works from wherever its folder is put",
  { timeout: 600_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "teamwright-plugin-"));
    const teamwright = (...args: string[]) =>
      execFileSync(process.execPath, [join(dist, "bin.js"), ...args], {
        cwd: folder,
        encoding: "utf8",
        env: withoutTestContext,
      });
    teamwright("pack", "new", "review-docs");
    teamwright("pack", "new", "my-issue", "--from", "issue");
    // And one that builds on another: it must stand alone wherever it is put.
    teamwright("pack", "new", "guarded");
    const yaml = join(folder, "guarded/team.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace("name: guarded\n", "name: guarded\nextends: issue\n"));
    const packs = ["./review-docs", "./my-issue", "./guarded", ...globSync(join(here, "../../../skills/*/"))];
    expect(packs.length).toBeGreaterThan(2);
    for (const pack of packs)
      for (const out of ["one", "two/with spaces"])
        expect(teamwright("pack", "build", pack, "--out", out)).toMatch(
          /^[^]*\n\d+ of \d+ files changed, [\d.]+ KB installed\nlisted: .*skill team-\S+ \d+ characters.*\nabout \d+ tokens in every session, \d+ when first used, \d+ for the longest role of a task\n/,
        );
    const one = filesOf(join(folder, "one"));
    expect(Object.keys(one).length).toBeGreaterThan(60);
    expect(filesOf(join(folder, "two/with spaces"))).toEqual(one);
    teamwright("pack", "build", "./my-issue", "--out", "one", "--check");
    const plugins = globSync("one/{,codex/}team-*", { cwd: folder });
    expect(plugins).toHaveLength(2 * packs.length);
    expect(readFileSync(join(folder, "one/team-guarded/skills/team-guarded/team.yaml"), "utf8")).toContain("explorer");
    for (const plugin of ["team-my-issue", "team-guarded"].flatMap((name) => [`one/${name}`, `one/codex/${name}`]))
      expect(teamwright("pack", "check", plugin)).toContain("a built plugin, 0 warnings");

    // Away from everything that built it.
    const plugin = join(folder, "some where else", "team-review-docs");
    mkdirSync(dirname(plugin));
    await rename(join(folder, "one", "team-review-docs"), plugin);
    await rm(join(folder, "review-docs"), { recursive: true });
    const project = join(folder, "project");
    mkdirSync(project);
    const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder };
    const shell = (...args: string[]) =>
      JSON.parse(
        execFileSync(join(plugin, "bin/teamwright"), [...args, "--json"], { cwd: project, env, encoding: "utf8" }),
      ).result;
    const { session } = shell("session", "start", "review-docs", "A page about backups");
    const { spawn: offered } = shell("beat", "--session", session);
    expect(offered).toMatchObject([{ task: "MAKE-001" }]);
    // The board's programs are in the same file.
    const board = (...args: string[]) =>
      JSON.parse(
        execFileSync(join(folder, "one/team-tracking/bin/team-tracking"), args, {
          cwd: project,
          env,
          encoding: "utf8",
        }),
      );
    expect(board("init", "--project=web")).toMatchObject({ project: "web" });
    expect(board("create", "--project=web", "--type=task", "--title=One")).toMatchObject({ id: "TASK-001" });
    // A worker that has the server goes on with what the shell began.
    const { mcpServers } = JSON.parse(readFileSync(join(plugin, "mcp.json"), "utf8")) as {
      mcpServers: Record<string, { command: string; args: string[] }>;
    };
    const { command, args } = mcpServers["review-docs"]!;
    const child = spawn(
      command,
      args.map((arg) => arg.replace("${PLUGIN_ROOT}", plugin)),
      { cwd: plugin, env, stdio: ["pipe", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (method: string, params: object) => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })}\n`);
      return JSON.parse((await lines.next()).value as string).result;
    };
    await ask("initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "t", version: "1" },
    });
    const call = async (name: string, args: object) =>
      (await ask("tools/call", { name, arguments: args })).structuredContent.result;
    const { handle } = await call("session_open", { workspace: project, name: session, agent: "w" });
    const { owner, dispatch } = offered[0];
    const claim = { session: handle, agent: owner, op: "task.claim", task: "MAKE-001", dispatch };
    const { token } = await call("task_claim", claim);
    await call("task_complete", { session: handle, agent: owner, task: "MAKE-001", token, summary: "Made." });
    child.stdin.end();
    expect(shell("beat", "--session", session).spawn).toMatchObject([{ task: "REVIEW-001" }]);
    // Without a model: its own program coordinates, and is what workers report with.
    execFileSync("git", ["init", "--quiet"], { cwd: project });
    const name = ["-c", "user.name=T", "-c", "user.email=t@example.com"];
    execFileSync("git", [...name, "commit", "--quiet", "--allow-empty", "-m", "Start"], { cwd: project });
    writeFileSync(
      join(project, "worker.sh"),
      `#!/bin/sh
if [ "$TEAMWRIGHT_ROLE" = reviewer ]; then verdict="--verdict approved --score 90"; fi
team-tracking status --project=web > /dev/null && teamwright task complete --summary "Done." $verdict
`,
      { mode: 0o755 },
    );
    expect(shell("run", "review-docs", "Again", "--host", "command:./worker.sh")).toMatchObject({ status: "done" });
    const lacks = spawnSync(join(plugin, "bin/teamwright"), ["pack", "new", "more"], {
      cwd: project,
      env,
      encoding: "utf8",
    });
    expect(lacks.status).toBe(2);
    expect(lacks.stderr).toContain("The teamwright of a plugin brings what its team needs and no more.");
    await rm(folder, { recursive: true, force: true });
  },
);
