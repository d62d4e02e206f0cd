// npm run build:packs: every pack of skills/ for every client into plugins/, which is what the repository's marketplace offers; what each costs, held to its budget.
// --out DIR builds elsewhere; --check only compares.
import { spawn, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { BUDGET, type Cost } from "../packages/publish/src/index.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { out: { type: "string" }, check: { type: "boolean", default: false } } });
const out = values.out === undefined ? "plugins" : resolve(values.out);
const flags = values.check ? ["--check"] : [];

interface BuiltPack {
  dir: string;
  name: string;
  version: string;
  digest: string;
  cost: Cost;
  others: { dir: string }[];
}

const turbo = spawnSync("npx", ["--no-install", "turbo", "run", "build", "--filter=teamwright"], {
  cwd: root,
  encoding: "utf8",
});
if (turbo.status !== 0) {
  console.log(turbo.stdout + turbo.stderr);
  process.exit(1);
}

/** Runs the built command line, as a user would. Prints what is wrong and ends when it fails. */
function teamwright(...args: string[]): unknown {
  const ran = spawnSync(process.execPath, [join(root, "packages/cli/dist/bin.js"), ...args, "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  const answer = JSON.parse(ran.stdout || '{"ok":false}') as {
    ok: boolean;
    result: unknown;
    error?: { message: string; hint: string };
  };
  if (answer.ok) return answer.result;
  console.log(`teamwright ${args.join(" ")}\n${answer.error?.message ?? ran.stderr}\n${answer.error?.hint ?? ""}`);
  process.exit(1);
}

/** Bytes of the server's list of tools: only their names, and all of it. Hosts that load tools late pay the first. */
async function toolList(dir: string): Promise<{ tools: number; names: number; whole: number }> {
  const { mcpServers } = JSON.parse(readFileSync(join(dir, "mcp.json"), "utf8")) as {
    mcpServers: Record<string, { args: string[] }>;
  };
  const args = Object.values(mcpServers)[0]!.args.map((arg) => arg.replace("${PLUGIN_ROOT}", dir));
  const child = spawn(process.execPath, args, {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const clientInfo = { name: "build-packs", version: "1" };
  send({ id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo } });
  await lines.next();
  send({ method: "notifications/initialized" });
  send({ id: 2, method: "tools/list" });
  const { result } = JSON.parse((await lines.next()).value as string) as { result: { tools: { name: string }[] } };
  child.stdin.end();
  const names = result.tools.map(({ name }) => name);
  return { tools: names.length, names: names.join().length, whole: JSON.stringify(result.tools).length };
}

const rows: string[][] = [["pack", "installed", "skills", "agents", "longest", "always", "first use", "task", "tools"]];
const over: string[] = [];
for (const file of globSync("skills/*/team.yaml", { cwd: root }).toSorted()) {
  const { dir, name, version, cost, others } = teamwright(
    "pack",
    "build",
    `./${dirname(file)}`,
    "--out",
    out,
    ...flags,
  ) as BuiltPack;
  for (const folder of [dir, ...others.map((other) => other.dir)]) teamwright("pack", "check", folder);
  const count = (kind: string) => cost.listed.filter((l) => l.kind === kind).length;
  const longest = Math.max(...cost.listed.map((l) => l.description));
  if (count("skill") > BUDGET.skills || count("agent") > BUDGET.agents || longest > BUDGET.description)
    over.push(`${name}: ${count("skill")} skills, ${count("agent")} agents, a description of ${longest} characters`);
  const { tools, names, whole } = await toolList(dir);
  rows.push([
    `${name} ${version}`,
    `${(cost.installed / 1_000_000).toFixed(2)} MB`,
    `${count("skill")} of ${BUDGET.skills}`,
    `${count("agent")} of ${BUDGET.agents}`,
    `${longest} of ${BUDGET.description}`,
    `${cost.always}`,
    `${cost.first}`,
    `${cost.task}`,
    `${tools}: ${Math.ceil(names / 4)} named, ${Math.ceil(whole / 4)} whole`,
  ]);
}
if (values.out === undefined)
  teamwright("pack", "market", "--name", "teamwright", "--owner", "Teamwright contributors", ...flags);
for (const row of rows)
  console.log(row.map((cell, i) => cell.padEnd(Math.max(...rows.map((r) => r[i]!.length)))).join("  "));
console.log("always, first use, task, tools: tokens, counted as a quarter of the characters");
for (const line of over) console.log(`over budget: ${line}`);
process.exitCode = over.length > 0 ? 1 : 0;
