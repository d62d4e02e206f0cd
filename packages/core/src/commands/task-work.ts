// What a worker says between its claim and its result. Each of these renews the lease.
import * as z from "zod";
import { command } from "../command.ts";
import { TaskId, Token, text } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { holdClaim, renew } from "../rules/hold-claim.ts";
import { openAsk, OPTIONS } from "../rules/open-ask.ts";
import { settle } from "../rules/settle.ts";
import { afterBadTry } from "../rules/end-claim.ts";
import { giveUp } from "../rules/give-up.ts";
import type { State } from "../state/state.ts";

const held = { task: TaskId, token: Token.optional() };
const lease = (id: string) => (state: State) => ({
  task: id,
  status: state.tasks.get(id)?.status ?? "done",
  lease_until: state.tasks.get(id)?.claim?.lease_until ?? null,
});

export const taskHeartbeat = command({
  name: "task.heartbeat",
  summary: "Say that the work goes on; renews the lease.",
  input: () => z.strictObject(held),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task heartbeat BUILD-001"],
  decide(draft, { task, token }) {
    renew(draft, holdClaim(draft, task, token));
    return lease(task);
  },
});

export const taskProgress = command({
  name: "task.progress",
  summary: "Say in a line how the work stands; `error` counts towards an interrupt.",
  input: () =>
    z.strictObject({ ...held, text: text().min(1), summary: text().optional(), error: z.boolean().default(false) }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task", "text"],
  examples: ['teamwright task progress BUILD-001 "two of three files done"'],
  decide(draft, { task: id, token, text: line, summary, error }) {
    const task = holdClaim(draft, id, token);
    renew(draft, task);
    draft.emit("task.progressed", {
      task: id,
      owner: task.claim.owner,
      text: line,
      ...(summary === undefined ? {} : { summary }),
      ...(error ? { error } : {}),
    });
    const { errors } = draft.task(id);
    if (error && errors >= draft.session.team.limits.max_errors) {
      const reason = `${errors} errors, the last: ${line}`;
      draft.emit("task.blocked", { task: id, reason });
      draft.emit("interrupt.raised", { cause: "errors", text: reason, task: id });
      openAsk(draft, {
        question: `${id} met ${reason}. What now?`,
        options: [...OPTIONS.failure],
        cause: "errors",
        task: id,
      });
    }
    return lease(id);
  },
});

export const taskCheckpoint = command({
  name: "task.checkpoint",
  summary: "Leave a safe point from which another worker could go on.",
  input: () =>
    z.strictObject({
      ...held,
      commit: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/, "a commit id or name"),
      update: text().optional(),
      summary: text().optional(),
      /** What git said of the commit, for who asked it. */
      verified: z.boolean().optional(),
    }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task checkpoint BUILD-001 --commit 4f2a91c --summary 'tests written'"],
  decide(draft, { task: id, token, commit, update, summary, verified }) {
    const task = holdClaim(draft, id, token);
    renew(draft, task);
    draft.emit("task.checkpointed", {
      task: id,
      checkpoint: {
        commit,
        ...(update ? { update } : {}),
        ...(summary ? { summary } : {}),
        ...(verified === undefined ? {} : { verified }),
        owner: task.claim.owner,
        at: draft.now,
      },
    });
    return lease(id);
  },
});

export const taskFail = command({
  name: "task.fail",
  summary: "Say that this try failed; the task is tried again until its tries are used up.",
  input: () => z.strictObject({ ...held, reason: text().min(1), final: z.boolean().default(false) }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task fail BUILD-001 --reason 'the build server is down'"],
  decide(draft, { task: id, token, reason, final }) {
    const task = holdClaim(draft, id, token);
    if (final && draft.session.team.on_failure === "fail") giveUp(draft, id, reason);
    else {
      draft.emit("attempt.failed", { task: id, owner: task.claim.owner, reason });
      if (final) {
        draft.emit("task.blocked", { task: id, reason });
        openAsk(draft, {
          question: `${id} cannot be done: ${reason}. What now?`,
          options: [...OPTIONS.failure],
          cause: "failure",
          task: id,
        });
      } else afterBadTry(draft, id, reason);
    }
    settle(draft);
    return lease(id);
  },
});

export const taskRelease = command({
  name: "task.release",
  summary: "Give a task back unfinished; its checkpoint stays.",
  input: () => z.strictObject({ ...held, reason: text(LIMITS.title).optional() }),
  actors: ["worker", "coordinator", "human"],
  positional: ["task"],
  examples: ["teamwright task release BUILD-001 --reason 'needs another role'"],
  decide(draft, { task: id, token, reason }) {
    const task = holdClaim(draft, id, token);
    draft.emit("claim.released", { task: id, owner: task.claim.owner, ...(reason ? { reason } : {}) });
    return lease(id);
  },
});
