// How many records a second a store takes, beside what its disk could do in the same minute.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Subject } from "./case.ts";
import { openCrew } from "./crew.ts";

export interface Throughput {
  /** Durable appends a second: one handle, nobody else. */
  alone: number;
  /** The same of `processes` processes that race for one log; undefined where the storage lives in one process. */
  racing?: number;
  processes: number;
  /** Appends with fdatasync a second to a bare file. */
  disk: number;
}

const ALONE = 1_000;
const RACING = 2_000;

/** Measures on locations of its own. Throws what the store throws. */
export async function throughput(subject: Subject, processes: number): Promise<Throughput> {
  const disk = bareDisk();
  const alone = await on(subject, async (location) => {
    const store = await subject.open(location);
    const started = performance.now();
    for (let i = 0, last: number | null = 0; i < ALONE; i++) {
      last = await store.append("log", last, Buffer.alloc(400, "x"));
      if (last === null) throw new Error("an append of the only writer was refused");
    }
    const took = performance.now() - started;
    await store.close();
    return (ALONE / took) * 1_000;
  });
  if (subject.module === undefined) return { alone, processes, disk };
  const racing = await on(subject, async (location) => {
    const crew = openCrew(subject.module!, location);
    try {
      const members = await crew.muster(processes);
      const started = performance.now();
      const race = (name: string) => ({ kind: "race", log: "log", name, total: RACING }) as const;
      const reports = await Promise.all(members.map((member, i) => member.do(race(`m${i}`))));
      const took = performance.now() - started;
      const broken = reports.find((report) => report.kind === "done" && report.error);
      if (broken?.kind === "done") throw new Error(broken.error);
      return (RACING / took) * 1_000;
    } finally {
      await crew.dismiss();
    }
  });
  return { alone, racing, processes, disk };
}

async function on<T>(subject: Subject, work: (location: string) => Promise<T>): Promise<T> {
  const location = await subject.location();
  try {
    return await work(location);
  } finally {
    await subject.cleanup?.(location);
  }
}

function bareDisk(): number {
  const folder = mkdtempSync(join(tmpdir(), "store-conformance-"));
  const fd = openSync(join(folder, "bare"), "a");
  const bytes = Buffer.alloc(400, "x");
  const until = performance.now() + 500;
  let count = 0;
  for (; performance.now() < until; count++) {
    writeSync(fd, bytes);
    fdatasyncSync(fd);
  }
  closeSync(fd);
  rmSync(folder, { recursive: true });
  return count * 2;
}
