#!/usr/bin/env node
// What a generated server is: one file that serves the pack beside it, over standard input and output or with --http PORT on this machine.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PROFILES, type Profile, serveOverHttp, serveOverStdio } from "@teamwright/mcp";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { http: { type: "string" } } });
const profile = positionals[0] ?? "coordinator";
if (!(PROFILES as readonly string[]).includes(profile) || (values.http && !/^\d{1,5}$/.test(values.http))) {
  process.stderr.write(`Use: server.mjs [${PROFILES.join("|")}] [--http PORT]\n`);
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
const options = {
  profile: profile as Profile,
  packs: [fileURLToPath(new URL("./pack", import.meta.url))],
  version,
  onerror: (error: Error) => void process.stderr.write(`mcp: ${error.message}\n`),
};
if (values.http === undefined) await serveOverStdio({ ...options, signal: stop.signal });
else {
  const serving = await serveOverHttp({ ...options, port: Number(values.http), workspaces: [process.cwd()] });
  process.stdout.write(`MCP at ${serving.url.href}\n`);
  stop.signal.addEventListener("abort", () => void serving.close());
}
