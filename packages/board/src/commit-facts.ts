// What git knows of a commit that a worker names.
import { TeamError } from "@teamwright/core";
import { git } from "@teamwright/hosts";

/** Full id of `commit` when it exists and is on `branch` (any, if none is given); null where there is no repository. Throws CHECKPOINT_UNKNOWN. */
export async function verifyCommit(
  repo: string | undefined,
  commit: string,
  branch: string | undefined,
): Promise<string | null> {
  if (repo === undefined || (await ask(repo, "rev-parse", "--git-dir")) === "") return null;
  const data = { commit, branch: branch ?? null };
  const id = await ask(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`);
  if (id === "")
    throw new TeamError("CHECKPOINT_UNKNOWN", { message: `${commit} is no commit of this repository.`, data });
  const on = (await ask(repo, "branch", "--all", "--contains", id, "--format=%(refname)")).split("\n").filter(Boolean);
  const found = branch === undefined ? on.length > 0 : on.some((ref) => isBranch(ref, branch));
  if (!found)
    throw new TeamError("CHECKPOINT_UNKNOWN", { message: `${commit} is not on ${branch ?? "any branch"}.`, data });
  return id;
}

/** Files that the work behind a commit changed: all since it left HEAD's history, or the commit's own when it is in it. Null where git does not know it. */
export async function changedFiles(repo: string | undefined, commit: string): Promise<string[] | null> {
  if (repo === undefined) return null;
  const id = await ask(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`);
  if (id === "") return null;
  const base = await ask(repo, "merge-base", "HEAD", id);
  const text =
    base === "" || base === id
      ? await ask(repo, "show", "--name-only", "--format=", id)
      : await ask(repo, "diff", "--name-only", base, id);
  return text.split("\n").filter(Boolean);
}

const isBranch = (ref: string, branch: string): boolean =>
  ref === `refs/heads/${branch}` || (ref.startsWith("refs/remotes/") && ref.endsWith(`/${branch}`));

/** What git says, or nothing when it refuses. */
const ask = (repo: string, ...args: string[]): Promise<string> => git(repo, ...args).catch(() => "");
