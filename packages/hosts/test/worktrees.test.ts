import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { RunRecords } from "../src/run-records.ts";
import { Worktrees } from "../src/worktrees.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function repository() {
  const repo = await mkdtemp(join(tmpdir(), "teamwright-trees-"));
  folders.push(repo);
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], {
      cwd,
      encoding: "utf8",
    }).trim();
  git(repo, "init", "--quiet", "--initial-branch=main");
  await writeFile(join(repo, "a.txt"), "one\n");
  git(repo, "add", ".");
  git(repo, "commit", "--quiet", "-m", "Start");
  const write = async (cwd: string, text: string) => {
    await writeFile(join(cwd, "a.txt"), text);
    git(cwd, "commit", "--quiet", "-a", "-m", `Write ${text.trim()}`);
  };
  return { repo, git, write };
}

it("a conflict names its files and changes nothing", async () => {
  const { repo, git, write } = await repository();
  const trees = await Worktrees.open(repo, join(repo, ".teamwright"), "S-1");
  for (const name of ["BUILD-001-d1", "BUILD-002-d2"]) await write((await trees.add(name)).path, `${name}\n`);
  expect(await trees.integrate("BUILD-001-d1", "First")).toEqual([]);
  const before = git(repo, "rev-parse", trees.branch);
  expect(await trees.integrate("BUILD-002-d2", "Second")).toEqual(["a.txt"]);
  expect(git(repo, "rev-parse", trees.branch)).toBe(before);
  await trees.remove("BUILD-002-d2");
  expect(git(repo, "show", `${trees.branchOf("BUILD-002-d2")}:a.txt`)).toBe("BUILD-002-d2");
  expect(git(repo, "status", "--porcelain")).toBe("");
});

it("what a dead worker had not committed is kept on a branch", async () => {
  const { repo, git } = await repository();
  const trees = await Worktrees.open(repo, join(repo, ".teamwright"), "S-1");
  const { path } = await trees.add("BUILD-001-d1");
  await writeFile(join(path, "half.txt"), "half done\n");
  const kept = await trees.remove("BUILD-001-d1");
  expect(git(repo, "show", `${kept}:half.txt`)).toBe("half done");
  expect(await trees.remove("BUILD-001-d1")).toBeNull();
  expect(git(repo, "branch", "--list", trees.branchOf("BUILD-001-d1"))).toBe("");
});

it("a checkpoint is where the next try starts, and one that is not here is passed over", async () => {
  const { repo, git, write } = await repository();
  const trees = await Worktrees.open(repo, join(repo, ".teamwright"), "S-1");
  const first = await trees.add("BUILD-001-d1");
  await write(first.path, "safe\n");
  const safe = git(first.path, "rev-parse", "HEAD");
  await trees.remove("BUILD-001-d1");
  expect(git((await trees.add("BUILD-001-d2", safe)).path, "rev-parse", "HEAD")).toBe(safe);
  const nowhere = await trees.add("BUILD-001-d3", "0".repeat(40));
  expect(git(nowhere.path, "rev-parse", "HEAD")).toBe(git(repo, "rev-parse", "main"));
});

it("the user's .gitignore stays as it is when the store lies in the project", async () => {
  const { repo, git } = await repository();
  await writeFile(join(repo, ".gitignore"), "mine\n");
  git(repo, "add", ".");
  git(repo, "commit", "--quiet", "-m", "Ignore mine");
  await Worktrees.open(repo, repo, "S-1");
  expect(await readFile(join(repo, ".gitignore"), "utf8")).toBe("mine\n");
  expect(git(repo, "status", "--porcelain")).toBe("");
});

it("a stale lock is taken over by exactly one of many, every time", async () => {
  const root = await mkdtemp(join(tmpdir(), "teamwright-lock-"));
  folders.push(root);
  await new RunRecords(root, "S-1").lock();
  for (let round = 1; round <= 50; round++) {
    const path = join(root, "runs", "S-1", `runner-${round}.lock`);
    await writeFile(path, JSON.stringify({ pid: process.pid, start: "long ago" }));
    const taken = await Promise.allSettled(Array.from({ length: 20 }, () => new RunRecords(root, "S-1").lock()));
    expect(taken.filter((t) => t.status === "fulfilled")).toHaveLength(1);
  }
});
