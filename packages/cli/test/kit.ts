// The command line as a user calls it: a process of its own, from the sources.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const bin: string = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "bin.ts");

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export interface How {
  cwd: string;
  env?: Record<string, string>;
  input?: string;
  /** The file to run in place of the command line's own. */
  file?: string;
}

export function call(args: readonly string[], { cwd, env, input, file }: How): Ran {
  const ran = spawnSync(process.execPath, ["--conditions=source", file ?? bin, ...args], {
    cwd,
    encoding: "utf8",
    input: input ?? "",
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** The one object that a call prints with --json. */
// oxlint-disable-next-line typescript/no-explicit-any -- the shape differs by command, and a wrong field fails the assertion anyway
export const callJson = (args: readonly string[], how: How): any => JSON.parse(call([...args, "--json"], how).out);
