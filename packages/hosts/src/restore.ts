// A working copy at a checkpoint, for whoever takes a task over. What is there and not committed is set aside, never destroyed.
import { existsSync } from "node:fs";
import { git } from "./git.ts";

const WHO = ["-c", "user.name=Teamwright", "-c", "user.email=teamwright@localhost", "-c", "commit.gpgsign=false"];

export interface Restored {
  path: string;
  /** Full id of the checkpoint's commit. */
  commit: string;
  /** Where what stood in the way is kept: uncommitted files and commits behind the checkpoint. Null when nothing did. */
  set_aside: string | null;
}

/** Puts a working tree at `path` on `commit`: a new one on `branch`, or what is there as it was at the checkpoint, on its own branch. Throws GIT_FAILED. */
export async function restore(
  repo: string,
  { path, commit: wanted, branch, name }: { path: string; commit: string; branch: string; name: string },
): Promise<Restored> {
  const commit = await git(repo, "rev-parse", "--verify", "--end-of-options", `${wanted}^{commit}`);
  if (!existsSync(path)) {
    await git(repo, "worktree", "prune");
    await git(repo, "worktree", "add", "-b", branch, path, commit);
    return { path, commit, set_aside: null };
  }
  const set_aside = await setAside(path, commit, `refs/teamwright/set-aside/${name}`);
  await git(path, "reset", "--hard", commit);
  return { path, commit, set_aside };
}

/** Keeps what a reset to `commit` would lose under a new ref below `ref`. */
async function setAside(path: string, commit: string, ref: string): Promise<string | null> {
  const before = (await git(path, "for-each-ref", "--format=%(refname)", ref)).split("\n").filter(Boolean).length;
  const kept = `${ref}/${before + 1}`;
  if ((await git(path, "status", "--porcelain")) !== "") {
    await git(path, ...WHO, "stash", "push", "--include-untracked", "-m", kept);
    // All zeroes: the ref must not be there yet.
    await git(path, "update-ref", kept, "stash@{0}", "0".repeat(40));
    await git(path, "stash", "drop");
    return kept;
  }
  if ((await git(path, "rev-list", "--count", `${commit}..HEAD`)) === "0") return null;
  await git(path, "update-ref", kept, "HEAD", "0".repeat(40));
  return kept;
}
