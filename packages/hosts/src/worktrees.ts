// Where workers work: each try has its own copy of the repository; what is done is merged into one branch of the session.
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { TeamError } from "@teamwright/core";
import { git } from "./git.ts";

const IDENTITY = ["-c", "user.name=Teamwright", "-c", "user.email=teamwright@localhost"];
/** A merge of ours must not wait for somebody's passphrase. */
const UNSIGNED = ["-c", "commit.gpgsign=false"];
/** A merge on our own branch, whatever the user's settings and hooks want of theirs. */
const OURS = ["--no-edit", "--ff", "--commit", "--no-squash", "--no-verify", "--no-verify-signatures"];

/** Fails in a submodule with commits that no remote has: they lie in the working copy alone. */
const NOTHING_OF_ITS_OWN = 'test -z "$(git rev-list HEAD --not --remotes)"';

export class Worktrees {
  readonly repo: string;
  readonly branch: string;
  readonly #root: string;
  #identity: readonly string[] = [...UNSIGNED, ...IDENTITY];
  /** Git takes its own locks badly when two merges meet; one step at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(repo: string, root: string, session: string) {
    this.repo = repo;
    this.branch = `teamwright/${session}/main`;
    this.#root = join(root, "worktrees", session);
  }

  /** Prepares the session's branch, from the repository's HEAD when it is new. Throws REPO_INVALID. */
  static async open(repo: string, root: string, session: string): Promise<Worktrees> {
    const trees = new Worktrees(repo, root, session);
    await checkRepository(repo);
    await mkdir(trees.#root, { recursive: true });
    await hide(root);
    if ((await git(repo, "config", "user.email").catch(() => "")) !== "") trees.#identity = UNSIGNED;
    await git(repo, "worktree", "prune");
    await roomFor(repo, trees.branch);
    await trees.#unused();
    if ((await git(repo, "branch", "--list", trees.branch)) === "") await git(repo, "branch", trees.branch, "HEAD");
    return trees;
  }

  /** A working copy for one try, on a branch of its own, from `commit` if that exists, else from what is integrated. */
  add(name: string, commit?: string): Promise<{ path: string; branch: string }> {
    return this.#step(async () => {
      const path = join(this.#root, name);
      const branch = this.branchOf(name);
      const from =
        commit && (await git(this.repo, "rev-parse", "--verify", "--quiet", `${commit}^{commit}`).catch(() => ""))
          ? commit
          : this.branch;
      await git(this.repo, "worktree", "add", "--force", "-B", branch, path, from);
      return { path, branch };
    });
  }

  branchOf(name: string): string {
    return `${this.branch.slice(0, -4)}${name}`;
  }

  /** Merges a try's branch into the session's. Returns the files in conflict, with nothing changed; none when merged or when there was nothing to merge. Throws GIT_FAILED, and REPO_INVALID while somebody has the session's branch checked out. */
  integrate(name: string, message: string): Promise<string[]> {
    return this.#step(async () => {
      const branch = this.branchOf(name);
      if (
        (await git(this.repo, "branch", "--list", branch)) === "" ||
        (await git(this.repo, "rev-list", "--count", `${this.branch}..${branch}`)) === "0"
      )
        return [];
      await this.#unused();
      // A place of its own for each merge: where a person mends a conflict nothing is ever reset.
      const path = join(this.#root, "integrating");
      await this.#drop(path);
      await git(this.repo, "worktree", "add", "--force", path, this.branch);
      try {
        await git(path, ...this.#identity, "merge", ...OURS, "-m", message, branch);
        return [];
      } catch (error) {
        const files = (await git(path, "diff", "--name-only", "--diff-filter=U")).split("\n").filter(Boolean);
        await git(path, "merge", "--abort").catch(() => "");
        if (files.length === 0) throw error;
        return files;
      } finally {
        await this.#drop(path);
      }
    });
  }

  /** Removes a try's working copy, and its branch once all of it is integrated. What was not committed is kept on a branch, or where it is if a branch cannot hold it; the answer says which. */
  remove(name: string): Promise<string | null> {
    return this.#step(async () => {
      const path = join(this.#root, name);
      const kept = await this.#keep(name).catch(() => path);
      if (kept === path) return kept;
      await this.#drop(path);
      const branch = this.branchOf(name);
      const left = await git(this.repo, "rev-list", "--count", `${this.branch}..${branch}`).catch(() => "1");
      if (left === "0") await git(this.repo, "branch", "-D", branch).catch(() => "");
      return kept;
    });
  }

  /** Killed between making a folder and telling git, we would find a folder git does not know. */
  async #drop(path: string): Promise<void> {
    await git(this.repo, "worktree", "remove", "--force", path).catch(() => "");
    await rm(path, { recursive: true, force: true });
    await git(this.repo, "worktree", "prune");
  }

  async #keep(name: string): Promise<string | null> {
    const path = join(this.#root, name);
    // In a folder that is no worktree git would answer for the user's own tree.
    if (basename(await git(path, "rev-parse", "--show-toplevel").catch(() => "")) !== name) return null;
    if (existsSync(join(path, ".gitmodules"))) await git(path, "submodule", "foreach", "--quiet", NOTHING_OF_ITS_OWN);
    if ((await git(path, "status", "--porcelain")) === "") return null;
    await git(path, "add", "--all");
    // Of a repository within, a branch would keep the number of a commit and not one file.
    if (/^:\d+ 160000 /m.test(await git(path, "diff", "--cached", "--raw", "HEAD"))) return path;
    const branch = `${this.branch.slice(0, -4)}left/${name}`;
    await git(path, "checkout", "--quiet", "-B", branch);
    await git(path, ...this.#identity, "commit", "--quiet", "--no-verify", "-m", `Keep what ${name} left uncommitted`);
    return branch;
  }

  /** Brings the session's branch into the branch that is checked out. Returns what was done, or what to do. */
  async land(): Promise<{ landed: boolean; say: string }> {
    const target = await git(this.repo, "symbolic-ref", "--quiet", "--short", "HEAD").catch(() => "");
    const dirty = await git(this.repo, "status", "--porcelain", "--untracked-files=no");
    const say = `git merge ${this.branch}`;
    if (target === "") return { landed: false, say: `no branch is checked out; git switch YOURS, then: ${say}` };
    if (dirty !== "") return { landed: false, say: `the working tree has changes; when it is clean: ${say}` };
    try {
      await git(this.repo, ...this.#identity, "merge", "--no-edit", this.branch);
      return { landed: true, say: `merged into ${target}` };
    } catch (error) {
      const conflicts = await git(this.repo, "diff", "--name-only", "--diff-filter=U").catch(() => "");
      await git(this.repo, "merge", "--abort").catch(() => "");
      const why = conflicts === "" ? (error as Error).message : `it conflicts with ${target}`;
      return { landed: false, say: `${why}; by hand: ${say}` };
    }
  }

  /** A branch that moves under somebody's working tree makes their next commit undo what was merged. */
  async #unused(): Promise<void> {
    const ours = join(basename(this.#root), "integrating");
    for (const entry of (await git(this.repo, "worktree", "list", "--porcelain")).split("\n\n")) {
      const path = /^worktree (.*)$/m.exec(entry)?.[1] ?? "";
      if (!entry.split("\n").includes(`branch refs/heads/${this.branch}`) || path.endsWith(ours)) continue;
      throw new TeamError("REPO_INVALID", {
        message: `The session's branch ${this.branch} is checked out in ${path}.`,
        hint: "Commit what you have there, then leave the branch: git switch -",
        data: { path },
      });
    }
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

/** Throws REPO_INVALID unless `repo` lies in a git repository with a commit to begin from. */
export async function checkRepository(repo: string): Promise<void> {
  try {
    await git(repo, "rev-parse", "--verify", "HEAD^{commit}");
  } catch (cause) {
    const inside = await git(repo, "rev-parse", "--git-dir").catch(() => undefined);
    const hint = inside === undefined ? {} : { hint: "It has no commit yet: git add -A && git commit -m Start" };
    throw new TeamError("REPO_INVALID", { ...hint, data: { path: repo }, cause });
  }
}

/** How many files of `repo` its last commit does not have as they are: no worker sees them so. */
export async function uncommitted(repo: string): Promise<number> {
  // A bare repository has nothing uncommitted.
  return (await git(repo, "status", "--porcelain").catch(() => "")).split("\n").filter((line) => line !== "").length;
}

/** Git cannot have a branch below another one. */
async function roomFor(repo: string, branch: string): Promise<void> {
  for (let at = branch.lastIndexOf("/"); at > 0; at = branch.lastIndexOf("/", at - 1)) {
    const above = branch.slice(0, at);
    if (
      (await git(repo, "for-each-ref", "--format=%(refname)", `refs/heads/${above}`))
        .split("\n")
        .includes(`refs/heads/${above}`)
    )
      throw new TeamError("REPO_INVALID", {
        message: `The branch ${above} is in the way of ${branch}.`,
        hint: `Give it another name: git branch -m ${above} old-${above.replaceAll("/", "-")}`,
        data: { path: repo },
      });
  }
}

/** Keeps our folders out of version control, without ever touching a .gitignore of the user: a store given by address may lie in the project itself. */
async function hide(root: string): Promise<void> {
  const folders =
    basename(root) === ".teamwright" ? [root] : ["worktrees", "runs", "sessions", "bin"].map((f) => join(root, f));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch(() => {});
  }
}
