import type { State } from "../state/state.ts";
import type { Task } from "../state/task.ts";

/** How many tasks of a lane may run at once. */
export function laneLimit(state: State, lane: string): number {
  const session = state.session!;
  return session.team.pipelines[session.pipeline ?? ""]?.nodes[lane]?.max_parallel ?? Number.POSITIVE_INFINITY;
}

/** The most urgent ready task of each lane that has room, most urgent first. Only `role`'s lanes, if given. */
export function readyHeads(state: State, role?: string): Readonly<Task>[] {
  const heads: Readonly<Task>[] = [];
  for (const lane of role === undefined ? state.index.lanes() : state.index.lanesOf(role)) {
    if (state.index.liveIn(lane).size >= laneLimit(state, lane)) continue;
    const list = state.index.readyIn(lane);
    if (!list) continue;
    for (const id of list) {
      const task = state.tasks.get(id)!;
      if (task.kind === "ask" || (role !== undefined && task.role !== role) || residentBusy(state, task)) continue;
      heads.push(task);
      break;
    }
  }
  return heads.sort((a, b) => a.priority - b.priority || a.seq - b.seq);
}

/** Whether the one worker of a resident role is at another task. */
export function residentBusy(state: State, task: Readonly<Task>): boolean {
  if (!state.session!.team.roles[task.role]?.resident) return false;
  for (const lane of state.index.lanesOf(task.role))
    for (const id of state.index.liveIn(lane))
      if (id !== task.id && state.tasks.get(id)!.role === task.role) return true;
  return false;
}
