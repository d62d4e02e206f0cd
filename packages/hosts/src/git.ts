import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { TeamError } from "@teamwright/core";

const exec = promisify(execFile);

/** What we read must not depend on how its user likes to see it, and no conflict may be settled behind our back. */
const SETTINGS = ["core.quotePath=false", "status.showUntrackedFiles=normal", "rerere.enabled=false"].flatMap(
  (setting) => ["-c", setting],
);

/** Runs git with exactly these arguments (no shell). Resolves to what it printed, trimmed. Throws GIT_FAILED. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await exec("git", [...SETTINGS, ...args], {
      cwd,
      maxBuffer: 64_000_000,
      env: { ...outsideGit(process.env), GIT_TERMINAL_PROMPT: "0" },
    });
    return stdout.trim();
  } catch (cause) {
    const { stderr = "", stdout = "" } = cause as { stderr?: string; stdout?: string };
    const verb = args.find((word, i) => word !== "-c" && args[i - 1] !== "-c");
    throw new TeamError("GIT_FAILED", {
      message: `git ${verb} failed: ${(stderr || stdout || String(cause)).trim().split("\n")[0]!.slice(0, 200)}`,
      data: { command: args.join(" ").slice(0, 300), output: (stderr || stdout).slice(0, 2_000) },
      cause,
    });
  }
}

const OF_A_HOOK = [
  ...["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"],
  ...["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"],
];

/** `env` without what a git hook sets: it would send every git, ours and a worker's, to the hook's repository. */
export function outsideGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_A_HOOK.includes(name)));
}
