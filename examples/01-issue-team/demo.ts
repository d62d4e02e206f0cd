// The main job: a team resolves an issue of a real repository on the file store, and survives a SIGKILL. Checks itself.
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface DemoResult {
  folder: string;
  output: string;
  /** What should be there and is not. Empty when all is well. */
  missing: string[];
}

/** Many times what the run takes: past this it will never end. */
const LIMIT_MS = 90_000;
const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, "..", "..", "packages", "cli", "src", "bin.ts");

/** Runs the demo in a new temporary folder. `show` receives what a person would see. */
export async function demo(show: (text: string) => void): Promise<DemoResult> {
  const { openStore, feed } = await import("@teamwright/runtime");
  const { RunRecords, killGroup } = await import("@teamwright/hosts");
  const folder = await mkdtemp(join(tmpdir(), "teamwright-demo-"));
  const repo = join(folder, "field-lines");
  await cp(join(here, "project"), repo, { recursive: true });
  await writeFile(join(repo, ".gitignore"), ".teamwright/\n");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: repo, encoding: "utf8" }).trim();
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Demo");
  git("config", "user.email", "demo@localhost");
  git("add", ".");
  git("commit", "--quiet", "-m", "Start field-lines");
  const session = "TISL-demo";
  const root = join(repo, ".teamwright");
  show(`A project with a failing test: ${repo}\n`);

  const runner = spawn(
    process.execPath,
    [
      "--conditions=source",
      bin,
      "run",
      "issue",
      "--repo",
      repo,
      "--session",
      session,
      "--store",
      `file:${join(root, "store")}`,
      "--issues",
      join(here, "issues"),
      "--host",
      `command:${join(here, "workers", "worker.mjs")}`,
      "--lease-ms",
      "30000",
      "--on-ask",
      "stop",
      "--land",
      "--no-color",
    ],
    { cwd: repo, env: { ...process.env, DEMO_PACE_MS: "4000" } },
  );
  let output = "";
  runner.stdout.on("data", (d: Buffer) => ((output += d.toString()), show(d.toString())));
  runner.stderr.on("data", (d: Buffer) => show(d.toString()));
  const ended = new Promise<number | null>((done) => runner.once("exit", done));

  const stop = new AbortController();
  const killer = (async () => {
    const store = await openStore(`file:${join(root, "store")}`);
    for await (const { commit } of feed(store, session, { since: 0, signal: stop.signal })) {
      const safe = commit.events.find((e) => e.type === "task.checkpointed");
      if (!safe) continue;
      const record = (await new RunRecords(root, session).list()).find((r) => r.task === safe.task);
      if (record?.worker) {
        show(`--------  kill -9 ${record.worker.pid}: the implementer, right after its first checkpoint\n`);
        killGroup(record.worker.pid, "SIGKILL");
        break;
      }
    }
    await store.close();
  })();
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    runner.kill("SIGTERM");
  }, LIMIT_MS);
  const code = await ended;
  clearTimeout(limit);
  stop.abort();
  await killer;

  const missing: string[] = [];
  const want = (holds: boolean, what: string) => holds || missing.push(what);
  want(!late, `an end within ${LIMIT_MS / 1_000} s (the run was stopped; its output says where it stood)`);
  want(code === 0, `the run ends well (it ended with ${code})`);
  want(/AUDIT-001 +\S+ +rejected 50/.test(output), "the first plan is rejected");
  want(/AUDIT-002 +\S+ +approved 100/.test(output), "the revised plan is approved");
  want(
    /BUILD-001: .*SIGKILL.*took over from [0-9a-f]{12}/.test(output),
    "the implementer's death and the take-over from its checkpoint",
  );
  const log = git("log", "--format=%s", "main");
  want(
    log.includes("Escape the separator inside fields") && log.includes("Test that escaped fields come back"),
    "the commits in the project's history",
  );
  try {
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    execFileSync(process.execPath, ["--test"], { cwd: repo, env, stdio: "pipe" });
  } catch {
    missing.push("green tests on the project's branch");
  }
  want(
    (await readFile(join(root, "sessions", session, "report.md"), "utf8").catch(() => "")).includes("What happened"),
    "a saved report",
  );
  return { folder, output, missing };
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const { missing, folder } = await demo((text) => process.stdout.write(text));
  console.log(
    missing.length === 0
      ? `\nDone. The project and its history: ${folder}`
      : `\nMissing:\n${missing.map((m) => `  - ${m}`).join("\n")}`,
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
}
