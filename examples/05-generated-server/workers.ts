// What an agent would do with its brief, as functions: they read what was done before through the server, and leave documents.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Desk } from "./desk.ts";

export interface Job {
  session: string;
  /** Where the notes lie that were written last. */
  notes?: string;
}

interface Work {
  claim: { task: string; folder: string; artifact: string };
  job: Job;
  worker: Desk;
}

interface Report {
  summary: string;
  verdict?: "approved" | "rejected";
  score?: number;
  data?: object;
  artifact?: string;
}

const CHANGES = ["Export is twice as fast", "Import takes CSV"];

export const WORKERS: Readonly<Record<string, (work: Work) => Promise<Report>>> = {
  async collector() {
    return { summary: `${CHANGES.length} changes`, data: { changes: CHANGES } };
  },
  async editor({ claim, job, worker }) {
    const changes = await changesOf(worker, job);
    // The first try forgets one, so that the review has something to find.
    const told = claim.task.includes("fix") ? changes : changes.slice(0, 1);
    const path = join(claim.folder, claim.artifact);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `# 2.0\n\n${told.map((change) => `- ${change}\n`).join("")}`);
    job.notes = path;
    return { summary: `notes with ${told.length} of ${changes.length} changes`, artifact: claim.artifact };
  },
  async reader({ job, worker }) {
    const changes = await changesOf(worker, job);
    const notes = await readFile(job.notes!, "utf8");
    const missed = changes.filter((change) => !notes.includes(change));
    return missed.length === 0
      ? { verdict: "approved", score: 100, summary: "every change is there" }
      : { verdict: "rejected", score: 50, summary: `missing: ${missed.join(", ")}` };
  },
};

async function changesOf(worker: Desk, { session }: Job): Promise<string[]> {
  const { result } = await worker.call("read", { session, op: "task.show", task: "COLLECT-001" });
  return result.data.changes;
}
