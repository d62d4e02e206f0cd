import type { Draft } from "../draft.ts";
import type { State } from "../state/state.ts";
import { type ClaimBundle, claimBundle } from "../queries/claim-bundle.ts";
import { claimTask } from "./claim-task.ts";
import { readyHeads } from "./find-ready.ts";

/** What a worker does after its task: go on with one already claimed for it, start one other, tell the coordinator, or stop. */
export type NextStep =
  | { do: "continue"; task: string; token: string; bundle: ClaimBundle }
  | { do: "spawn"; task: string; role: string; dispatch: string; owner: string }
  | { do: "report"; text: string }
  | { do: "stop"; reason: string };

/** Decides the next step in the same record as the completion, so that two callers can never both start the successor. */
export function nextStep(
  draft: Draft,
  done: { task: string; owner: string; canSpawn: boolean },
): (state: State) => NextStep {
  const { session, state } = draft;
  if (session.status === "paused") return () => ({ do: "stop", reason: "the session is paused" });
  if (session.status !== "active")
    return () => ({ do: "report", text: `${done.task} is done and the session has ended: ${session.status}.` });
  const task = draft.task(done.task);
  const role = session.team.roles[task.role];
  const loops = task.inner_loop ?? role?.inner_loop === true;
  const same = loops ? readyHeads(state, task.role)[0] : undefined;
  if (same) {
    const grant = claimTask(draft, same.id, { owner: done.owner });
    return (after) => ({ do: "continue", ...grant, bundle: claimBundle(after, grant.task) });
  }
  const heads = readyHeads(state);
  const others = state.index.liveCount;
  if (done.canSpawn && heads.length === 1 && others === 0 && openAsks(state) === 0) {
    const successor = heads[0]!;
    const dispatch = dispatchTask(draft, successor.id);
    return () => ({ do: "spawn", task: successor.id, role: successor.role, ...dispatch });
  }
  const ready = heads.length;
  return () => ({
    do: "report",
    text: `${done.task} is done. ${ready > 0 ? `${ready} ${ready === 1 ? "task is" : "tasks are"} ready: run beat.` : others > 0 ? "Others are still at work." : openAsks(state) > 0 ? "A person must answer before work goes on." : "Run beat."}`,
  });
}

const openAsks = (state: State): number => [...state.asks.values()].filter((a) => !a.answer).length;

/** Records the intent to start one worker. Returns its dispatch id and the owner name to claim with. */
export function dispatchTask(draft: Draft, id: string, dispatch_ms?: number): { dispatch: string; owner: string } {
  const task = draft.task(id);
  const dispatch = `d${draft.session.dispatches + 1}`;
  const resident = draft.session.team.roles[task.role]?.resident;
  const owner = `${task.role}@${resident ? "resident" : dispatch}`;
  draft.emit("task.dispatched", {
    task: id,
    dispatch,
    owner,
    expires_at: draft.now + (dispatch_ms ?? draft.session.team.limits.dispatch_ms),
  });
  return { dispatch, owner };
}
