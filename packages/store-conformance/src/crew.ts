// Child processes on one storage. Every member reports ready before anybody is told to go.
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Job, Report } from "./crew-member.ts";

export interface Member {
  /** Sends a job; resolves with its report. Rejects if the member dies first. */
  do(job: Job): Promise<Report>;
  /** Texts of the records the member was told are taken, so far, in order. */
  readonly acknowledged: readonly string[];
  /** Kills the member with SIGKILL as soon as it has reported `count` records. */
  killAfter(count: number): void;
  /** Sends the member SIGKILL, or SIGSTOP to have it stand still. */
  signal(signal: "SIGKILL" | "SIGSTOP"): void;
  /** Resolves when the process is gone: the signal, or null if it left by itself. */
  readonly gone: Promise<string | null>;
}

export interface Crew {
  /** Starts `count` members; resolves when all are ready. `point` is where `testPoint` kills them. */
  muster(count: number, options?: { point?: string }): Promise<Member[]>;
  /** Ends all members. */
  dismiss(): Promise<void>;
}

export function openCrew(module: string, location: string): Crew {
  const all: { child: ChildProcess; member: Member }[] = [];
  const fromSource = import.meta.url.endsWith(".ts");
  const program = fileURLToPath(new URL(fromSource ? "./crew-member.ts" : "./crew-member.js", import.meta.url));
  const execArgv = fromSource || module.endsWith(".ts") ? ["--conditions=source"] : [];

  return {
    async muster(count, { point } = {}) {
      const env = { ...process.env, NODE_OPTIONS: "", TEAMWRIGHT_TEST_POINT: point ?? "" };
      const started = Array.from({ length: count }, () => {
        const child = fork(program, [module, location], { execArgv, env, stdio: ["ignore", "ignore", "pipe", "ipc"] });
        const { member, ready } = enlist(child);
        all.push({ child, member });
        return { member, ready };
      });
      await Promise.all(started.map(({ ready }) => ready));
      return started.map(({ member }) => member);
    },
    async dismiss() {
      for (const { child } of all) child.kill("SIGKILL");
      await Promise.all(all.map(({ member }) => member.gone));
    },
  };
}

function enlist(child: ChildProcess): { member: Member; ready: Promise<void> } {
  const acknowledged: string[] = [];
  let complaint = "";
  let killAt = Infinity;
  const ready = later<void>();
  let job: Later<Report> | undefined;
  child.stderr?.on("data", (data: Buffer) => (complaint += data.toString()));
  child.on("message", (message: Report) => {
    if (message.kind === "ready") ready.resolve();
    else if (message.kind === "taken") {
      acknowledged.push(message.text);
      if (acknowledged.length >= killAt) child.kill("SIGKILL");
    } else job?.resolve(message);
  });
  const gone = new Promise<string | null>((resolve) => {
    child.on("close", (code, signal) => {
      const error = new Error(`a child process ended (${signal ?? code}) ${complaint.slice(0, 2000)}`);
      ready.reject(error);
      job?.reject(error);
      resolve(signal);
    });
  });
  ready.promise.catch(() => {});
  const member: Member = {
    acknowledged,
    gone,
    killAfter: (count) => void (killAt = count),
    signal: (signal) => void child.kill(signal),
    do(next) {
      job = later<Report>();
      job.promise.catch(() => {});
      child.send(next);
      return job.promise;
    },
  };
  return { member, ready: ready.promise };
}

interface Later<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/** Promise.withResolvers, which Node 20 lacks. */
function later<T>(): Later<T> {
  let settle: Omit<Later<T>, "promise"> | undefined;
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle! };
}
