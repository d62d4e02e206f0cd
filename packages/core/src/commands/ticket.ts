import * as z from "zod";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import { TaskId, text, Token } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { taskLine } from "../queries/task-line.ts";
import { makeTask } from "../rules/make-task.ts";
import { settle } from "../rules/settle.ts";
import { PARENTS, statusOfWord, ticketWords } from "../rules/ticket-words.ts";
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
    }),
  actors: ["coordinator", "human", "worker"],
  positional: ["task"],
  examples: ["teamwright ticket update TASK-001 --status 'In Review'"],
  decide(draft, { task: id, status, token, force, body, ...rest }) {
    const task = draft.task(id);
    if (!task.ticket)
      throw reject(
        "TICKET_STATUS",
        { status: status ?? null, statuses: [] },
        { message: "This task is not a ticket." },
      );
    guard(draft, id, token, force);
    const changes = { ...rest, ...(body === undefined ? {} : { brief: body }) };
    if (Object.values(changes).some((v) => v !== undefined))
      draft.emit("ticket.updated", { task: id, changes: JSON.parse(JSON.stringify(changes)) });
    if (status !== undefined) {
      const words = ticketWords(draft.session.team, task.ticket.type);
      const word = words.find((w) => w.toLowerCase() === status.toLowerCase());
      if (!word) throw reject("TICKET_STATUS", { status, statuses: [...words] });
      draft.emit("ticket.moved", { task: id, word, status: statusOfWord(word) });
    }
    settle(draft);
    return (state) => taskLine(state, id, draft.now);
  },
});

function guard(draft: Draft, id: string, token: string | undefined, force: boolean): void {
  const { claim } = draft.task(id);
  if (!claim || claim.lease_until <= draft.now) {
    if (draft.actor.kind === "worker") throw reject("TOKEN_REQUIRED", { task: id });
    return;
  }
  if (token && draft.context.hash(token) === claim.token_hash) return;
  if (!force || draft.actor.kind === "worker")
    throw reject(
      "TASK_CLAIMED",
      { task: id, owner: claim.owner, lease_until: claim.lease_until },
      { hint: "Wait for its worker, or add --force as the coordinator." },
    );
  draft.emit("claim.broken", { task: id, owner: claim.owner, reason: "forced update" });
}
