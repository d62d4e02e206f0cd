// Brings finished work into the session's branch. A conflict is a person's: it waits, and nothing new starts before it is settled.
import type { Unmerged } from "./run-options.ts";
import type { RunRecord } from "./run-records.ts";
import { give, type Run, say } from "./run-state.ts";

const OPTIONS = [
  { id: "go", label: "Merge it again: it is merged by hand, or the conflict is gone", effect: "proceed" },
  { id: "leave", label: "Go on without this work; its branch stays", effect: "skip" },
  { id: "stop", label: "Stop here", effect: "fail" },
];

/** Merges what a try has done, then clears the try away; a conflict is asked about instead. */
export async function integrate(run: Run, record: RunRecord): Promise<void> {
  const files = await mergeWork(run, record);
  if (files.length === 0) return forget(run, record);
  const branch = run.trees.branchOf(record.name);
  const where = files.slice(0, 20).join(", ");
  say(run, `${record.task}  its work (branch ${branch}) conflicts in ${where}`);
  const waiting = record.conflict?.ask;
  const ask =
    waiting !== undefined && run.options.session.state.asks.get(waiting)?.answer === undefined
      ? waiting
      : await openAsk(
          run,
          `The work of ${record.task} (branch ${branch}) conflicts with what is integrated in ${where}. Merge it into ${run.trees.branch} by hand, then go on.`,
        );
  await run.records.save({ ...record, conflict: { files, ...(ask === undefined ? {} : { ask }) } });
}

/** Merges what a worker has committed so far. Returns the files in conflict. */
export function mergeWork(run: Run, { name, task }: RunRecord): Promise<string[]> {
  const title = run.options.session.state.tasks.get(task)?.title ?? task;
  return run.trees.integrate(name, `${task}: ${title}`.slice(0, 100));
}

/** Clears a try away; what only it had is kept, and that is said. */
export async function forget(run: Run, { name, task, owner }: RunRecord): Promise<void> {
  const kept = await run.trees.remove(name);
  if (kept) say(run, `${task}  what only the working copy of ${owner} had is kept: ${kept}`);
  await run.records.remove(name);
}

/** Goes on with conflicts that a person has settled. Returns those that still wait. */
export async function settleConflicts(run: Run): Promise<Unmerged[]> {
  for (const record of await run.records.list()) {
    const answer = run.options.session.state.asks.get(record.conflict?.ask ?? "")?.answer;
    if (answer?.option === "go") await integrate(run, record);
    else if (answer?.option === "leave") await leave(run, record);
  }
  return (await run.records.list()).flatMap((record) =>
    record.conflict ? [{ task: record.task, branch: run.trees.branchOf(record.name), ...record.conflict }] : [],
  );
}

async function leave(run: Run, record: RunRecord): Promise<void> {
  say(run, `${record.task}  its work is left on ${run.trees.branchOf(record.name)}`);
  await forget(run, record);
}

/** The ask's id; undefined when the session is over and nobody is asked any more. */
async function openAsk(run: Run, question: string): Promise<string | undefined> {
  const { status } = run.options.session.state.session!;
  if (status !== "active" && status !== "paused") return undefined;
  return ((await give(run, "ask.open", { question, options: OPTIONS })) as { id: string }).id;
}
