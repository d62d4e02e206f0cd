// Where workers work: each try has its own copy of the repository; what is done is merged into one branch of the session.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import { git } from "./git.ts";

const IDENTITY = ["-c", "user.name=Teamwright", "-c", "user.email=teamwright@localhost"];

export class Worktrees {
  readonly repo: string;
  readonly branch: string;
  readonly #root: string;
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
    try {
      await git(repo, "rev-parse", "--verify", "HEAD^{commit}");
    } catch (cause) {
      throw new TeamError("REPO_INVALID", { data: { path: repo }, cause });
    }
    await mkdir(trees.#root, { recursive: true });
    await writeFile(join(root, ".gitignore"), "*\n");
    await git(repo, "worktree", "prune");
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

  /** Merges a try's branch into the session's. True when merged or when there was nothing to merge; false on a conflict, with nothing changed. */
  integrate(name: string, message: string): Promise<boolean> {
    return this.#step(async () => {
      const branch = this.branchOf(name);
      if (
        (await git(this.repo, "branch", "--list", branch)) === "" ||
        (await git(this.repo, "rev-list", "--count", `${this.branch}..${branch}`)) === "0"
      )
        return true;
      const path = join(this.#root, "main");
      await git(this.repo, "worktree", "add", "--force", path, this.branch).catch(() => git(path, "status"));
      try {
        await git(path, ...IDENTITY, "merge", "--no-edit", "-m", message, branch);
        return true;
      } catch {
        await git(path, "merge", "--abort").catch(() => "");
        return false;
      }
    });
  }

  /** Removes a try's working copy. Its branch goes too once all of it is integrated. */
  remove(name: string): Promise<void> {
    return this.#step(async () => {
      await git(this.repo, "worktree", "remove", "--force", join(this.#root, name)).catch(() => "");
      const branch = this.branchOf(name);
      const left = await git(this.repo, "rev-list", "--count", `${this.branch}..${branch}`).catch(() => "1");
      if (left === "0") await git(this.repo, "branch", "-D", branch).catch(() => "");
    });
  }

  /** Brings the session's branch into the branch that is checked out. Returns what was done, or what to do. */
  async land(): Promise<{ landed: boolean; say: string }> {
    const target = await git(this.repo, "rev-parse", "--abbrev-ref", "HEAD");
    const dirty = await git(this.repo, "status", "--porcelain", "--untracked-files=no");
    const say = `git merge ${this.branch}`;
    if (dirty !== "") return { landed: false, say: `the working tree has changes; when it is clean: ${say}` };
    try {
      await git(this.repo, ...IDENTITY, "merge", "--no-edit", this.branch);
      return { landed: true, say: `merged into ${target}` };
    } catch {
      await git(this.repo, "merge", "--abort").catch(() => "");
      return { landed: false, say: `it conflicts with ${target}; by hand: ${say}` };
    }
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}
