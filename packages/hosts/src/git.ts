import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { TeamError } from "@teamwright/core";

const exec = promisify(execFile);

/** Runs git with exactly these arguments (no shell). Resolves to what it printed, trimmed. Throws GIT_FAILED. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await exec("git", args, {
      cwd,
      maxBuffer: 64_000_000,
      env: environment(),
    });
    return stdout.trim();
  } catch (cause) {
    const { stderr = "", stdout = "" } = cause as { stderr?: string; stdout?: string };
    throw new TeamError("GIT_FAILED", {
      message: `git ${args[0]} failed: ${(stderr || stdout || String(cause)).trim().split("\n")[0]!.slice(0, 200)}`,
      data: { command: args.join(" ").slice(0, 300), output: (stderr || stdout).slice(0, 2_000) },
      cause,
    });
  }
}

/** Run from a git hook, the variables of the hook would send us to another repository. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"]) delete env[name];
  return env;
}
