// The fourteen tools of the tracking seeds, over the commands of the core.
import {
  closest,
  invalidInput,
  issuesOf,
  LIMITS,
  statusOfWord,
  TeamError,
  TICKET_TYPES,
  ticketWords,
  Token,
} from "@teamwright/core";
import * as z from "zod";
import { addendum } from "./addendum.ts";
import { allMessages } from "./all-messages.ts";
import type { Board } from "./board.ts";
import { verifyCommit } from "./commit-facts.ts";
import { readCursor, stamp, WHOLE } from "./cursor.ts";
import { listBoard } from "./list-board.ts";
import { translator } from "./seed-events.ts";
import { checkpointDto, messageDto, ticketDto } from "./ticket-dto.ts";
import { type BoardTool, From, give, given, holder, Ok, orchestrator, Project, Ref, tool } from "./tool.ts";

const Text = z.string().max(LIMITS.text);
const Priority = z.enum(["P0", "P1", "P2"]);
const Since = z.string().max(64).optional();
const Types = z.array(z.string().max(64)).max(50).optional();
const number = (priority: string | undefined) => (priority === undefined ? undefined : Number(priority[1]));

export const BOARD_TOOLS: readonly BoardTool[] = [
  tool({
    name: "list_board",
    description:
      "The tickets of a project that are not done: in progress first, then blocked. Each with its lock, how long its holder has been silent, open questions and signs of drift.",
    input: z.strictObject({ project: Project, subtasks: z.boolean().optional(), done: z.boolean().optional() }),
    output: z.array(z.looseObject({ ref: Ref })),
    run: (board, { subtasks, done }) => listBoard(board, { subtasks, done, now: nowOf(board) }),
  }),
  tool({
    name: "get_ticket",
    description: "One ticket with everything known of it.",
    input: z.strictObject({ ref: Ref }),
    output: z.looseObject({ ref: Ref }),
    run: async (board, { ref }) => ticketDto(board.session.state, board.project, ticket(board, ref.id)),
  }),
  tool({
    name: "list_children",
    description: "The tickets right below one.",
    input: z.strictObject({ ref: Ref }),
    output: z.array(z.looseObject({ ref: Ref })),
    run: async ({ session: { state }, ...board }, { ref }) =>
      [...state.index.childrenOf(ticket({ session: { state } }, ref.id))].map((id) =>
        ticketDto(state, board.project, id),
      ),
  }),
  tool({
    name: "create_ticket",
    gives: "ticket.create",
    description:
      "Add a ticket. Epics have no parent; stories below an epic or none; tasks below a story, an epic or none; subtasks below a task or story.",
    input: z.strictObject({
      project: Project,
      draft: z.strictObject({
        type: z.enum(TICKET_TYPES),
        parent: z.union([Ref, Ref.shape.id]).nullish(),
        title: Text.min(1),
        body: z.string().max(LIMITS.body).optional(),
        priority: Priority.optional(),
        labels: z.array(Text).optional(),
        scope: Text.nullish(),
      }),
    }),
    output: Ref,
    run: async (board, { draft: { parent, priority, scope, ...rest } }) => {
      const above = typeof parent === "string" ? parent : parent?.id;
      const input = given({ ...rest, parent: above, priority: number(priority), scope: scope ?? undefined });
      const { id } = (await give(board, orchestrator, { name: "ticket.create", input })) as { id: string };
      return { project: board.project, id };
    },
  }),
  tool({
    name: "update_ticket",
    gives: "ticket.update",
    description:
      "Change fields or status of a ticket; null clears scope, branch and pr_url. A live lock protects it: then lock_token is needed.",
    input: z.strictObject({
      ref: Ref,
      update: z.strictObject({
        title: Text.optional(),
        body: z.string().max(LIMITS.body).optional(),
        status: Text.optional(),
        priority: Priority.optional(),
        labels: z.array(Text).optional(),
        scope: Text.nullish(),
        branch: Text.nullish(),
        pr_url: Text.nullish(),
      }),
      lock_token: Token.optional(),
    }),
    output: Ok,
    run: async (board, { ref, update: { priority, ...rest }, lock_token: token }) => {
      const input = given({ task: ref.id, ...rest, priority: number(priority), token });
      await give(board, token === undefined ? orchestrator : holder(board, ref.id), { name: "ticket.update", input });
      return "ok";
    },
  }),
  tool({
    name: "acquire_ticket",
    gives: "task.claim",
    description:
      "Lock a ticket for one specialist. The answer has the lock_token, where a predecessor stopped (recovered_checkpoint) and what to do (system_addendum).",
    input: z.strictObject({ ref: Ref, owner: From }),
    output: z.looseObject({ lock_token: z.string(), recovered_checkpoint: z.unknown(), system_addendum: z.string() }),
    run: async (board, { ref, owner }) => {
      ticket(board, ref.id);
      const actor = { kind: "worker", name: owner } as const;
      const claim = (await give(board, actor, { name: "task.claim", input: { task: ref.id, owner } })) as {
        token: string;
      };
      const { claim: lock, checkpoint, ticket: fields } = board.session.state.tasks.get(ref.id)!;
      return {
        lock_token: claim.token,
        acquired_at: stamp(lock!.claimed_at, { position: lock!.fence, index: WHOLE }),
        lease_until: new Date(lock!.lease_until).toISOString(),
        recovered_checkpoint: checkpoint ? checkpointDto(checkpoint) : null,
        system_addendum: addendum(board.session.log, ref.id, fields?.branch),
      };
    },
  }),
  tool({
    name: "commit_checkpoint",
    gives: "task.checkpoint",
    description:
      "Record a commit as the safe point of a ticket. git must have it on the ticket's branch. Renews the lock.",
    input: z.strictObject({
      ref: Ref,
      lock_token: Token,
      commit_id: Text.min(1),
      update: Text.optional(),
      progress_summary: Text.optional(),
    }),
    output: Ok,
    run: async (board, { ref, lock_token: token, commit_id, update, progress_summary: summary }) => {
      const { branch } = board.session.state.tasks.get(ticket(board, ref.id))!.ticket!;
      const id = await verifyCommit(board.repo, commit_id, branch);
      const input = given({ task: ref.id, token, commit: id ?? commit_id, update, summary, verified: id !== null });
      await give(board, holder(board, ref.id), { name: "task.checkpoint", input });
      return id === null ? "ok (unverified: there is no git repository here)" : "ok";
    },
  }),
  tool({
    name: "release_ticket",
    gives: "ticket.update",
    description: "Give the lock back with the status that the work has reached: Done, In Review, Blocked or Todo.",
    input: z.strictObject({ ref: Ref, lock_token: Token, final_status: Text }),
    output: Ok,
    run: async (board, { ref, lock_token: token, final_status: status }) => {
      await give(board, holder(board, ref.id), { name: "ticket.update", input: { task: ref.id, token, status } });
      return "ok";
    },
  }),
  tool({
    name: "report_progress",
    gives: "task.progress",
    description: "Say how the work stands between commits. Renews the lock.",
    input: z.strictObject({
      ref: Ref,
      lock_token: Token,
      status: Text.optional(),
      update: Text.optional(),
      progress_summary: Text.optional(),
    }),
    output: Ok,
    run: async (board, { ref, lock_token: token, status, update, progress_summary: summary }) => {
      const input = given({ task: ref.id, token, text: update || summary || status || "still at work", summary });
      const calls = [{ name: "task.progress", input }];
      if (status !== undefined) {
        checkWord(board, ref.id, status);
        calls.push({ name: "ticket.update", input: { task: ref.id, token, status, keep: true } });
      }
      await give(board, holder(board, ref.id), ...calls);
      return "ok";
    },
  }),
  tool({
    name: "append_log",
    gives: "msg.post",
    description: "Add a line to a ticket's log; no lock is needed.",
    input: z.strictObject({ ref: Ref, line: Text.min(1), from: From.optional(), lock_token: Token.optional() }),
    output: Ok,
    run: async (board, { ref, line, from, lock_token: token }) => {
      ticket(board, ref.id);
      const name = from ?? board.session.state.tasks.get(ref.id)?.claim?.owner ?? "orchestrator";
      const input = given({ to: audience(board, "board"), kind: "log", body: line, task: ref.id, token });
      await give(board, { kind: "coordinator", name }, { name: "msg.post", input });
      return "ok";
    },
  }),
  tool({
    name: "post_message",
    gives: "msg.post",
    description:
      "Write to whoever works on a ticket or watches it. kind: nudge, question (an answer is expected within 3 minutes), response, ack or info.",
    input: z.strictObject({
      ref: Ref,
      from: From,
      kind: Text.optional(),
      body: Text.min(1),
      in_reply_to: Text.nullish(),
      lock_token: Token.optional(),
    }),
    output: z.looseObject({ id: z.string(), at: z.string() }),
    run: async (board, { ref, from, kind, body, in_reply_to, lock_token: token }) => {
      ticket(board, ref.id);
      const to = audience(board, "all");
      const input = given({ to, kind, body, task: ref.id, in_reply_to: in_reply_to ?? undefined, token });
      const posted = await give(board, { kind: "coordinator", name: from }, { name: "msg.post", input });
      return messageDto(posted as Parameters<typeof messageDto>[0]);
    },
  }),
  tool({
    name: "read_messages",
    description: "Messages of a ticket, oldest first; `since` is the `at` of the last one you saw.",
    input: z.strictObject({ ref: Ref, since: Since }),
    output: z.array(z.looseObject({ id: z.string() })),
    run: async (board, { ref, since }) => {
      ticket(board, ref.id);
      const { isAfter } = readCursor(since, board.session.position);
      return (await allMessages(board.session))
        .filter((m) => m.task === ref.id && m.kind !== "log" && isAfter(m.at, { position: m.position, index: WHOLE }))
        .map(messageDto);
    },
  }),
  tool({
    name: "read_events",
    description: "What happened to a ticket, oldest first; `since` is the `at` of the last event you saw.",
    input: z.strictObject({ ref: Ref, since: Since, types: Types }),
    output: z.array(z.looseObject({ id: z.string(), at: z.string(), type: z.string() })),
    run: async (board, { ref, since, types }) => {
      ticket(board, ref.id);
      return (await readEvents(board, { since, types, ticket: ref.id })).map(({ event }) => event);
    },
  }),
  tool({
    name: "read_project_events",
    description: "What happened on the whole board, oldest first, each with its ticket.",
    input: z.strictObject({ project: Project, since: Since, types: Types }),
    output: z.array(z.looseObject({ ref: Ref })),
    run: async (board, { since, types }) =>
      (await readEvents(board, { since, types })).map(({ ticket: id, event }) => ({
        ref: { project: board.project, id },
        event,
      })),
  }),
];

const NAMES = BOARD_TOOLS.map(({ name }) => name);

/** Calls a tool by name on what the board is now. Throws COMMAND_UNKNOWN, INPUT_INVALID or what the tool refuses. */
export async function callTool(board: Board, name: string, input: unknown): Promise<unknown> {
  const found = BOARD_TOOLS.find((entry) => entry.name === name);
  if (!found) throw new TeamError("COMMAND_UNKNOWN", { data: { command: name, closest: closest(name, NAMES) } });
  const parsed = found.input.safeParse(input);
  if (!parsed.success) {
    const update = (input as { update?: object | null } | null)?.update ?? {};
    if (name === "update_ticket" && (Object.hasOwn(update, "type") || Object.hasOwn(update, "parent")))
      throw new TeamError("TICKET_TYPE", {
        data: { task: String((input as { ref?: { id?: unknown } }).ref?.id).slice(0, 60) },
      });
    throw invalidInput(issuesOf(parsed.error));
  }
  const { project, ref } = parsed.data as { project?: string; ref?: { project: string } };
  const wanted = ref?.project ?? project;
  if (wanted !== board.project)
    throw new TeamError("SESSION_NOT_FOUND", {
      message: `This is the board of ${board.project}.`,
      data: { session: wanted },
    });
  await board.session.catchUp();
  return found.run(board, parsed.data);
}

async function readEvents(board: Board, filter: Parameters<typeof translator>[1]) {
  const { from, read } = translator(board.session, filter);
  const entries = [];
  for await (const record of board.session.feed(from, { follow: false })) entries.push(...(await read(record)));
  return entries;
}

/** The id, if there is such a ticket. Throws TASK_NOT_FOUND. */
function ticket({ session: { state } }: { session: Pick<Board["session"], "state"> }, id: string): string {
  if (!state.tasks.get(id)?.ticket)
    throw new TeamError("TASK_NOT_FOUND", { message: `There is no ticket ${id}.`, data: { task: id } });
  return id;
}

/** Who is written to: a ticket's messages are for whoever reads it, but a connection of a worker writes to the coordinator only. */
const audience = ({ kind }: Board, usual: string): string => (kind === "worker" ? "coordinator" : usual);

/** Before anything is written: a refused status must not leave half a report. */
function checkWord({ session: { state } }: Board, id: string, status: string): void {
  const words = ticketWords(state.session!.team, state.tasks.get(ticket({ session: { state } }, id))!.ticket!.type);
  const word = words.find((w) => w.toLowerCase() === status.toLowerCase());
  if (word === undefined || statusOfWord(word, words) === "done")
    throw new TeamError("TICKET_STATUS", {
      message: word
        ? "Work that goes on is not done: release the ticket instead."
        : `No ticket of this type can be ${status}.`,
      data: { status, statuses: [...words] },
    });
}

const nowOf = ({ session }: Board): number => session.store.clock?.() ?? Date.now();
