// team_msg under the words of older prompts, over the messages of a session. Lists, states and retractions are folds over the log.
import {
  type ActorKind,
  invalidInput,
  issuesOf,
  LIMITS,
  type Message,
  OwnerId,
  SessionId,
  TeamError,
} from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import * as z from "zod";
import { allMessages } from "./all-messages.ts";
import { refusal } from "./board.ts";

export const OPERATIONS = ["log", "read", "list", "status", "delete", "clear", "broadcast", "get_state"] as const;

/** The position of a message's record, and which of several in that record. */
const ID = /^MSG-(\d{3,15})(?:-(\d{1,3}))?$/;

export const TeamMsgInput = z.strictObject({
  operation: z.enum(OPERATIONS),
  session_id: SessionId,
  from: OwnerId.optional(),
  to: OwnerId.optional(),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/)
    .optional(),
  summary: z.string().max(LIMITS.text).optional(),
  data: z.record(z.string().max(64), z.unknown()).optional(),
  /** Older name of `data.ref`. */
  ref: z.string().max(500).optional(),
  id: z.string().max(64).optional(),
  last: z.int().min(1).max(1_000).default(20),
  /** Id of the last message seen, or a position: `list` begins behind it. */
  since: z.union([z.int().min(0), z.string().regex(ID)]).optional(),
  role: z.string().max(64).optional(),
});
export type TeamMsgInput = z.infer<typeof TeamMsgInput>;
type Input = TeamMsgInput & {
  /** What every caller of this connection is; absent: a coordinator. */
  kind?: ActorKind | undefined;
};

export const TEAM_MSG = {
  name: "team_msg",
  description:
    "The team's message bus: log, read, list, status, broadcast, get_state; delete and clear are recorded retractions.",
  input: TeamMsgInput,
} as const;

interface Shown {
  id: string;
  ts: string;
  from: string;
  to: string;
  type: string;
  summary: string;
  data?: Record<string, unknown>;
}

/** Runs one operation on a store. Throws INPUT_INVALID, SESSION_NOT_FOUND, MESSAGE_NOT_FOUND or what the store throws. */
export async function teamMsg(store: LogStore, raw: unknown): Promise<unknown> {
  const input = parseTeamMsg(raw);
  const session = await openTeamMsg(store, input);
  try {
    return await teamMsgOn(session, input);
  } finally {
    await session.close();
  }
}

/** The session that is named. Throws SESSION_NOT_FOUND: a misspelled one is never a new one. */
export const openTeamMsg = (store: LogStore, { session_id }: TeamMsgInput): Promise<Session> =>
  openSession(store, session_id, { mustExist: true });

/** Runs it on a session that is open. `kind` says what every caller of this connection is; absent: a coordinator. */
export const teamMsgOn = (session: Session, input: TeamMsgInput, kind?: ActorKind): Promise<unknown> =>
  OPERATION[input.operation](session, { ...input, kind });

/** Arguments from outside. `team_session_id` and `team` are older names of `session_id`. Throws INPUT_INVALID. */
export function parseTeamMsg(raw: unknown): TeamMsgInput {
  const { team_session_id, team, ...fields } = (raw ?? {}) as Record<string, unknown>;
  const parsed = TeamMsgInput.safeParse({ session_id: team_session_id ?? team, ...fields });
  if (parsed.success) return parsed.data;
  throw invalidInput(issuesOf(parsed.error));
}

const OPERATION: Record<(typeof OPERATIONS)[number], (session: Session, input: Input) => Promise<unknown>> = {
  log: post,
  broadcast: (session, input) => post(session, { ...input, to: "all" }),
  async read(session, { id = "" }) {
    const found = (await standing(session)).find((m) => m.id === id);
    if (!found) throw new TeamError("MESSAGE_NOT_FOUND", { data: { message: id } });
    return show(found);
  },
  async list(session, { from, to, type, last, since = 0 }) {
    const isAfter = behind(since);
    const all = (await standing(session)).filter(
      ({ id, message: m }) =>
        isAfter(id) &&
        (!from || m.from === from) &&
        (!to || m.to === to || m.to === "all") &&
        (!type || m.kind === type),
    );
    const shown = all.slice(-last).map(show);
    const formatted = shown.map(
      (m) => `${m.id} | ${m.ts.slice(11, 19)} | ${m.from} -> ${m.to} | ${m.type} | ${m.summary}`,
    );
    return { total: all.length, showing: shown.length, messages: shown, formatted: formatted.join("\n") };
  },
  async status(session) {
    const members = new Map<string, { member: string; lastSeen: string; lastAction: string; messageCount: number }>();
    const all = (await standing(session)).map(show);
    for (const { from, ts, type } of all) {
      const messageCount = (members.get(from)?.messageCount ?? 0) + 1;
      members.set(from, { member: from, lastSeen: ts, lastAction: type, messageCount });
    }
    return { members: [...members.values()], total_messages: all.length };
  },
  async delete(session, { id = "", ...by }) {
    if (!(await standing(session)).some((m) => m.id === id))
      throw new TeamError("MESSAGE_NOT_FOUND", { data: { message: id } });
    await say(session, by, { kind: "retract", body: `took back ${id}`, data: { ids: [id] } });
    return { deleted: id };
  },
  async clear(session, by) {
    const { length } = await standing(session);
    const data = { through: session.position };
    await say(session, by, { kind: "retract", body: `took back ${length} messages`, data });
    return { cleared: length };
  },
  async get_state(session, { role }) {
    const states = await statesOf(session);
    const roles = [...states].map(([name, byTask]) => [
      name,
      { ...Object.assign({}, ...byTask.values()), by_task: Object.fromEntries(byTask) },
    ]);
    if (role === undefined) return { role_state: Object.fromEntries(roles) };
    const known = Object.hasOwn(session.state.session!.team.roles, role) || role === "coordinator";
    if (!states.has(role) && !known) throw new TeamError("ROLE_UNKNOWN", { data: { role, roles: [...states.keys()] } });
    return { role, state: roles.find(([name]) => name === role)?.[1] ?? null };
  },
};

async function post(session: Session, { from, to = "coordinator", type = "message", summary, data, ref, kind }: Input) {
  if (from === undefined) throw invalidInput([{ field: "from", problem: "is missing" }]);
  const body = summary ?? `[${from}] ${type} → ${to}`;
  const whole = ref === undefined ? data : { ref, ...data };
  const message = { to, kind: type, body, ...(whole ? { data: whole } : {}) };
  return { id: await say(session, { from, kind }, message), message: body };
}

/** Posts a message, alone in its record. Returns its id. */
async function say(session: Session, { from, kind }: Pick<Input, "from" | "kind">, input: Record<string, unknown>) {
  const actor = { kind: kind ?? "coordinator", name: from ?? "coordinator" } as const;
  const answer = await session.run({ name: "msg.post", input: { to: "coordinator", ...input }, actor });
  if (!answer.ok) throw refusal(answer.error);
  return numbered([answer.result as Message])[0]!.id;
}

interface Numbered {
  id: string;
  message: Readonly<Message>;
}

/** The position of its record makes the number, so it is unique whoever else writes; of several in one record the later ones say which. */
function numbered(messages: readonly Readonly<Message>[]): Numbered[] {
  let of = { position: 0, count: 0 };
  return messages.map((message) => {
    const { position } = message;
    of = { position, count: of.position === position ? of.count + 1 : 1 };
    const number = `MSG-${String(position).padStart(3, "0")}`;
    return { id: of.count === 1 ? number : `${number}-${of.count}`, message };
  });
}

/** Whether an id is behind a position or another id. */
function behind(since: number | string): (id: string) => boolean {
  const place = (id: string) =>
    ID.exec(id)!
      .slice(1)
      .map((part) => Number(part ?? 1)) as [number, number];
  const [position, count] = typeof since === "number" ? [since, Infinity] : place(since);
  return (id) => {
    const [at, number] = place(id);
    return at > position || (at === position && number > count);
  };
}

/** What has not been taken back, in order. */
async function standing(session: Session): Promise<Numbered[]> {
  const rows = numbered(await allMessages(session));
  const gone = new Set<unknown>();
  let through = 0;
  for (const { message } of rows) {
    if (message.kind !== "retract") continue;
    const { ids, through: position } = message.data ?? {};
    if (Array.isArray(ids)) for (const id of ids) gone.add(id);
    if (typeof position === "number") through = Math.max(through, position);
  }
  return rows.filter(({ id, message: m }) => m.kind !== "retract" && m.position > through && !gone.has(id));
}

/** By role and task; a later field takes the place of an earlier one of the same task. Maps: the names come from outside. */
async function statesOf(session: Session): Promise<Map<string, Map<string, Record<string, unknown>>>> {
  const states = new Map<string, Map<string, Record<string, unknown>>>();
  for (const { message } of await standing(session)) {
    const { from, kind, data, at } = message;
    if (kind !== "state_update" || !data) continue;
    const task = String(data["task_id"] ?? "");
    const role = states.get(from) ?? new Map<string, Record<string, unknown>>();
    states.set(from, role);
    const { imported: _where, ...said } = data;
    const merged = { ...role.get(task), ...said, _updated_at: new Date(at).toISOString() };
    // The latest last: the view of the whole role is what was said last.
    role.delete(task);
    role.set(task, merged);
  }
  return states;
}

const show = ({ id, message }: Numbered): Shown => ({
  id,
  ts: new Date(message.at).toISOString(),
  from: message.from,
  to: message.to,
  type: message.kind,
  summary: message.body,
  ...(message.data ? { data: message.data } : {}),
});
