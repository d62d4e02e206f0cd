// Repositories as people have them: their own settings, hooks, nested ones, submodules, no commit, no branch, changes in the tree.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseHost } from "../src/command-host.ts";
import { Worktrees } from "../src/worktrees.ts";
import { cleanUp, project, run } from "./kit.ts";

const folders: string[] = [];
afterEach(async () => {
  await cleanUp();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgSign=false", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "teamwright-repos-"));
  folders.push(path);
  return path;
}

async function repository(repo?: string): Promise<string> {
  const path = repo ?? (await folder());
  await mkdir(path, { recursive: true });
  git(path, "init", "--quiet", "--initial-branch=main");
  await commit(path, "a.txt", "one\n");
  return path;
}

async function commit(cwd: string, file: string, text: string): Promise<void> {
  await writeFile(join(cwd, file), text);
  git(cwd, "add", file);
  git(cwd, "commit", "--quiet", "--no-verify", "-m", `Write ${file}`);
}

const open = (repo: string) => Worktrees.open(repo, join(repo, ".teamwright"), "S-1");

/** Two tries that change different files, the second of which needs a real merge. */
async function twoTries(repo: string, message = "Second"): Promise<Worktrees> {
  const trees = await open(repo);
  for (const name of ["B-1", "B-2"]) await commit((await trees.add(name)).path, `${name}.txt`, name);
  expect(await trees.integrate("B-1", "First")).toEqual([]);
  expect(await trees.integrate("B-2", message)).toEqual([]);
  expect(git(repo, "ls-tree", "--name-only", trees.branch)).toBe("B-1.txt\nB-2.txt\na.txt");
  return trees;
}

describe("settings of a user change nothing about how work is kept and merged:", () => {
  for (const [key, value] of [
    ["merge.ff", "only"],
    ["merge.verifySignatures", "true"],
    ["commit.gpgSign", "true"],
    ["branch.teamwright/S-1/main.mergeOptions", "--no-commit"],
  ] as const)
    it(`${key}=${value}`, async () => {
      const repo = await repository();
      git(repo, "config", "gpg.program", "false");
      git(repo, "config", key, value);
      await twoTries(repo);
    });

  it("status.showUntrackedFiles=no", async () => {
    const repo = await repository();
    git(repo, "config", "status.showUntrackedFiles", "no");
    const trees = await open(repo);
    await writeFile(join((await trees.add("B-1")).path, "half.txt"), "half");
    expect(git(repo, "show", `${await trees.remove("B-1")}:half.txt`)).toBe("half");
  });

  it("a hook that wants messages of another form", async () => {
    const repo = await repository();
    await writeFile(join(repo, ".git", "hooks", "commit-msg"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    await twoTries(repo);
  });
});

it("a file in conflict is named as people write it", async () => {
  const repo = await repository();
  const trees = await open(repo);
  for (const name of ["B-1", "B-2"]) await commit((await trees.add(name)).path, "größe 1.txt", name);
  await trees.integrate("B-1", "First");
  expect(await trees.integrate("B-2", "Second")).toEqual(["größe 1.txt"]);
});

it("a conflict is a person's, even where git remembers how one was settled before", async () => {
  const repo = await repository();
  for (const key of ["rerere.enabled", "rerere.autoUpdate"]) git(repo, "config", key, "true");
  const trees = await open(repo);
  for (const name of ["B-1", "B-2"]) await commit((await trees.add(name)).path, "a.txt", `${name}\n`);
  git(repo, "switch", "--quiet", "--detach", trees.branchOf("B-1"));
  expect(() => git(repo, "merge", trees.branchOf("B-2"))).toThrow();
  await commit(repo, "a.txt", "both\n");
  git(repo, "switch", "--quiet", "main");
  await trees.integrate("B-1", "First");
  expect(await trees.integrate("B-2", "Second")).toEqual(["a.txt"]);
});

it("a hostile title is a message and nothing else", async () => {
  const repo = await repository();
  const title = "B-2: $(touch pwned) `touch pwned` --abort; 'x' \"y\" \\";
  const trees = await twoTries(repo, title);
  expect(git(repo, "log", "-1", "--format=%s", trees.branch)).toBe(title);
  expect(await readdir(repo)).not.toContain("pwned");
});

it("a branch called teamwright is told by name, for git cannot have branches below it", async () => {
  const repo = await repository();
  git(repo, "branch", "teamwright");
  await expect(open(repo)).rejects.toMatchObject({
    code: "REPO_INVALID",
    hint: expect.stringContaining("git branch -m teamwright "),
  });
});

it("the session's branch is never moved under somebody who has it checked out", async () => {
  const repo = await repository();
  const trees = await open(repo);
  await commit((await trees.add("B-1")).path, "b.txt", "b");
  git(repo, "switch", "--quiet", trees.branch);
  await expect(trees.integrate("B-1", "First")).rejects.toMatchObject({
    code: "REPO_INVALID",
    hint: expect.stringContaining("git switch"),
  });
  expect(git(repo, "status", "--porcelain")).toBe("");
  git(repo, "switch", "--quiet", "main");
  expect(await trees.integrate("B-1", "First")).toEqual([]);
});

describe("a repository inside another", () => {
  it("is worked on for itself", async () => {
    const outer = await repository();
    const inner = await repository(join(outer, "inner"));
    await twoTries(inner);
    expect(git(outer, "branch", "--list", "teamwright/*")).toBe("");
  });

  it("that a worker made is not lost with its working copy", async () => {
    const repo = await repository();
    const trees = await open(repo);
    for (const [name, commits] of [
      ["B-1", false],
      ["B-2", true],
    ] as const) {
      const inner = join((await trees.add(name)).path, "inner");
      if (commits) await repository(inner);
      else {
        await mkdir(inner);
        git(inner, "init", "--quiet");
      }
      await writeFile(join(inner, "mine.txt"), "mine");
      const kept = await trees.remove(name);
      expect(existsSync(join(kept!, "inner", "mine.txt"))).toBe(true);
      expect(existsSync(join(kept!, "inner", ".git"))).toBe(true);
    }
  });
});

it("a linked worktree is as good as the first", async () => {
  const repo = await repository();
  const linked = join(await folder(), "linked");
  git(repo, "worktree", "add", "--quiet", "-b", "topic", linked);
  const trees = await twoTries(linked);
  expect(await trees.land()).toEqual({ landed: true, say: "merged into topic" });
  expect(git(repo, "ls-tree", "--name-only", "main")).toBe("a.txt");
});

it("a submodule stays at its commit, and work beside it is merged and kept", async () => {
  const repo = await repository();
  const other = await repository();
  git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "sub");
  git(repo, "commit", "--quiet", "-m", "Add sub");
  const before = git(repo, "rev-parse", "HEAD:sub");
  const trees = await open(repo);
  const { path } = await trees.add("B-1");
  git(path, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
  await commit(path, "b.txt", "b");
  expect(await trees.integrate("B-1", "First")).toEqual([]);
  expect(await trees.remove("B-1")).toBeNull();
  expect(existsSync(path)).toBe(false);
  expect(await trees.land()).toMatchObject({ landed: true });
  expect(git(repo, "rev-parse", "HEAD:sub")).toBe(before);
  expect(git(repo, "status", "--porcelain")).toBe("");
});

it("commits in a submodule that are nowhere else are not lost with the working copy", async () => {
  const repo = await repository();
  const other = await repository();
  git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "sub");
  git(repo, "commit", "--quiet", "-m", "Add sub");
  const trees = await open(repo);
  const { path } = await trees.add("B-1");
  git(path, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
  await commit(join(path, "sub"), "s.txt", "s");
  git(path, "commit", "--quiet", "--all", "-m", "Move sub");
  expect(await trees.integrate("B-1", "First")).toEqual([]);
  expect(await trees.remove("B-1")).toBe(path);
  expect(git(join(path, "sub"), "show", "HEAD:s.txt")).toBe("s");
});

describe("landing", () => {
  it("needs a branch: commits on a detached HEAD would belong to nobody", async () => {
    const repo = await repository();
    git(repo, "switch", "--quiet", "--detach");
    const trees = await twoTries(repo);
    const head = git(repo, "rev-parse", "HEAD");
    expect(await trees.land()).toEqual({
      landed: false,
      say: `no branch is checked out; git switch YOURS, then: git merge ${trees.branch}`,
    });
    expect(git(repo, "rev-parse", "HEAD")).toBe(head);
  });

  it("leaves a working tree with changes as it is", async () => {
    const repo = await repository();
    const trees = await twoTries(repo);
    await writeFile(join(repo, "a.txt"), "mine\n");
    expect(await trees.land()).toMatchObject({ landed: false, say: expect.stringContaining("has changes") });
    expect(git(repo, "status", "--porcelain")).toBe("M a.txt");
  });

  it("says what is in its way when that is no conflict", async () => {
    const repo = await repository();
    const trees = await twoTries(repo);
    await writeFile(join(repo, "B-1.txt"), "not tracked");
    const { landed, say } = await trees.land();
    expect(landed).toBe(false);
    expect(say).not.toContain("conflicts");
    expect(say).toContain("untracked");
  });
});

it("without a commit, or without git, nothing is begun", { timeout: 60_000 }, async () => {
  const repo = await project();
  await rm(join(repo, ".git"), { recursive: true });
  for (const init of [false, true]) {
    if (init) git(repo, "init", "--quiet");
    const { code, output } = await run(repo, {}, "--json").ended;
    expect(JSON.parse(output.trim().split("\n").at(-1)!)).toMatchObject({
      ok: false,
      error: { code: "REPO_INVALID", hint: expect.stringContaining("commit") },
    });
    expect(code).toBe(2);
    expect(existsSync(join(repo, ".teamwright"))).toBe(false);
  }
});

it("a run within a git hook does not send its workers to the hook's repository", async () => {
  const cwd = await repository();
  const script = join(cwd, "w.mjs");
  await writeFile(
    script,
    "console.log(Object.keys(process.env).filter((n) => /^GIT_(DIR|INDEX_FILE)$/.test(n)).length)",
  );
  const host = await parseHost(`command:${script}`);
  process.env.GIT_DIR = join(cwd, "nowhere");
  try {
    const log = join(cwd, "log");
    await (
      await host.start({ argv: [], env: {}, cwd, log })
    ).exited;
    expect(execFileSync("cat", [log], { encoding: "utf8" }).trim()).toBe("0");
  } finally {
    delete process.env.GIT_DIR;
  }
});
