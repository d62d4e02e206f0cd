// A user's pack becomes an MCP server: generated, packed, installed into an empty folder, and driven through a job by the official client. Checks itself.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDesk } from "./desk.ts";
import { type Job, WORKERS } from "./workers.ts";

export interface DemoResult {
  folder: string;
  /** What should be there and is not. Empty when all is well. */
  missing: string[];
}

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../../packages/cli/dist/bin.js");
const NAME = "team-release-notes-mcp";

/** Runs the demo in a new temporary folder. `show` receives what a person would see. */
export async function demo(show: (line: string) => void): Promise<DemoResult> {
  const folder = await mkdtemp(join(tmpdir(), "teamwright-server-"));
  const missing: string[] = [];
  const want = (holds: boolean, what: string) => holds || missing.push(what);
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const run = (cwd: string, program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  show("The pack: three roles, one of them from another pack, and a review that can send work back.");
  const server = join(folder, "server");
  run(folder, process.execPath, built, "mcp", "generate", "--pack", join(here, "pack"), "--out", server);
  want(!(await readFile(join(server, "pack/team.yaml"), "utf8")).includes("uses"), "a pack that needs no other");
  const tests = /pass (\d+)/.exec(run(server, "npm", "test"))?.[1];
  show(`teamwright mcp generate: a project of its own; its ${tests} tests pass.`);

  const tarball = join(server, run(server, "npm", "pack", "--silent").trim());
  const empty = join(folder, "empty");
  await mkdir(empty);
  await writeFile(join(empty, "package.json"), '{ "private": true }');
  run(empty, "npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball);
  want(run(empty, "npm", "ls", "--all", "--parseable").trim().split("\n").length === 2, "one package and nothing else");
  show(`npm pack, npm install in an empty folder: ${Math.round((await stat(tarball)).size / 1024)} KB, one package.`);

  const start = (profile: string) => openDesk(join(empty, "node_modules/.bin", NAME), [profile], empty);
  const lead = await start("coordinator");
  let worker = await start("worker");
  show(`Started by its name, as npx does: ${lead.tools} tools for the coordinator, ${worker.tools} for workers.\n`);
  const { handle: session } = await lead.call("session_start", {
    ...{ workspace: empty, agent: "lead", pack: "release-notes", requirement: "Notes for 2.0" },
  });
  const job: Job = { session };
  let killed = false;
  try {
    for (;;) {
      const { spawn, next } = await lead.call("beat", { session, agent: "lead" });
      if (next === "stop") break;
      if (spawn.length === 0) throw new Error(`nothing to start, and the beat says ${next}`);
      for (const { task, owner, dispatch, role } of spawn) {
        const claim = await worker.call("task_claim", { session, agent: owner, task, dispatch });
        if (role === "editor" && !killed) {
          killed = true;
          await worker.kill();
          worker = await start("worker");
          show(`          kill -9: the workers' server, with ${task} in hand. A new one goes on with the same token.`);
        }
        const report = await WORKERS[role]!({ claim, job, worker });
        const given = { session, agent: owner, task, token: claim.token, ...report };
        await worker.call("task_complete", given);
        show(`${task.padEnd(14)}${owner}: ${report.verdict ? `${report.verdict}, ` : ""}${report.summary}`);
      }
    }
    const { status, counts } = await lead.call("read", { session, op: "session.status" });
    const { tasks } = await lead.call("read", { session, op: "task.list" });
    const done = (tasks as { id: string; status: string }[]).map(({ id, status: said }) => `${id} ${said}`).join(", ");
    const notes = await readFile(job.notes!, "utf8");
    show(`\n${session.split("@")[0]} is ${status}: ${counts.done} tasks.\n\n${notes.trim()}`);
    want(status === "done", "a session that is done");
    want(
      done === "COLLECT-001 done, NOTES-001 done, TRY-001 done, NOTES-fix-001 done, TRY-002 done",
      `the five tasks, not ${done}`,
    );
    want(notes.includes("Import takes CSV"), "notes that have what was missing at first");
    want(killed, "a server that was killed");
    const again = { session, agent: "editor@d9", task: "NOTES-001" };
    const refused = await worker.call("task_claim", again).then(() => "nothing", String);
    want(/SESSION_CLOSED.*Start a new session/.test(refused), `a refusal that says what to do, not ${refused}`);
  } finally {
    await Promise.all([lead.close(), worker.close()]);
  }
  return { folder, missing };
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const { missing, folder } = await demo((line) => console.log(line));
  console.log(
    missing.length === 0
      ? `\nDone. The server's project: ${join(folder, "server")}`
      : `\nMissing:\n${missing.map((m) => `  - ${m}`).join("\n")}`,
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
}
