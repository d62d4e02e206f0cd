import { cp, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Team, TeamError } from "@teamwright/core";
import { findPack, placeFile } from "@teamwright/pack";
import { type PackSource, readPackSource } from "@teamwright/publish";
import { badInput } from "../bad-input.ts";
import { BUNDLED, needPart, SERVER } from "../bundled.ts";
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
  const { source, complaints } = await readPackSource(await findPack(pack, { bundled: BUNDLED }), { bundled: BUNDLED });
  if (!source)
    throw new TeamError("PACK_INVALID", { data: { issues: complaints.filter((c) => c.severity === "error") } });
  const target = resolve(out);
  if ((await readdir(target).catch(() => [])).length > 0) throw badInput("out", "is there already, and not empty");
  needPart(SERVER);
  const { team } = source;
  const files = projectFiles(source, `${owner}/team-${team.name}`);
  // The pack as it stands alone, whatever it builds on here.
  const whole = [
    ...[...source.files].map(([path, bytes]) => [`pack/${path}`, bytes] as const),
    ...Object.entries(files),
  ];
  for (const [path, content] of whole) await placeFile(join(target, path), content, { field: "out" });
  await cp(SERVER, join(target, "server.mjs"));
  if (globals.json) sayResult({ dir: target, files: ["server.mjs", "pack", ...Object.keys(files)] });
  else
    process.stdout.write(
      `${target} is a server of its own. Next:\n  cd ${out} && npm test\n  claude mcp add team-${team.name} -- node ${join(target, "server.mjs")}\n`,
    );
  return 0;
}

function projectFiles({ team, facts }: PackSource, mcpName: string): Record<string, string> {
  const name = `team-${team.name}-mcp`;
  const version = facts.version === "0.0.0" ? "0.1.0" : facts.version;
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

const TEST = `// Starts the server as hosts do, in both eras of the protocol, and looks at what it offers.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const server = fileURLToPath(new URL("../server.mjs", import.meta.url));
const clientInfo = { name: "test", version: "1" };
const prefix = "io.modelcontextprotocol/";
/** What each request of the newer era says of its client. */
const _meta = {
  [prefix + "protocolVersion"]: "2026-07-28",
  [prefix + "clientInfo"]: clientInfo,
  [prefix + "clientCapabilities"]: {},
};

/** A running server: how to ask it, and how to end it. */
function start(profile) {
  const child = spawn(process.execPath, [server, profile], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const write = (message) => child.stdin.write(\`\${JSON.stringify({ jsonrpc: "2.0", ...message })}\\n\`);
  const ask = async (method, params) => {
    write({ id: 1, method, params });
    return JSON.parse((await lines.next()).value);
  };
  const end = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin.end();
    assert.equal(await ended, 0);
  };
  return { ask, write, end };
}

for (const profile of ["worker", "coordinator", "observer", "board", "team-msg", "all"]) {
  test(\`offers the tools of \${profile} after a handshake\`, async () => {
    const { ask, write, end } = start(profile);
    const hello = await ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo });
    assert.equal(hello.result.serverInfo.name, "teamwright");
    write({ method: "notifications/initialized" });
    const { result } = await ask("tools/list", {});
    assert.ok(result.tools.length > 0 && result.tools.length <= 14);
    await end();
  });

  test(\`offers the tools of \${profile} to requests that stand alone (2026-07-28)\`, async () => {
    const { ask, end } = start(profile);
    const { result } = await ask("tools/list", { _meta });
    assert.ok(result.tools.length > 0 && result.tools.length <= 14);
    assert.equal(result.resultType, "complete");
    const { result: found } = await ask("server/discover", { _meta });
    assert.ok(found.supportedVersions.includes("2026-07-28"));
    await end();
  });
}
`;
