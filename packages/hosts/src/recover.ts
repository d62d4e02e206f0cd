// What an earlier run left: its workers are ended, their tasks freed at once, finished work is integrated.
import { pause } from "@teamwright/runtime";
import { forget, integrate } from "./integrate.ts";
import { isAlive, killGroup, type ProcessIdentity } from "./process-identity.ts";
import type { RunRecord } from "./run-records.ts";
import { give, heldBy, type Run, say } from "./run-state.ts";

const GONE = "its runner is gone";

/** Puts in order what a killed run of this machine left. Another coordinator's dispatches and claims are not touched. */
export async function recover(run: Run): Promise<void> {
  const { session } = run.options;
  for (const record of await run.records.list()) {
    // A person settles it, also while nobody runs.
    if (record.conflict?.ask !== undefined) continue;
    const { worker, owner, task, dispatch } = record;
    if (worker) await endProcess(worker);
    await session.catchUp();
    for (const held of heldBy(run, owner)) await takeBack(run, held, record);
    const state = session.state.tasks.get(task);
    if (state?.result?.owner === owner) {
      await integrate(run, record);
      continue;
    }
    if (state?.dispatch?.dispatch === dispatch) await give(run, "task.withdraw", { task, dispatch, reason: GONE });
    say(run, `${task}  taken back from ${owner}: ${GONE}`);
    await forget(run, record);
  }
  // Between intent and record a runner can die: nobody will ever claim such a dispatch.
  for (const { id, dispatch } of session.state.tasks.values())
    if (dispatch?.by === run.actor.name)
      await give(run, "task.withdraw", { task: id, dispatch: dispatch.dispatch, reason: GONE });
}

async function endProcess(worker: ProcessIdentity): Promise<void> {
  if (isAlive(worker)) killGroup(worker.pid);
  while (isAlive(worker)) await pause(20);
}

/** With its token a task goes back without counting as a bad try: kills of the runner must not use up the tries. */
async function takeBack(run: Run, task: string, { token }: RunRecord): Promise<void> {
  if (token) {
    const input = { task, token, reason: GONE };
    if ((await run.options.session.run({ name: "task.release", input, actor: run.actor })).ok) return;
  }
  await give(run, "task.break", { task, reason: GONE, force: true });
}
