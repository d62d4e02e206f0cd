// What people and models pay in bytes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderProtocol } from "@teamwright/prompts";
import { builtCli } from "./built-cli.ts";
import type { Row } from "./row.ts";

export function sizes(): Row[] {
  const gate = { task: { id: "AUDIT-001", gate: true }, artifact: "artifacts/AUDIT-001.md" } as never;
  return [
    {
      what: "protocol text a worker receives besides its role and task, at most",
      value: Buffer.byteLength(renderProtocol(gate, { artifactExists: true })),
      unit: "bytes",
      limit: 2_048,
    },
    ...footprint(),
  ];
}

/** The packed command line, installed as a user would. */
function footprint(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-bench-"));
  const run = (cwd: string, command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const tarball = run(builtCli(), "npm", "pack", "--silent", "--pack-destination", folder);
  run(folder, "npm", "init", "-y");
  run(folder, "npm", "install", "--silent", "--offline", join(folder, tarball));
  const kilobytes = Number(run(folder, "du", "-sk", "node_modules").split("\t")[0]);
  rmSync(folder, { recursive: true });
  return [{ what: "`npm install teamwright` on disk", value: kilobytes / 1_024, unit: "MB", limit: 10 }];
}
