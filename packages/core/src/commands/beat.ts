import * as z from "zod";
import { command } from "../command.ts";
import type { Draft } from "../draft.ts";
import { sessionStatus, type SessionStatusView } from "../queries/session-status.ts";
import { endOverdue } from "../rules/end-claim.ts";
import { readyHeads } from "../rules/find-ready.ts";
import { dispatchTask } from "../rules/next-step.ts";
import { settle } from "../rules/settle.ts";

export interface Spawn {
  task: string;
  role: string;
  title: string;
  dispatch: string;
  owner: string;
  expires_at: number;
  model: string | null;
  effort: string | null;
  /** The owner is a resident worker that has worked before: let the same one go on, where the host can. */
  resume?: true;
}

export const beat = command({
  name: "beat",
  summary: "One step of the coordinator: tidy up, then say what to spawn, ask or wait for.",
  input: () =>
    z.strictObject({
      /** Workers at once; default the team's limit. */
      max: z.int().min(0).max(1_000).optional(),
      /** How long a started worker may take to claim, in milliseconds. */
      dispatch_ms: z.int().min(100).max(86_400_000).optional(),
    }),
  actors: ["coordinator", "human"],
  examples: ["teamwright beat --session ID", "teamwright beat --session ID --max 3"],
  decide(draft, { max, dispatch_ms }) {
    endOverdue(draft);
    settle(draft);
    const spawned =
      draft.session.status === "active" ? spawn(draft, max ?? draft.session.team.limits.max_parallel, dispatch_ms) : [];
    return (state) => {
      const status = sessionStatus(state, draft.now);
      const spawnList: Spawn[] = spawned.map(({ task: id, dispatch, owner }) => {
        const task = state.tasks.get(id)!;
        const role = state.session!.team.roles[task.role];
        return {
          task: id,
          role: task.role,
          title: task.title,
          dispatch,
          owner,
          expires_at: task.dispatch?.expires_at ?? 0,
          model: role?.model ?? null,
          effort: role?.effort ?? null,
          ...(role?.resident && state.index.lastResultsOf(task.role, owner, 1).length > 0 ? { resume: true } : {}),
        };
      });
      return {
        ...status,
        spawn: spawnList,
        next: advice(status, spawnList.length),
      };
    };
  },
});

function spawn(
  draft: Draft,
  max: number,
  dispatch_ms: number | undefined,
): { task: string; dispatch: string; owner: string }[] {
  const out: { task: string; dispatch: string; owner: string }[] = [];
  for (let room = max - draft.state.index.liveCount; room > 0; room--) {
    const head = readyHeads(draft.state)[0];
    if (!head) break;
    out.push({ task: head.id, ...dispatchTask(draft, head.id, dispatch_ms) });
  }
  return out;
}

function advice(status: SessionStatusView, spawns: number): "spawn" | "ask" | "wait" | "plan" | "stop" {
  if (status.status !== "active") return "stop";
  if (spawns > 0) return "spawn";
  if (status.running.length > 0) return "wait";
  if (status.asks.length > 0) return "ask";
  return status.unplanned ? "plan" : "wait";
}
