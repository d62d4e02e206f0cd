// Puts the pinned clients into a cache outside of the checkout, with npm only. None of their install scripts runs: the packages carry ready programs.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Pinned, programIn } from "./pinned.ts";

/** About 1.5 GB. `TEAMWRIGHT_CLIENTS` names another folder. */
export const CACHE: string =
  process.env["TEAMWRIGHT_CLIENTS"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "teamwright-clients");

/** The client's program, installed when it is not there yet; or in words why there is none. */
export async function install(pinned: Pinned): Promise<{ program: string } | { trouble: string }> {
  const folder = join(CACHE, `${pinned.host}-${pinned.version}`);
  if (!existsSync(folder)) {
    const aside = `${folder}.${process.pid}`;
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, "package.json"), '{"private":true}\n');
    const trouble = await npm(aside, pinned.spec);
    if (trouble === undefined) renameSync(aside, folder);
    else {
      rmSync(aside, { recursive: true, force: true });
      return { trouble };
    }
  }
  const program = programIn(folder, pinned);
  return program === undefined ? { trouble: `${pinned.spec} has no program for this platform` } : { program };
}

function npm(folder: string, spec: string): Promise<string | undefined> {
  const command = join(dirname(process.execPath), "npm");
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", spec];
  return new Promise((done) => {
    const child = spawn(existsSync(command) ? command : "npm", args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-400)));
    child.once("error", (error) => done(`npm cannot be run: ${error.message}`));
    child.once("close", (code) => done(code === 0 ? undefined : `npm install ${spec} failed: ${said.trim()}`));
  });
}
