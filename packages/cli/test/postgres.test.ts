import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { POSTGRES_ABSENT, postgresBinaries, startPostgres, type PostgresCluster } from "@teamwright/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const there = postgresBinaries() !== undefined;

describe.skipIf(!there)(`the command line on Postgres${there ? "" : ` ${POSTGRES_ABSENT}`}`, () => {
  let cluster: PostgresCluster;
  let folder: string;
  beforeAll(async () => {
    cluster = await startPostgres();
    folder = mkdtempSync(join(tmpdir(), "teamwright-cli-"));
    writeFileSync(join(folder, "ISSUES.md"), "# GH-1 One\npriority: 4\n\nIt is wrong.\n");
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cluster.remove();
  });
  const at = (url: string) => ({ cwd: folder, env: { TEAMWRIGHT_STORE: url } });

  it("starts a session, gives a claim and takes the result", () => {
    const url = cluster.url();
    const { session } = callJson(["session", "start", "issue", "--issues", "ISSUES.md"], at(url)).result;
    expect(callJson(["session", "status"], at(url)).result).toMatchObject({ session, status: "active" });
    const { task, token } = callJson(["task", "next", "--role", "explorer", "--owner", "e@1"], at(url)).result;
    expect(task).toBe("EXPLORE-001");
    const done = callJson(["task", "complete", task, "--token", token, "--summary", "It is line 3."], at(url));
    expect(done).toMatchObject({ ok: true });
  });

  it("copies from files to Postgres and back, and proves it", () => {
    const files = { cwd: folder };
    const { session } = callJson(
      ["session", "start", "issue", "--issues", "ISSUES.md", "--store", "file:a"],
      files,
    ).result;
    const copy = cluster.url("postgres", { schema: "copied" });
    expect(call(["store", "copy", "file:a", copy], files).code).toBe(0);
    expect(callJson(["task", "next", "--role", "explorer", "--owner", "e@1"], at(copy)).result.task).toBe(
      "EXPLORE-001",
    );
    const [back] = callJson(["store", "copy", copy, "file:b"], files).result.logs;
    expect(back).toMatchObject({ log: session, added: back.records });
    expect(call(["store", "check", "--store", "file:b"], files).code).toBe(0);
    expect(call(["store", "check"], at(copy)).out).toContain("nothing wrong, logs: 1");
  });

  it("runs a whole team, and leaves no password in its folder", () => {
    const repo = join(folder, "repo");
    const git = (...args: string[]) => execFileSync("git", ["-C", repo, ...args]);
    mkdirSync(repo);
    git("init", "--quiet");
    git("-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "--quiet", "--allow-empty", "-m", "Start");
    const host = `command:${join(import.meta.dirname, "../../hosts/test/worker.mjs")}`;
    const url = cluster.url("postgres", { schema: "ran" });
    const ran = callJson(["run", "issue", "--repo", repo, "--issues", "ISSUES.md", "--host", host], at(url));
    expect(ran).toMatchObject({ ok: true, result: { status: "done" } });
    const files = readdirSync(join(repo, ".teamwright"), { recursive: true, withFileTypes: true });
    const texts = files.filter((f) => f.isFile()).map((f) => readFileSync(join(f.parentPath, f.name), "utf8"));
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => text.includes(new URL(url).password))).toEqual([]);
  });

  it("never shows a password", () => {
    const { password } = new URL(cluster.url());
    for (const args of [
      ["store", "info"],
      ["store", "info", "--json"],
      ["session", "show"],
    ])
      expect(JSON.stringify(call(args, at(cluster.url())))).not.toContain(password);
    const wrong = call(["session", "list"], at(cluster.url().replace(password, "wrong-secret")));
    expect(wrong.code).toBe(6);
    expect(wrong.err).toContain("Correct the password");
    expect(wrong.out + wrong.err).not.toContain("wrong-secret");
  });
});
