// team_msg under the words of older prompts, over the messages of a session. Lists, states and retractions are folds over the log.
import { LIMITS, type Message, OwnerId, SessionId, TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import * as z from "zod";
import { refusal } from "./board.ts";

const OPERATIONS = ["log", "read", "list", "status", "delete", "clear", "broadcast", "get_state"] as const;

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
  /** Position or id behind which `list` begins. */
  since: z.int().min(0).optional(),
  role: z.string().max(64).optional(),
});
type Input = z.infer<typeof TeamMsgInput>;

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

/** Runs one operation. Throws INPUT_INVALID, SESSION_NOT_FOUND, MESSAGE_NOT_FOUND or what the store throws. */
export async function teamMsg(store: LogStore, raw: unknown): Promise<unknown> {
  const parsed = TeamMsgInput.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((i) => ({ field: i.path.join("."), problem: i.message }));
    throw new TeamError("INPUT_INVALID", { message: `${issues[0]!.field}: ${issues[0]!.problem}.`, data: { issues } });
  }
  const input = parsed.data;
  const session = await openSession(store, input.session_id, { mustExist: true, whole: true });
  try {
    return await OPERATION[input.operation](session, input);
  } finally {
    await session.close();
  }
}

const OPERATION: Record<(typeof OPERATIONS)[number], (session: Session, input: Input) => Promise<unknown>> = {
  log: post,
  broadcast: (session, input) => post(session, { ...input, to: "all" }),
  async read({ state }, { id = "" }) {
    const found = messages(state.messages.values()).find((m) => m.id === id);
    if (!found) throw new TeamError("MESSAGE_NOT_FOUND", { data: { message: id } });
    return found;
  },
  async list({ state }, { from, to, type, last, since = 0 }) {
    const all = messages(state.messages.values(), since).filter(
      (m) => (!from || m.from === from) && (!to || m.to === to || m.to === "all") && (!type || m.type === type),
    );
    const shown = all.slice(-last);
    const formatted = shown.map(
      (m) => `${m.id} | ${m.ts.slice(11, 19)} | ${m.from} -> ${m.to} | ${m.type} | ${m.summary}`,
    );
    return { total: all.length, showing: shown.length, messages: shown, formatted: formatted.join("\n") };
  },
  async status({ state }) {
    const members = new Map<string, { member: string; lastSeen: string; lastAction: string; messageCount: number }>();
    const all = messages(state.messages.values());
    for (const { from, ts, type } of all) {
      const messageCount = (members.get(from)?.messageCount ?? 0) + 1;
      members.set(from, { member: from, lastSeen: ts, lastAction: type, messageCount });
    }
    return { members: [...members.values()], total_messages: all.length };
  },
  async delete(session, { id = "", from }) {
    if (!messages(session.state.messages.values()).some((m) => m.id === id))
      throw new TeamError("MESSAGE_NOT_FOUND", { data: { message: id } });
    await say(session, { from, kind: "retract", body: `took back ${id}`, data: { ids: [id] } });
    return { deleted: id };
  },
  async clear(session, { from }) {
    const ids = messages(session.state.messages.values()).map((m) => m.id);
    await say(session, {
      from,
      kind: "retract",
      body: `took back ${ids.length} messages`,
      data: { through: session.position },
    });
    return { cleared: ids.length };
  },
  async get_state({ state }, { role }) {
    const tasks = statesOf(state.messages.values());
    const roles = Object.fromEntries(
      Object.entries(tasks).map(([name, byTask]) => [
        name,
        { ...Object.assign({}, ...Object.values(byTask)), by_task: byTask },
      ]),
    );
    if (role === undefined) return { role_state: roles };
    const known = Object.hasOwn(state.session!.team.roles, role) || role === "coordinator";
    if (!Object.hasOwn(roles, role) && !known)
      throw new TeamError("ROLE_UNKNOWN", { data: { role, roles: Object.keys(roles) } });
    return { role, state: roles[role] ?? null };
  },
};

async function post(session: Session, { from, to = "coordinator", type = "message", summary, data, ref }: Input) {
  if (from === undefined)
    throw new TeamError("INPUT_INVALID", {
      message: "from: is missing.",
      data: { issues: [{ field: "from", problem: "is missing" }] },
    });
  const body = summary ?? `[${from}] ${type} → ${to}`;
  const whole = ref === undefined ? data : { ref, ...data };
  const { id } = await say(session, { from, to, kind: type, body, ...(whole ? { data: whole } : {}) });
  return { id, message: body };
}

async function say(session: Session, { from = "coordinator", ...message }: Record<string, unknown>) {
  const input = { to: "coordinator", ...message };
  const actor = { kind: "coordinator", name: String(from) } as const;
  const answer = await session.run({ name: "msg.post", input, actor });
  if (!answer.ok) throw refusal(answer.error);
  return shown(answer.result as Message);
}

/** What has not been taken back, in order. */
function messages(all: Iterable<Readonly<Message>>, since = 0): Shown[] {
  return standing(all)
    .filter((m) => m.position > since)
    .map(shown);
}

function standing(all: Iterable<Readonly<Message>>): Readonly<Message>[] {
  const rows = [...all];
  const gone = new Set<unknown>();
  let through = 0;
  for (const { kind, data } of rows) {
    if (kind !== "retract") continue;
    for (const id of (data?.["ids"] ?? []) as unknown[]) gone.add(id);
    through = Math.max(through, Number(data?.["through"] ?? 0));
  }
  return rows.filter((m) => m.kind !== "retract" && m.position > through && !gone.has(numberOf(m)));
}

/** By role and task; a later field takes the place of an earlier one of the same task. */
function statesOf(all: Iterable<Readonly<Message>>): Record<string, Record<string, Record<string, unknown>>> {
  const states: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { from, kind, data, at } of standing(all)) {
    if (kind !== "state_update" || !data) continue;
    const task = String(data["task_id"] ?? "");
    const role = (states[from] ??= {});
    const merged = { ...role[task], ...data, _updated_at: new Date(at).toISOString() };
    // The latest last: the view of the whole role is what was said last.
    delete role[task];
    role[task] = merged;
  }
  return states;
}

/** A record holds at most one message, so its position makes the number, whoever else writes. */
const numberOf = ({ position }: Readonly<Message>): string => `MSG-${String(position).padStart(3, "0")}`;

const shown = (message: Readonly<Message>): Shown => ({
  id: numberOf(message),
  ts: new Date(message.at).toISOString(),
  from: message.from,
  to: message.to,
  type: message.kind,
  summary: message.body,
  ...(message.data ? { data: message.data } : {}),
});
