// One run of a team during which anything is killed at any moment: runner, workers, listener. What must be true afterwards.
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { feed, openStore, pause } from "@teamwright/runtime";
import { seededRandom } from "@teamwright/testing";
import { killGroup, RunRecords } from "../src/index.ts";
import { project, run, teamwright } from "./kit.ts";

const TASKS = ["AUDIT-001", "BUILD-001", "BUILD-002", "EXPLORE-001", "MARSHAL-001", "SOLVE-001"];
/** Longest that a person would wait for a run of a second or two that was killed some times. */
const LIMIT_MS = 120_000;

export interface Kills {
  runner: number;
  worker: number;
  listener: number;
}

/** Plays the story of `seed`. Returns how often what was killed; throws with what was not as it must be. */
export async function killStory(seed: number): Promise<Kills> {
  const random = seededRandom(seed);
  const folder = await project();
  const kills: Kills = { runner: 0, worker: 0, listener: 0 };
  const listener = new Listener(folder);
  const records = new RunRecords(join(folder, ".teamwright"), "TISL-1");
  const wanted = 1 + Math.floor(random() * 7);
  const started = Date.now();
  let job = begin(folder, false);
  try {
    for (;;) {
      if (Date.now() - started > LIMIT_MS) throw new Error("the run does not end");
      const killed = kills.runner + kills.worker + kills.listener;
      const waited = new AbortController();
      const next = pause(killed < wanted ? 40 + random() * 700 : LIMIT_MS, waited.signal).then(() => null);
      const ended = await Promise.race([job.ended, next]);
      waited.abort();
      if (ended?.code === 0) break;
      if (ended) throw new Error(`the run ended with ${ended.code}:\n${ended.output}`);
      const dice = random();
      if (dice < 0.4) {
        job.child.kill("SIGKILL");
        await job.ended;
        kills.runner += 1;
        // A runner that died before its first record left nothing to resume.
        job = begin(folder, (await events(folder)).length > 0);
      } else if (dice < 0.7) {
        const alive = (await records.list()).filter((r) => r.worker);
        const victim = alive[Math.floor(random() * alive.length)];
        if (victim) killGroup(victim.worker!.pid);
        kills.worker += victim ? 1 : 0;
      } else kills.listener += await listener.restart();
    }
    const heard = await listener.end((await events(folder)).at(-1)!.position);
    check(folder, await events(folder), heard);
  } finally {
    job.child.kill("SIGKILL");
    await job.ended;
    listener.kill();
    await rm(folder, { recursive: true, force: true });
  }
  return kills;
}

const begin = (folder: string, resume: boolean) =>
  run(
    folder,
    { MODE: "commits", ITEMS: "GH-1,GH-2", PACE: "120" },
    ...(resume ? ["--resume"] : ["--pipeline", "batch"]),
    ...["--on-ask", "retry"],
  );

interface Heard {
  position: number;
  events: unknown[];
}

/** `teamwright listen --follow`, started again where its last whole line ended. */
class Listener {
  readonly #folder: string;
  readonly #heard: Heard[] = [];
  #current: ReturnType<typeof teamwright> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Kills it if it runs, and starts it anew. Returns how many were killed. */
  async restart(): Promise<number> {
    const killed = this.kill();
    if (killed) await this.#collect();
    if ((await events(this.#folder)).length > 0) this.#current = this.#start();
    return killed;
  }

  kill(): number {
    this.#current?.child.kill("SIGKILL");
    return this.#current ? 1 : 0;
  }

  /** Waits until everything up to `last` was heard. */
  async end(last: number): Promise<Heard[]> {
    await this.restart();
    const { child } = this.#current!;
    let out = "";
    if ((this.#heard.at(-1)?.position ?? 0) < last)
      await new Promise<void>((done, late) => {
        const timer = setTimeout(() => late(new Error(`the listener did not come to ${last}: ${out}`)), 20_000);
        child.stdout.on("data", (d: Buffer) => {
          out += d.toString();
          if (!out.includes(`"position":${last},`)) return;
          clearTimeout(timer);
          done();
        });
      });
    this.kill();
    await this.#collect();
    return this.#heard;
  }

  #start(): ReturnType<typeof teamwright> {
    const since = this.#heard.at(-1)?.position ?? 0;
    return teamwright(this.#folder, ["listen", "--follow", "--session", "TISL-1", "--since", String(since)]);
  }

  /** What it had printed whole. */
  async #collect(): Promise<void> {
    const { output } = await this.#current!.ended;
    this.#current = undefined;
    const lines = output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Heard & { type: string });
    this.#heard.push(
      ...lines.filter((l) => l.type === "events").map(({ position, events: e }) => ({ position, events: e })),
    );
  }
}

async function events(folder: string): Promise<Heard[]> {
  const store = await openStore(`file:${join(folder, ".teamwright", "store")}`);
  const out: Heard[] = [];
  for await (const { position, commit } of feed(store, "TISL-1", { since: 0, follow: false }))
    out.push({ position, events: [...commit.events] });
  await store.close();
  return out;
}

function check(folder: string, log: Heard[], heard: Heard[]): void {
  const all = log.flatMap((r) => r.events) as { type: string; task: string; status?: string }[];
  const done = all.filter((e) => e.type === "task.completed").map((e) => e.task);
  same(done.toSorted(), TASKS, "each task is completed once");
  same([all.at(-1)!.type, all.at(-1)!.status], ["session.ended", "done"], "the session ends done");
  const files = execFileSync("git", ["ls-tree", "--name-only", "teamwright/TISL-1/main"], {
    cwd: folder,
    encoding: "utf8",
  });
  same(
    files.split("\n").filter((f) => f.startsWith("BUILD")),
    ["BUILD-001.txt", "BUILD-002.txt"],
    "the work is merged",
  );
  same(
    heard.map((h) => h.position),
    log.map((r) => r.position),
    "the listeners heard each record once, in order",
  );
  same(heard, log, "what they heard is what was written");
}

function same(got: unknown, want: unknown, what: string): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  if (a !== b) throw new Error(`Not so: ${what}\n  got  ${a}\n  want ${b}`);
}
