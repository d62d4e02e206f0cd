// The packs under proof: built by our own command from the sources of this checkout, offered by a marketplace of their own.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Market } from "./clients.ts";

const ROOT = join(import.meta.dirname, "../..");
const CLI = ["--conditions=source", join(ROOT, "packages/cli/src/bin.ts")];

export interface Packs {
  market: Market;
  /** Built plugins by name, with the folder and the team's name, which is that of the server. */
  plugins: readonly { name: string; folder: string; server: string }[];
}

/** Builds every pack of skills/ into `folder`. Throws with what the command said. */
export function buildPacks(folder: string): Packs {
  mkdirSync(folder, { recursive: true });
  const skills = globSync("skills/*/team.yaml", { cwd: ROOT })
    .map((path) => dirname(path))
    .toSorted();
  const plugins = skills.map((skill) => {
    const { result } = teamwright(["pack", "build", join(ROOT, skill), "--out", join(folder, "plugins")], folder);
    const { name, dir } = result as { name: string; dir: string };
    return { name, folder: dir, server: name.replace(/^team-/, "") };
  });
  teamwright(["pack", "market", "--root", folder, "--name", "teamwright-proof"], folder);
  return { market: { folder, name: "teamwright-proof" }, plugins };
}

/** One call of our command line; its answer. Throws with what it said when it failed. */
export function teamwright(words: readonly string[], cwd: string): { result: Record<string, unknown> } {
  const ran = spawnSync(process.execPath, [...CLI, ...words, "--json"], {
    cwd,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  const answer = JSON.parse(ran.stdout || "{}") as {
    ok?: boolean;
    result: Record<string, unknown>;
    error?: { message: string };
  };
  if (!answer.ok)
    throw new Error(
      `teamwright ${words.join(" ")}: ${answer.error?.message ?? ran.error?.message ?? ran.stderr.slice(-500)}`,
    );
  return answer;
}

/** One call of the board's command line; what it printed, or nothing when it failed. */
export function tracking(words: readonly string[], cwd: string): unknown {
  const ran = spawnSync(process.execPath, [...CLI, "tracking", ...words], {
    cwd,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  return JSON.parse(ran.status === 0 ? ran.stdout : "[]") as unknown;
}
