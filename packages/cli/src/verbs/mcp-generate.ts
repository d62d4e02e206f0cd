import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Team, TeamError } from "@teamwright/core";
import { findPack, loadPack } from "@teamwright/pack";
import { badInput } from "../bad-input.ts";
import { BUNDLED, SERVER } from "../bundled.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Longest description that the MCP registry takes. */
const MAX_DESCRIPTION = 100;

/** `mcp generate --pack PACK --out DIR`: a server project of its own, with nothing to install but Node. */
export async function mcpGenerate({ globals, options }: Invocation): Promise<number> {
  const { pack, out } = options;
  if (typeof pack !== "string" || typeof out !== "string")
    throw badInput(typeof pack === "string" ? "out" : "pack", "missing", {
      hint: "teamwright mcp generate --pack PACK --out DIR",
    });
  const owner = typeof options.owner === "string" ? options.owner : "io.github.your-name";
  if (!/^[a-zA-Z0-9.-]+$/.test(owner)) throw badInput("owner", "is a name in reverse, like io.github.your-name");
  const { team, dir, complaints } = await loadPack(await findPack(pack, { bundled: BUNDLED }));
  if (!team)
    throw new TeamError("PACK_INVALID", { data: { issues: complaints.filter((c) => c.severity === "error") } });
  const target = resolve(out);
  if ((await readdir(target).catch(() => [])).length > 0) throw badInput("out", "is there already, and not empty");
  if (!existsSync(SERVER)) throw badInput("", "in a checkout, run `npm run build` first");
  await mkdir(join(target, "test"), { recursive: true });
  await cp(SERVER, join(target, "server.mjs"));
  for (const part of ["team.yaml", "SKILL.md", "roles", "references", "plays"])
    if (existsSync(join(dir, part))) await cp(join(dir, part), join(target, "pack", part), { recursive: true });
  const files = projectFiles(team, `${owner}/team-${team.name}`);
  for (const [path, text] of Object.entries(files)) await writeFile(join(target, path), text);
  if (globals.json) sayResult({ dir: target, files: ["server.mjs", "pack", ...Object.keys(files)] });
  else
    process.stdout.write(
      `${target} is a server of its own. Next:\n  cd ${out} && npm test\n  claude mcp add team-${team.name} -- node ${join(target, "server.mjs")}\n`,
    );
  return 0;
}

function projectFiles(team: Team, mcpName: string): Record<string, string> {
  const name = `team-${team.name}-mcp`;
  const version = team.version === "0.0.0" ? "0.1.0" : team.version;
  const description = (team.summary || `The team ${team.name}.`).slice(0, MAX_DESCRIPTION);
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    "package.json": json({
      ...{ name, version, description, mcpName, license: "MIT", type: "module" },
      bin: { [name]: "./server.mjs" },
      files: ["server.mjs", "pack", "server.json", "manifest.json", "test"],
      scripts: { test: "node --test test/*.test.mjs" },
      engines: { node: ">=20.19" },
    }),
    "server.json": json({
      $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      ...{ name: mcpName, description, version },
      packages: [{ registryType: "npm", identifier: name, version, transport: { type: "stdio" } }],
    }),
    "manifest.json": json({
      ...{ manifest_version: "0.3", name, version, description, author: { name: mcpName.split("/")[0] } },
      server: {
        type: "node",
        entry_point: "server.mjs",
        mcp_config: { command: "node", args: ["${__dirname}/server.mjs"] },
      },
    }),
    "README.md": readme(team, name),
    "test/start.test.mjs": TEST,
  };
}

const readme = (team: Team, name: string): string => `# ${name}

${team.summary || `The team ${team.name}.`}

An MCP server that coordinates the team ${team.name}: \`node server.mjs\`. One file, nothing to install but Node 20.19 or newer. Teams keep their log beside the project they work on, in \`.teamwright\`.

| argument | tools for |
|---|---|
| \`coordinator\` (default) | an agent that leads the team |
| \`worker\` | an agent that does tasks |
| \`observer\` | whoever only looks |
| \`board\`, \`team-msg\` | prompts that were written for team tracking or team_msg |
| \`all\` | everything but those two |

\`--http PORT\` behind it serves this machine over HTTP, for the folder it is started in.

Pipelines: ${Object.entries(team.pipelines)
  .map(([id, { summary }]) => `\`${id}\`${summary ? ` (${summary})` : ""}`)
  .join(", ")}.

\`npm test\` starts the server and speaks with it. Made by \`teamwright mcp generate\`; \`pack/\` is the team, as text.
`;

const TEST = `// Starts the server as a host does, in both eras of the protocol's handshake, and looks at what it offers.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("../server.mjs", import.meta.url));

for (const profile of ["worker", "coordinator", "observer", "board", "team-msg", "all"])
  test(\`offers the tools of a \${profile}\`, async () => {
    const child = spawn(process.execPath, [server, profile], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (id, method, params) => {
      child.stdin.write(\`\${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\\n\`);
      return JSON.parse((await lines.next()).value);
    };
    const clientInfo = { name: "test", version: "1" };
    const hello = await ask(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo });
    assert.equal(hello.result.serverInfo.name, "teamwright");
    child.stdin.write(\`\${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\\n\`);
    const { result } = await ask(2, "tools/list", {});
    assert.ok(result.tools.length > 0 && result.tools.length <= 14);
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin.end();
    assert.equal(await ended, 0);
  });
`;
