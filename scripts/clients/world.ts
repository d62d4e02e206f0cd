// The folders of one client's proof: a home and a repository made for it, and the ways to run things there.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Pinned } from "./pinned.ts";
import { CLIENTS } from "./clients.ts";
import type { Mischief } from "./mischief.ts";
import type { InsidePlan } from "./run-inside.ts";
import type { Exchange } from "./talk.ts";

export interface Ran {
  code: number;
  out: string;
}

export interface World {
  pinned: Pinned;
  folder: string;
  home: string;
  program: string;
}

const HERE = import.meta.dirname;
const NODE = process.execPath;
/** Seconds for one command or session of a client; the longest takes half a minute on a machine with nothing else to do. */
const PATIENCE = 400;

export function makeWorld(folder: string, { pinned, program }: { pinned: Pinned; program: string }): World {
  const world = { pinned, program, folder, home: join(folder, "home") };
  mkdirSync(world.home, { recursive: true });
  CLIENTS[pinned.host].prepare?.(world.home);
  return world;
}

/** A real git repository with one issue. */
export function makeRepository(world: World, name: string): string {
  const repo = join(world.folder, name);
  mkdirSync(repo, { recursive: true });
  writeFileSync(join(repo, "greeting.txt"), "helo\n");
  writeFileSync(join(repo, "ISSUES.md"), "# GH-1 The greeting is misspelt\n\nIt says helo.\n");
  const git = (...words: string[]) => spawnSync("git", ["-C", repo, ...words], { encoding: "utf8" });
  git("init", "-q", "-b", "main");
  git("config", "user.name", "Ann");
  git("config", "user.email", "ann@example.com");
  git("add", "-A");
  git("commit", "-q", "-m", "begin");
  return repo;
}

/** One command of the client itself. */
export const runClient = (world: World, words: readonly string[]): Promise<Ran> =>
  isolated(world, [...programOf(world), ...words]);

/** One session against the scripted model; the exchanges in order. */
export async function runSession(
  world: World,
  {
    repo,
    prompt,
    mischief = {},
    allTools = false,
    again = false,
    model,
    name,
  }: {
    repo: string;
    prompt: string;
    mischief?: Mischief;
    allTools?: boolean;
    again?: boolean;
    model?: string;
    name: string;
  },
): Promise<Ran & { exchanges: Exchange[] }> {
  const log = join(world.folder, `${name}.jsonl`);
  const plan: InsidePlan = {
    host: world.pinned.host,
    mischief,
    program: programOf(world),
    prompt,
    allTools,
    again,
    ...(model === undefined ? {} : { model }),
    cwd: repo,
    log,
    seconds: PATIENCE,
  };
  const ran = await isolated(
    world,
    [NODE, "--conditions=source", join(HERE, "run-inside.ts"), JSON.stringify(plan)],
    repo,
  );
  writeFileSync(join(world.folder, `${name}.out`), ran.out);
  const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  return { ...ran, exchanges: lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Exchange) };
}

const programOf = ({ pinned, program }: World): string[] => (pinned.script ? [NODE, program] : [program]);

function isolated(world: World, words: readonly string[], cwd = world.folder): Promise<Ran> {
  return new Promise((done) => {
    const env = {
      PATH: process.env["PATH"],
      ALLOW_NET: process.env["ALLOW_NET"],
      FAKE_HOME: world.home,
      ISO_PATH: `${dirname(NODE)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
    };
    const child = spawn(join(HERE, "isolate.sh"), [...words], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let out = "";
    const late = setTimeout(() => process.kill(-child.pid!, "SIGKILL"), (PATIENCE + 20) * 1_000);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.once("error", (error) => done({ code: 127, out: error.message }));
    child.once("close", (code) => {
      clearTimeout(late);
      done({ code: code ?? 137, out });
    });
  });
}
