// A working copy at a checkpoint, for whoever takes a task over. What is there and not committed is set aside, never destroyed.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { TeamError } from "@teamwright/core";
import { git } from "./git.ts";

const WHO = ["-c", "user.name=Teamwright", "-c", "user.email=teamwright@localhost", "-c", "commit.gpgsign=false"];

export interface Restored {
  path: string;
  /** Full id of the checkpoint's commit. */
  commit: string;
  /** Where what stood in the way is kept: uncommitted files and commits behind the checkpoint. Null when nothing did. */
  set_aside: string | null;
}

interface Wanted {
  path: string;
  commit: string;
  branch: string;
  name: string;
}

/** Puts a working tree at `path` on `commit`: a new one on `branch`, or what is there as it was at the checkpoint, on its own branch. Throws GIT_FAILED. */
export async function restore(repo: string, { path, commit: wanted, branch, name }: Wanted): Promise<Restored> {
  const commit = await git(repo, "rev-parse", "--verify", "--end-of-options", `${wanted}^{commit}`);
  const refs = `refs/teamwright/set-aside/${name}`;
  if (!existsSync(path)) {
    await git(repo, "worktree", "prune");
    const elsewhere = await placeOf(repo, branch);
    if (elsewhere !== undefined)
      throw failed(`${branch} is checked out at ${elsewhere}.`, `Go on there: add --path ${elsewhere}.`);
    const tip = await ask(repo, "rev-parse", "--verify", "--quiet", `refs/heads/${branch}`);
    const set_aside = tip === "" ? null : await keepCommits(repo, { tip, commit, refs });
    await git(repo, "worktree", "add", "-B", branch, path, commit);
    return { path, commit, set_aside };
  }
  await checkTree(repo, path);
  const set_aside = (await keepFiles(path, refs)) ?? (await keepCommits(path, { tip: "HEAD", commit, refs }));
  await git(path, "reset", "--hard", commit);
  return { path, commit, set_aside };
}

/** A folder inside of another working tree would have that one reset. */
async function checkTree(repo: string, path: string): Promise<void> {
  const top = await ask(path, "rev-parse", "--show-toplevel");
  const common = (cwd: string) => ask(cwd, "rev-parse", "--path-format=absolute", "--git-common-dir");
  if (top !== "" && (await realpath(top)) === (await realpath(path)) && (await common(path)) === (await common(repo)))
    return;
  throw failed(
    `${path} is there, and no working tree of this repository.`,
    "Move it away, or name another place with --path.",
  );
}

/** Where a branch is checked out. */
async function placeOf(repo: string, branch: string): Promise<string | undefined> {
  const trees = (await git(repo, "worktree", "list", "--porcelain")).split("\n\n");
  const found = trees.find((tree) => tree.split("\n").includes(`branch refs/heads/${branch}`));
  return found?.split("\n")[0]!.slice("worktree ".length);
}

/** Keeps what is not committed under a new ref. Null when there is nothing to keep. */
async function keepFiles(path: string, refs: string): Promise<string | null> {
  if ((await git(path, "status", "--porcelain")) === "") return null;
  const kept = await nextRef(path, refs);
  // Stashes are shared by all working trees, and a push may find nothing to do: ours is the one with our mark.
  const mark = `${kept} ${randomUUID()}`;
  await git(path, ...WHO, "stash", "push", "--include-untracked", "-m", mark);
  const ours = async () =>
    (await git(path, "stash", "list", "--format=%gd %H %gs"))
      .split("\n")
      .find((line) => line.endsWith(mark))
      ?.split(" ");
  const [, hash] = (await ours()) ?? [];
  if (hash === undefined) return null;
  await git(path, "update-ref", kept, hash, NOT_THERE);
  const [entry, still] = (await ours()) ?? [];
  if (entry !== undefined && still === hash) await git(path, "stash", "drop", entry);
  return kept;
}

/** Keeps the commits of `tip` that `commit` does not have. Null when there are none. */
async function keepCommits(
  cwd: string,
  { tip, commit, refs }: { tip: string; commit: string; refs: string },
): Promise<string | null> {
  if ((await git(cwd, "rev-list", "--count", `${commit}..${tip}`)) === "0") return null;
  const kept = await nextRef(cwd, refs);
  await git(cwd, "update-ref", kept, tip, NOT_THERE);
  return kept;
}

/** For update-ref: the ref must not be there yet. */
const NOT_THERE = "0".repeat(40);

/** Behind the last: what was kept before and taken away leaves its number free. */
async function nextRef(cwd: string, refs: string): Promise<string> {
  const names = (await git(cwd, "for-each-ref", "--format=%(refname)", refs)).split("\n");
  return `${refs}/${Math.max(0, ...names.map((ref) => Number(ref.split("/").at(-1)) || 0)) + 1}`;
}

/** What git says, or nothing when it refuses. */
const ask = (cwd: string, ...args: string[]): Promise<string> => git(cwd, ...args).catch(() => "");

const failed = (message: string, hint: string): TeamError =>
  new TeamError("GIT_FAILED", { message, hint, data: { command: "restore", output: message } });
