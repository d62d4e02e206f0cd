// Three machines and one Postgres: one machine is cut off for longer than its lease, and the clocks are minutes apart. Checks itself.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Commit, TeamEvent } from "@teamwright/core";
import { feed, openStore } from "@teamwright/runtime";
import { startPostgres } from "@teamwright/testing";
import { type Cable, layCable } from "./cable.ts";

export interface DemoResult {
  folder: string;
  /** What should be there and is not. Empty when all is well. */
  missing: string[];
}

const LIMIT_MS = 90_000;
const LEASE_MS = 4_000;
const PACE_MS = 700;
const CHAPTERS = ["dawn", "harbour", "storm", "island", "return"];
/** Minutes that the clock of a machine is off. */
const MACHINES = { north: -7, south: 0, east: 11 };
const SESSION = "BOOK-demo";
const here = import.meta.dirname;
const cli = [process.execPath, "--conditions=source", join(here, "../../packages/cli/src/bin.ts")];

/** Runs the demo in a new temporary folder. `show` receives what a person would see. Throws when no Postgres is installed. */
export async function demo(show: (text: string) => void): Promise<DemoResult> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-demo-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  startProject(folder, git);
  const cluster = await startPostgres();
  const store = await openStore(cluster.url());
  const call = (...args: string[]) =>
    execFileSync(cli[0]!, [...cli.slice(1), ...args, "--session", SESSION, "--store", cluster.url()], { cwd: folder });
  const input = JSON.stringify({ chapters: CHAPTERS.map((id) => ({ id })) });
  call("session", "start", join(here, "team"), "A book in five chapters", `--input=${input}`);

  const commits: Commit[] = [];
  const said: string[] = [];
  const cables = new Map<string, Cable>();
  for (const name of Object.keys(MACHINES))
    cables.set(name, await layCable(cluster.url(), join(folder, name, "cable")));
  const machines = Object.entries(MACHINES).map(([name, off]) => {
    const machine = startMachine(folder, { name, off, url: cables.get(name)!.url });
    machine.stdout.on("data", (data: Buffer) => (said.push(data.toString()), show(data.toString())));
    machine.stderr.on("data", (data: Buffer) => show(data.toString()));
    return { machine, ended: new Promise<number | null>((done) => machine.once("exit", done)) };
  });
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), LIMIT_MS);
  const north = cables.get("north")!;
  const owners = new Map<string, string>();
  let lost: string | undefined;
  for await (const { commit } of feed(store, SESSION, { since: 0, signal: stop.signal })) {
    commits.push(commit);
    for (const event of commit.events) {
      if (event.type === "task.claimed") owners.set(event.task, event.owner);
      if (!lost && event.type === "task.checkpointed" && owners.get(event.task) === "writer@north") {
        lost = event.task;
        north.cut();
        show(`--------  north is cut off, with a checkpoint of ${lost}\n`);
      }
      if (event.type === "claim.expired") show(`--------  ${event.task}: the lease of ${event.owner} is over\n`);
      if (event.type === "task.claimed" && event.task === lost && event.owner !== "writer@north") {
        show(`--------  ${event.owner} takes ${lost} over; the cable of north is mended\n`);
        north.mend();
      }
    }
    if (commit.events.some((e) => e.type === "task.completed" && e.task.startsWith("BIND"))) break;
  }
  call("beat", "--as", "coordinator");
  const codes = await Promise.race([
    Promise.all(machines.map(({ ended }) => ended)),
    new Promise<null>((late) => stop.signal.addEventListener("abort", () => late(null), { once: true })),
  ]);
  clearTimeout(limit);
  for (const { machine } of machines) machine.kill("SIGKILL");
  const missing = stop.signal.aborted ? [`an end within ${LIMIT_MS / 1_000} s`] : [];
  if (codes?.some((code) => code !== 0)) missing.push(`every machine ends well (${codes.join(", ")})`);
  missing.push(...check({ events: commits.flatMap((c) => c.events), commits, lost, said: said.join(""), git }));
  await store.close();
  for (const cable of cables.values()) await cable.remove();
  await cluster.remove();
  return { folder, missing };
}

/** The repository that all clone, on neutral ground. */
function startProject(folder: string, git: (...args: string[]) => string): void {
  git("init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
  git("clone", "--quiet", join(folder, "origin.git"), "first");
  const identity = ["-C", "first", "-c", "user.name=Demo", "-c", "user.email=demo@localhost"];
  git(...identity, "commit", "--quiet", "--allow-empty", "-m", "Start the book");
  git("-C", "first", "push", "--quiet", "origin", "HEAD:main");
  for (const name of Object.keys(MACHINES)) git("clone", "--quiet", join(folder, "origin.git"), `${name}/clone`);
}

/** A process with a clone, a cable and a clock of its own; where the system allows it, in a network namespace where there is nothing. */
function startMachine(folder: string, { name, off, url }: { name: string; off: number; url: string }) {
  const alone = [["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"], []].find(
    ([program, ...args]) => !program || spawnSync(program, [...args, "true"]).status === 0,
  )!;
  const [program, ...args] = [...alone, process.execPath, join(here, "machine.mjs")];
  return spawn(program, args, {
    cwd: join(folder, name, "clone"),
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=${join(here, "clock.mjs")}`,
      CLOCK_OFF_MIN: String(off),
      MACHINE: name,
      PACE_MS: String(PACE_MS),
      LEASE_MS: String(LEASE_MS),
      TEAMWRIGHT_CLI: JSON.stringify(cli),
      TEAMWRIGHT_STORE: url,
      TEAMWRIGHT_SESSION: SESSION,
      TEAMWRIGHT_WORKER: "1",
    },
  });
}

interface Story {
  events: readonly TeamEvent[];
  commits: readonly Commit[];
  lost: string | undefined;
  said: string;
  git: (...args: string[]) => string;
}

function check({ events, commits, lost, said, git }: Story): string[] {
  const missing: string[] = [];
  const want = (holds: boolean, what: string) => holds || missing.push(what);
  const completed = events.flatMap((e) => (e.type === "task.completed" ? [e.task] : []));
  const expired = events.flatMap((e) => (e.type === "claim.expired" ? [e] : []));
  const takenOver = events.findLast((e) => e.type === "task.claimed" && e.task === lost);
  want(completed.length === CHAPTERS.length + 1 && new Set(completed).size === completed.length, "each task done once");
  want(
    expired.length === 1 && expired[0]!.task === lost && expired[0]!.owner === "writer@north",
    `one lease over, that of the machine cut off (${expired.map((e) => `${e.task} of ${e.owner}`).join(", ")})`,
  );
  want(takenOver?.type === "task.claimed" && takenOver.owner !== "writer@north", "the take-over by another machine");
  want(new RegExp(`takes ${lost} .* from the checkpoint`).test(said), "the take-over from the checkpoint");
  want(
    new RegExp(`north: is too late with ${lost}: (CLAIM_LOST|TASK_CLOSED)`).test(said),
    "the refusal of the late writer",
  );
  const times = commits.map(({ at }) => at);
  const back = Math.max(...times.map((at, i) => (i === 0 ? 0 : times[i - 1]! - at)));
  want(back < 1_000, `one clock in the log (it goes back by ${back} ms)`);
  const files = git("-C", "origin.git", "ls-tree", "--name-only", "main").split("\n").toSorted();
  const halves = CHAPTERS.flatMap((c) => [`${c}-first.txt`, `${c}-second.txt`]).toSorted();
  want(files.join() === halves.join(), `both halves of each chapter in the book (${files.join(", ")})`);
  const book = CHAPTERS.map((c) => git("-C", "origin.git", "show", `main:${c}-second.txt`)).join("\n");
  const first = CHAPTERS.map((c) => git("-C", "origin.git", "show", `main:${c}-first.txt`)).join("\n");
  want(/by north/.test(first), "the half that the machine saved before it was cut off");
  want(new Set(book.match(/by \w+/g)).size >= 2, "chapters of several machines");
  return missing;
}

if (import.meta.main) {
  const { missing, folder } = await demo((text) => process.stdout.write(text));
  console.log(
    missing.length === 0
      ? `\nDone. The book: git -C ${folder}/origin.git log --graph main`
      : `\nMissing:\n${missing.map((m) => `  - ${m}`).join("\n")}`,
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
}
