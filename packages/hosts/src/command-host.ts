import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { TeamError } from "@teamwright/core";
import { outsideGit } from "./git.ts";

/** What a host can do. Templates and the runner read these, never a host's name. */
export interface HostCapabilities {
  canSpawnFromWorker: boolean;
  canPush: boolean;
  canWait: boolean;
  stableNames: boolean;
  maxParallel: number;
}

export interface WorkerStart {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** File that takes all the worker prints. */
  log: string;
}

export interface RunningWorker {
  readonly pid: number;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export interface Host {
  readonly name: string;
  readonly capabilities: HostCapabilities;
  start(worker: WorkerStart): Promise<RunningWorker>;
}

/** The host `command:PATH`: any executable, or a JavaScript file run by this Node. Throws HOST_UNKNOWN or HOST_FAILED. */
export async function parseHost(address: string): Promise<Host> {
  if (!address.startsWith("command:") || address.length === 8)
    throw new TeamError("HOST_UNKNOWN", { data: { host: address.slice(0, 200) } });
  const path = resolve(address.slice(8));
  const script = [".mjs", ".js", ".cjs", ".ts"].includes(extname(path));
  if (!(await stat(path).catch(() => null))?.isFile())
    throw new TeamError("HOST_FAILED", { message: "The worker's file does not exist.", data: { path } });
  await access(path, script ? constants.R_OK : constants.X_OK).catch((cause: unknown) => {
    throw new TeamError("HOST_FAILED", {
      message: "The worker's file cannot be executed.",
      hint: `chmod +x ${path}`,
      data: { path },
      cause,
    });
  });
  return {
    name: "command",
    capabilities: { canSpawnFromWorker: false, canPush: false, canWait: true, stableNames: true, maxParallel: 64 },
    async start({ argv, env, cwd, log }) {
      const out = await open(log, "a", 0o600);
      const [file, args] = script ? [process.execPath, [path, ...argv]] : [path, [...argv]];
      // A group of its own, so that all of a worker's children end with it.
      const child = spawn(file, args, {
        cwd,
        env: { ...outsideGit(process.env), ...env },
        stdio: ["ignore", out.fd, out.fd],
        detached: true,
      });
      const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
        child.once("exit", (code, signal) => done({ code, signal }));
        child.once("error", () => done({ code: 127, signal: null }));
      });
      await new Promise((ready) => child.once("spawn", ready).once("error", ready));
      await out.close();
      if (child.pid === undefined) throw new TeamError("HOST_FAILED", { data: { path } });
      return { pid: child.pid, exited };
    },
  };
}
