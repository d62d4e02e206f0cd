import * as z from "zod";
import { command } from "../command.ts";
import { reject } from "../draft.ts";
import { DispatchId, OwnerId, RoleName, TaskId } from "../ids.ts";
import { claimBundle } from "../queries/claim-bundle.ts";
import { type ClaimGrant, claimTask } from "../rules/claim-task.ts";
import { endOverdue } from "../rules/end-claim.ts";
import { readyHeads } from "../rules/find-ready.ts";
import type { State } from "../state/state.ts";

const Lease = z.int().min(1_000).max(86_400_000).optional();

const granted = (grant: ClaimGrant) => (state: State) => ({
  ...grant,
  ...claimFacts(state, grant.task),
  bundle: claimBundle(state, grant.task),
});

function claimFacts(state: State, id: string) {
  const { claim, checkpoint, attempts } = state.tasks.get(id)!;
  return {
    fence: claim?.fence ?? 0,
    lease_until: claim?.lease_until ?? 0,
    attempt: attempts,
    recovered_checkpoint: checkpoint ?? null,
  };
}

export const taskClaim = command({
  name: "task.claim",
  summary: "Claim one task and get everything needed to do it.",
  input: () => z.strictObject({ task: TaskId, owner: OwnerId, dispatch: DispatchId.optional(), lease_ms: Lease }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task claim BUILD-001 --owner implementer@d7 --dispatch d7"],
  decide: (draft, { task, ...claim }) => granted(claimTask(draft, task, claim)),
});

export const taskNext = command({
  name: "task.next",
  summary: "Claim the most urgent ready task of a role and get everything needed to do it.",
  input: () => z.strictObject({ role: RoleName, owner: OwnerId, lease_ms: Lease }),
  actors: ["worker", "coordinator", "human"],
  examples: ["teamwright task next --role implementer --owner implementer@me"],
  decide(draft, { role, owner, lease_ms }) {
    const { team, status } = draft.session;
    if (!team.roles[role]) throw reject("ROLE_UNKNOWN", { role, roles: Object.keys(team.roles) });
    if (status === "paused") throw reject("SESSION_PAUSED", { session: draft.session.name });
    if (status !== "active") throw reject("SESSION_CLOSED", { session: draft.session.name, status });
    endOverdue(draft, draft.state.index.lanesOf(role));
    const head = readyHeads(draft.state, role)[0];
    if (head) return granted(claimTask(draft, head.id, { owner, ...(lease_ms === undefined ? {} : { lease_ms }) }));
    return (state: State) => ({
      task: null,
      reason: state.index.open.size === 0 ? "nothing is open" : "nothing is ready for this role",
    });
  },
});
