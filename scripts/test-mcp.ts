// npm run test:mcp [-- --official]: the official MCP tools against a real server of ours, for both eras, and our own tests of the servers. Installs the tools when they are not there.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { registryProblems } from "../packages/publish/src/registry-problems.ts";
import { builtCli } from "./bench/built-cli.ts";
import { schemaProblem } from "./published-schema.ts";

const root = join(import.meta.dirname, "..");
const tools = join(import.meta.dirname, "mcp-tools");
const cli = ["--conditions=source", join(root, "packages/cli/src/bin.ts")];

/** Scenarios that any server can pass; the others call tools of the SDK's own example server. */
const SCENARIOS: Readonly<Record<string, readonly string[]>> = {
  "2026-07-28": [
    "tools-list",
    "resources-list",
    "prompts-list",
    "caching",
    "server-sse-multiple-streams",
    "sep-2164-resource-not-found",
    "http-header-validation",
    "input-required-result-missing-input-response",
    "input-required-result-unsupported-methods",
    "input-required-result-ignore-extra-params",
    "input-required-result-validate-input",
    "dns-rebinding-protection",
    "server-stateless",
  ],
  "2025-11-25": [
    "server-initialize",
    "ping",
    "tools-list",
    "resources-list",
    "prompts-list",
    "dns-rebinding-protection",
  ],
};

/** Checks inside a scenario that call a tool which only the example server has. */
const NEEDS_EXAMPLE_TOOLS: ReadonlySet<string> = new Set([
  "sep-2575-server-rejects-undeclared-capability",
  "sep-2575-missing-capability-http-400",
  "sep-2575-http-server-no-independent-requests-on-stream",
  "sep-2575-server-no-log-without-loglevel",
]);

let passed = 0;
let failed = 0;
const tell = (what: string, wrong: string | null) => {
  if (wrong === null) passed += 1;
  else failed += 1;
  console.log(`${wrong === null ? "ok    " : "FAILED"}  ${what}${wrong ? `\n${wrong}` : ""}`);
};

if (!existsSync(join(tools, "node_modules/.bin/mcpb"))) {
  console.error("installing the MCP tools ...");
  execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], {
    cwd: tools,
    stdio: "inherit",
  });
}
const folder = mkdtempSync(join(tmpdir(), "teamwright-mcp-"));
const servers: Record<string, string[]> = {
  "teamwright mcp serve": [...cli, "mcp", "serve", "--http", "0", "--open", "--tools", "all"],
  "generated server": [generated(), "all", "--http", "0"],
};
const running: ChildProcess[] = [];
try {
  for (const [name, args] of Object.entries(servers)) {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
    running.push(child);
    const url = await addressOf(child);
    for (const [version, scenarios] of Object.entries(SCENARIOS))
      for (const scenario of scenarios) tell(`${name}: ${version} ${scenario}`, conform(url, scenario, version));
    tell(`${name}: inspector --strict, HTTP`, inspect([url, "--transport", "http"]));
  }
  await manifests(join(folder, "server"));
  for (const profile of ["worker", "coordinator", "observer", "board", "team-msg", "all"]) {
    const serve = [process.execPath, ...cli, "mcp", "serve", "--tools", profile];
    tell(`inspector --strict, profile ${profile}, stdio`, inspect(serve));
  }
} finally {
  for (const child of running) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
// CI has run them already.
if (!process.argv.includes("--official")) ownTests();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function ownTests(): void {
  const own = spawnSync(process.execPath, [join(root, "scripts/test.ts"), "packages/mcp"], {
    cwd: root,
    encoding: "utf8",
  });
  const totals = /(\d+) passed, (\d+) failed, \d+ skipped\n$/.exec(own.stdout);
  passed += Number(totals?.[1] ?? 0);
  failed += Number(totals?.[2] ?? 1);
  console.log(`our own tests, both SDK clients, stdio and HTTP: ${totals?.[0]?.trim() ?? own.stdout.slice(-2_000)}`);
}

/** The program of a server that was generated for a pack nobody has seen before. */
function generated(): string {
  const bin = join(builtCli(), "dist/bin.js");
  const run = (...args: string[]) => execFileSync(process.execPath, [bin, ...args], { cwd: folder, stdio: "ignore" });
  run("pack", "new", "strangers");
  run("mcp", "generate", "--pack", "./strangers", "--out", "server");
  return join(folder, "server", "server.mjs");
}

/** What the registry and hosts read of a generated project, by their own validators; and the bundle they would install. */
async function manifests(project: string): Promise<void> {
  const read = (name: string) => JSON.parse(readFileSync(join(project, name), "utf8")) as Record<string, unknown>;
  const problems = registryProblems(read("server.json"), read("package.json"));
  tell("generated server.json, by the registry's rules", problems.length === 0 ? null : JSON.stringify(problems));
  const registry = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
  const problem = await schemaProblem(join(project, "server.json"), { url: registry, tools });
  if (problem === undefined) console.log(`not run  server.json against ${registry}: it could not be fetched`);
  else tell("generated server.json, by the registry's schema 2025-12-11", problem);
  const mcpb = (...args: string[]) => run(join(tools, "node_modules/.bin/mcpb"), args, project);
  tell("generated manifest.json, mcpb validate", mcpb("validate", "manifest.json"));
  tell("generated project, mcpb pack", mcpb("pack", ".", join(folder, "server.mcpb")));
  tell("its bundle, mcpb unpack", mcpb("unpack", join(folder, "server.mcpb"), join(folder, "unpacked")));
  tell("its own tests in the bundle, both eras", run("--test", ["test/start.test.mjs"], join(folder, "unpacked")));
}

/** Null when the program ends well. */
function run(program: string, args: readonly string[], cwd: string): string | null {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const ended = spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: "utf8", timeout: 120_000 });
  return ended.status === 0
    ? null
    : `        exit ${ended.status}: ${ended.stderr.slice(-600)}${ended.stdout.slice(-900)}`;
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /MCP at (\S+)/.exec(line);
    if (found) return found[1]!;
  }
  throw new Error("The server did not start.");
}

/** What a scenario found wrong; null when it passed. */
function conform(url: string, scenario: string, version: string): string | null {
  const program = join(tools, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
  const args = [program, "server", "--url", url, "--scenario", scenario, "--spec-version", version];
  const { stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: "1" },
  });
  // oxlint-disable-next-line no-control-regex -- the tool colours its output whatever it is told
  const text = stdout.replace(/\u001b\[\d+m/g, "");
  const failures = [...text.matchAll(/\[([a-z0-9-]+) *\] FAILURE .*/g)];
  const checks = failures.filter((m) => !NEEDS_EXAMPLE_TOOLS.has(m[1]!));
  const summary = /Passed: (\d+)\/\d+, (\d+) failed/.exec(text);
  // A failure whose line is not understood would otherwise pass.
  if (!summary || Number(summary[1]) === 0 || Number(summary[2]) !== failures.length)
    return `it did not run: ${text.slice(-600)}`;
  return checks.length === 0 ? null : checks.map((m) => `        ${m[0].slice(0, 300)}`).join("\n");
}

function inspect(target: readonly string[]): string | null {
  const program = join(tools, "node_modules/.bin/mcp-inspector");
  const args = [program, "--cli", ...target.slice(0, 1), ...target.slice(1), "--method", "tools/list", "--strict"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
  });
  return status === 0 && stdout.includes('"tools"')
    ? null
    : `        exit ${status}: ${stderr.slice(-600)}${stdout.slice(-300)}`;
}
