// A small repository, the command line on it, and what a run must have done.
import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feed, openStore } from "@teamwright/runtime";
import { expect } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
export const bin = join(here, "..", "..", "cli", "src", "bin.ts");
const folders: string[] = [];
/** Call in each file: removes what `project` made. */
export const cleanUp = async (): Promise<void> => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
};

/** A new repository with one issue. */
export async function project(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-run-"));
  folders.push(folder);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], { cwd: folder });
  git("init", "--quiet");
  await writeFile(join(folder, "ISSUES.md"), "# GH-1 Something\npriority: 4\n\nIt is wrong.\n");
  git("add", ".");
  git("commit", "--quiet", "-m", "Start");
  return folder;
}

export function teamwright(folder: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--conditions=source", bin, ...args, "--store", `file:${join(folder, ".teamwright", "store")}`],
    { cwd: folder, env: { ...process.env, ...env } },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (d: Buffer) => (output += d.toString()));
  return {
    child,
    ended: new Promise<{ code: number | null; output: string }>((done) =>
      child.once("exit", (code) => done({ code, output })),
    ),
  };
}

/** `teamwright run` with the workers of this folder; `--resume` among `more` goes on. */
export const run = (folder: string, env: Record<string, string> = {}, ...more: string[]) =>
  teamwright(
    folder,
    [
      "run",
      ...(more.includes("--resume") ? [] : ["issue", "--issues", "ISSUES.md"]),
      "--session",
      "TISL-1",
      "--host",
      `command:${join(here, "worker.mjs")}`,
      "--lease-ms",
      "20000",
      "--on-ask",
      "stop",
      ...more,
    ],
    env,
  );

export async function events(
  folder: string,
): Promise<{ type: string; task?: string; owner?: string; reason?: string; body?: string }[]> {
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  const out = [];
  for await (const { commit } of feed(store, "TISL-1", { since: 0, follow: false })) out.push(...commit.events);
  await store.close();
  return out as never;
}

/** The job ended the one way it may end, and nothing was done twice. */
export async function expectDoneOnce(folder: string): Promise<void> {
  const all = await events(folder);
  const completed = all.filter((e) => e.type === "task.completed").map((e) => e.task!);
  expect(completed.toSorted()).toEqual(["AUDIT-001", "BUILD-001", "EXPLORE-001", "MARSHAL-001", "SOLVE-001"]);
  expect(all.at(-1)).toMatchObject({ type: "session.ended", status: "done" });
}
