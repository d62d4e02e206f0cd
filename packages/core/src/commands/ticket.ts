import * as z from "zod";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import type { EventOf } from "../events.ts";
import { TaskId, text, Token } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { taskLine } from "../queries/task-line.ts";
import { makeTask } from "../rules/make-task.ts";
import { settle } from "../rules/settle.ts";
import { PARENTS, statusOfWord, ticketWords } from "../rules/ticket-words.ts";
import type { Task } from "../state/task.ts";
import { TICKET_TYPES, type TicketType } from "../vocabulary.ts";

const PREFIX: Record<TicketType, string> = { epic: "EPIC", story: "STORY", task: "TASK", subtask: "SUB" };
const field = text(LIMITS.title);

export const ticketCreate = command({
  name: "ticket.create",
  summary: "Add a ticket to a board.",
  input: () =>
    z.strictObject({
      type: z.enum(TICKET_TYPES),
      title: field.min(1),
      parent: TaskId.optional(),
      body: text(LIMITS.body).default(""),
      priority: z.int().min(0).max(2).default(2),
      labels: z.array(field).max(100).default([]),
      scope: field.optional(),
    }),
  actors: ["coordinator", "human"],
  positional: ["type", "title"],
  examples: ["teamwright ticket create story 'Sign in with a passkey' --parent EPIC-001"],
  decide(draft, { type, title, parent, body, priority, labels, scope }) {
    const above = parent === undefined ? null : draft.task(parent).ticket;
    if (above === undefined) throw reject("TICKET_PARENT", { type, parent_type: null, allowed: [...PARENTS[type]] });
    const parentType = above?.type ?? null;
    if (!PARENTS[type].includes(parentType))
      throw reject("TICKET_PARENT", { type, parent_type: parentType, allowed: [...PARENTS[type]] });
    const word = ticketWords(draft.session.team, type)[0]!;
    const id = makeTask(draft, {
      prefix: PREFIX[type],
      title,
      brief: body,
      priority,
      ticket: { type, word, labels, ...(parent ? { parent } : {}), ...(scope ? { scope } : {}) },
    });
    settle(draft);
    return (state) => taskLine(state, id, draft.now);
  },
});

export const ticketUpdate = command({
  name: "ticket.update",
  summary: "Change a ticket's fields or status. A live claim protects it.",
  input: () =>
    z.strictObject({
      task: TaskId,
      title: field.min(1).optional(),
      body: text(LIMITS.body).optional(),
      status: z.string().max(40).optional(),
      priority: z.int().min(0).max(2).optional(),
      labels: z.array(field).max(100).optional(),
      scope: field.nullable().optional(),
      branch: field.nullable().optional(),
      pr_url: field.nullable().optional(),
      token: Token.optional(),
      force: z.boolean().default(false),
      /** The claim goes on; only the word changes. */
      keep: z.boolean().default(false),
    }),
  actors: ["coordinator", "human", "worker"],
  positional: ["task"],
  examples: ["teamwright ticket update TASK-001 --status 'In Review'"],
  decide(draft, { task: id, status, token, force, keep, body, ...rest }) {
    const task = draft.task(id);
    if (!task.ticket)
      throw reject(
        "TICKET_STATUS",
        { status: status ?? null, statuses: [] },
        { message: "This task is not a ticket." },
      );
    guard(draft, id, token, force);
    const changes = changed(task, { ...rest, ...(body === undefined ? {} : { brief: body }) });
    if (Object.keys(changes).length > 0) draft.emit("ticket.updated", { task: id, changes });
    if (status !== undefined) {
      const words = ticketWords(draft.session.team, task.ticket.type);
      const word = words.find((w) => w.toLowerCase() === status.toLowerCase());
      if (!word) throw reject("TICKET_STATUS", { status, statuses: [...words] });
      const to = statusOfWord(word, words);
      // What still stands for work leaves the holder its claim.
      if (keep && to === "done")
        throw reject(
          "TICKET_STATUS",
          { status, statuses: words.filter((w) => statusOfWord(w, words) !== "done") },
          { message: "Work that goes on is not done.", hint: "Release the ticket with this status instead." },
        );
      if (keep && draft.task(id).claim) draft.emit("ticket.updated", { task: id, changes: { word } });
      else draft.emit("ticket.moved", { task: id, word, status: to });
    }
    settle(draft);
    return (state) => taskLine(state, id, draft.now);
  },
});

/** Only what differs: no event tells of a change that did not happen. Null clears. */
function changed(task: Readonly<Task>, wish: Record<string, unknown>): EventOf<"ticket.updated">["changes"] {
  const now: Record<string, unknown> = {
    ...task.ticket,
    title: task.title,
    brief: task.brief,
    priority: task.priority,
  };
  return Object.fromEntries(
    Object.entries(wish).filter(([k, v]) => v !== undefined && JSON.stringify(v) !== JSON.stringify(now[k] ?? null)),
  );
}

function guard(draft: Draft, id: string, token: string | undefined, force: boolean): void {
  const { claim } = draft.task(id);
  if (claim && token && draft.context.hash(token) === claim.token_hash) return;
  if (draft.actor.kind === "worker") {
    if (!claim || !token) throw reject("TOKEN_REQUIRED", { task: id });
    throw reject("CLAIM_LOST", { task: id, owner: claim.owner, position: claim.fence });
  }
  if (!claim || claim.lease_until <= draft.now) return;
  if (!force)
    throw reject(
      "TASK_CLAIMED",
      { task: id, owner: claim.owner, lease_until: claim.lease_until },
      { hint: "Wait for its worker, or add --force as the coordinator." },
    );
  draft.emit("claim.broken", { task: id, owner: claim.owner, reason: "forced update" });
}
