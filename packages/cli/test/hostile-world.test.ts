// What a user sees when the disk or the clock misbehaves: a clear error, nothing lost, and the next command works.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ERRORS } from "@teamwright/core";
import { afterEach, describe, expect, it } from "vitest";
import { call, callJson } from "./kit.ts";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-hostile-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function started(cwd: string): string {
  return callJson(["session", "start", "issue", "look at it", "--input", '{"issues":[{"id":"GH-1","title":"t"}]}'], {
    cwd,
  }).result.session;
}

const post = (cwd: string, body: string) => callJson(["msg", "post", body], { cwd });
const bodies = (cwd: string): string[] =>
  callJson(["msg", "read"], { cwd }).result.messages.map((m: { body: string }) => m.body);

it("a truncated record is named with its position, and what is restored goes on", async () => {
  const cwd = await newFolder();
  started(cwd);
  for (const body of ["one", "two"]) expect(post(cwd, body).ok).toBe(true);
  const logs = join(cwd, ".teamwright", "store", "logs");
  const [log] = await readdir(logs);
  const path = join(logs, log!, "segments", "0000000000000001");
  const whole = await readFile(path);
  const third = whole.indexOf("\x1e", whole.indexOf("\x1e", 1) + 1);
  await writeFile(path, Buffer.concat([whole.subarray(0, third - 5), whole.subarray(third)]));
  const broken = call(["task", "list", "--json"], { cwd });
  expect(JSON.parse(broken.out)).toMatchObject({ ok: false, error: { code: "STORE_CORRUPT", data: { position: 2 } } });
  expect(broken.code).toBe(ERRORS.STORE_CORRUPT.exit);
  expect(JSON.parse(broken.out).error.hint.length).toBeGreaterThan(10);
  expect(post(cwd, "three")).toMatchObject({ ok: false, error: { code: "STORE_CORRUPT" } });
  await writeFile(path, whole);
  expect(post(cwd, "three").ok).toBe(true);
  expect(bodies(cwd)).toEqual(["one", "two", "three"]);
});

it("a store of the form before is refused by every command, and the hint leads on", async () => {
  const cwd = await newFolder();
  const store = join(cwd, ".teamwright", "store");
  await mkdir(join(store, "logs", "TISL-1", "slots"), { recursive: true });
  await writeFile(join(store, "format.json"), '{"format":1,"segment":256,"probed":"1:2"}\n');
  for (const args of [
    ["session", "list"],
    ["task", "list"],
    ["msg", "post", "x"],
  ])
    expect(callJson(args, { cwd })).toMatchObject({ ok: false, error: { code: "STORE_UNSUPPORTED" } });
  expect(callJson(["session", "list"], { cwd }).error.hint).toContain("move the folder away");
  await rename(store, `${store}-old`);
  started(cwd);
  expect(post(cwd, "one").ok).toBe(true);
});

/** Mounting needs rights that not every machine gives. */
function canMount(): boolean {
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount())("a disk of its own (needs the right to mount)", () => {
  async function disk(): Promise<{ cwd: string; mount: (options: string) => void }> {
    const cwd = await newFolder();
    const mount = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", cwd]);
    mount("size=400k");
    undo.push(() => execFileSync("umount", [cwd]));
    return { cwd, mount };
  }

  it("that is full takes nothing more, keeps all it has, and goes on when there is room", async () => {
    const { cwd } = await disk();
    started(cwd);
    expect(post(cwd, "before").ok).toBe(true);
    await writeFile(join(cwd, "filler"), Buffer.alloc(400_000)).catch(() => {});
    // More than the last page of the log still has room for.
    const full = call(["msg", "post", "during ".repeat(1_000), "--json"], { cwd });
    expect(JSON.parse(full.out)).toMatchObject({ ok: false, error: { code: "STORE_FULL" } });
    expect(full.code).toBe(ERRORS.STORE_FULL.exit);
    expect(bodies(cwd)).toEqual(["before"]);
    await rm(join(cwd, "filler"));
    expect(post(cwd, "after").ok).toBe(true);
    expect(bodies(cwd)).toEqual(["before", "after"]);
    expect(await readFile(join(cwd, ".teamwright", "sessions", started(cwd), "board.md"), "utf8")).toContain(
      "EXPLORE-001",
    );
  });

  it("that became read-only can be read, says so, and goes on when it can be written", async () => {
    const { cwd, mount } = await disk();
    started(cwd);
    expect(post(cwd, "before").ok).toBe(true);
    mount("remount,ro");
    expect(post(cwd, "during")).toMatchObject({ ok: false, error: { code: "STORE_READ_ONLY" } });
    expect(bodies(cwd)).toEqual(["before"]);
    mount("remount,rw");
    expect(post(cwd, "after").ok).toBe(true);
    expect(bodies(cwd)).toEqual(["before", "after"]);
  });
});

it("a disk without hard links keeps a store; a run needs them, and says so", async () => {
  const cwd = await newFolder();
  const script = join(cwd, "no-links.mjs");
  // What FAT answers; no such disk can be had everywhere.
  await writeFile(
    script,
    `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const refuse = () => { throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" }); };
fs.linkSync = refuse;
fs.promises.link = async () => refuse();
syncBuiltinESMExports();
`,
  );
  const there = { cwd, env: { NODE_OPTIONS: `--import=${script}` } };
  const input = '{"issues":[{"id":"GH-1","title":"t"}]}';
  expect(callJson(["session", "start", "issue", "look at it", "--input", input], there).ok).toBe(true);
  expect(callJson(["msg", "post", "here"], there).ok).toBe(true);
  execFileSync("git", ["init", "--quiet"], { cwd });
  const commit = ["commit", "--quiet", "--allow-empty", "-m", "Start"];
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...commit], { cwd });
  const run = callJson(["run", "--resume", "--host", `command:${script}`], there);
  expect(run).toMatchObject({ error: { code: "HOST_FAILED", hint: expect.stringContaining("hard links") } });
  expect(post(cwd, "after").ok).toBe(true);
  expect(bodies(cwd)).toEqual(["here", "after"]);
});

describe("a clock that is wrong", () => {
  /** A worker's call on a machine whose clock is `minutes` off. */
  async function clocks(): Promise<{
    cwd: string;
    at: (minutes: number, args: string[]) => ReturnType<typeof callJson>;
  }> {
    const cwd = await newFolder();
    const script = join(cwd, "clock.mjs");
    await writeFile(script, "const real = Date.now; Date.now = () => real() + Number(process.env.OFF) * 60_000;\n");
    started(cwd);
    return {
      cwd,
      at: (minutes, args) => callJson(args, { cwd, env: { OFF: String(minutes), NODE_OPTIONS: `--import=${script}` } }),
    };
  }

  it("and jumps back does not end or lengthen what is held, and nothing is lost", async () => {
    const { cwd, at } = await clocks();
    const { result } = at(0, ["task", "claim", "EXPLORE-001", "--owner", "a"]);
    const mine = ["EXPLORE-001", "--token", result.token];
    expect(at(-120, ["task", "progress", ...mine, "--text", "half"]).ok).toBe(true);
    expect(at(-120, ["task", "claim", "EXPLORE-001", "--owner", "b"])).toMatchObject({
      error: { code: "TASK_CLAIMED" },
    });
    expect(at(-120, ["beat"]).result.spawn).toEqual([]);
    expect(at(-240, ["task", "complete", ...mine, "--summary", "done"])).toMatchObject({ result: { status: "done" } });
    expect(callJson(["task", "show", "EXPLORE-001"], { cwd }).result).toMatchObject({ status: "done", attempts: 1 });
  });

  it("and runs ahead ends a lease once; the worker that was cut off can write nothing any more", async () => {
    const { at } = await clocks();
    const first = at(0, ["task", "claim", "EXPLORE-001", "--owner", "a"]).result;
    const second = at(120, ["task", "claim", "EXPLORE-001", "--owner", "b"]).result;
    expect(second.token).not.toBe(first.token);
    expect(at(0, ["task", "complete", "EXPLORE-001", "--token", first.token, "--summary", "late"])).toMatchObject({
      error: { code: "CLAIM_LOST" },
    });
    expect(at(0, ["task", "complete", "EXPLORE-001", "--token", second.token, "--summary", "s"]).ok).toBe(true);
  });
});
