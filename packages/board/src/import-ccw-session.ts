// An old session folder becomes a session: one record for each message, at the time and from the sender it had.
import { type Actor, RoleName, SessionId, Team, TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, type Session } from "@teamwright/runtime";
import { allMessages } from "./all-messages.ts";
import { refusal } from "./board.ts";
import { type OldMessage, type OldSession, readCcwSession } from "./read-ccw-session.ts";
import { teamMsg } from "./team-msg.ts";

export interface ImportOptions {
  /** Its id; default the folder's name. */
  session?: string;
  /** Lines that are no messages come along as text, from `import`, of type `unreadable`. Without it they are an error. */
  keepBroken?: boolean;
}

export interface Imported {
  session: string;
  imported: number;
  /** Messages that were there already, from an earlier import. */
  already: number;
  broken: { at: string; problem: string }[];
  /** Fields that had to change; `data.imported.was` of the message has what they were. */
  changed: { at: string; field: string }[];
  /** Roles whose state stood in meta.json only. */
  states: string[];
  /** Entries of the folder that were not looked into. */
  left: string[];
}

const TEAM = "ccw-session";

/** Imports DIR; what is there already is passed over, so that it can be done again. Throws INPUT_INVALID with every broken line, SESSION_EXISTS. */
export async function importCcwSession(
  store: LogStore,
  dir: string,
  { session: name, keepBroken = false }: ImportOptions = {},
): Promise<Imported> {
  const old = await readCcwSession(dir);
  const id = name ?? old.name;
  if (!SessionId.safeParse(id).success)
    throw new TeamError("LOG_ID", {
      message: `${id.slice(0, 60)} cannot be the id of a session.`,
      hint: "Give one with --session: letters, digits, dot, dash, underscore.",
      data: { log: id },
    });
  if (old.broken.length > 0 && !keepBroken) throw brokenLines(old.broken);
  let now = Date.parse(String(old.meta["created_at"])) || (old.messages[0]?.at ?? Date.now());
  await using session = await openSession(store, id, { clock: () => now });
  await begin(session, id, old);
  const seen = new Set((await allMessages(session)).map(({ data }) => lineOf(data)));
  const unreadable = old.broken.map(({ line, text }): OldMessage => {
    const data = { imported: { id: null, line, was: { line: text } } };
    return {
      line,
      at: now,
      from: "import",
      to: "coordinator",
      kind: "unreadable",
      body: text.replaceAll("\0", "").slice(0, 200) || "-",
      data,
    };
  });
  const all = [...old.messages, ...unreadable].toSorted((a, b) => a.line - b.line);
  let imported = 0;
  for (const message of all) {
    if (seen.has(message.line)) continue;
    now = message.at;
    await post(session, message);
    imported += 1;
  }
  const states = await carryStates(session, old, { store, seen });
  return {
    session: id,
    imported,
    already: all.length - imported,
    broken: old.broken.map(({ at, problem }) => ({ at, problem })),
    changed: old.changed,
    states,
    left: old.left,
  };
}

async function begin(session: Session, id: string, { name, meta, messages }: OldSession): Promise<void> {
  const { session: there } = session.state;
  if (there?.team.name === TEAM) return;
  const named = Array.isArray(meta["roles"]) ? meta["roles"] : Object.keys((meta["roles"] as object | null) ?? {});
  const words = [...named, ...messages.map(({ from }) => from)].map((role) =>
    typeof role === "string" ? role : String((role as { name?: unknown } | null)?.name),
  );
  const roles = [...new Set(words)].filter((role) => RoleName.safeParse(role).success).slice(0, 200);
  const team = Team.parse({
    name: TEAM,
    session_prefix: "CCW",
    roles: Object.fromEntries(roles.map((role, n) => [role, { name: role, prefixes: [`R${n + 1}`] }])),
    pipelines: {},
  });
  const requirement = typeof meta["task_description"] === "string" ? meta["task_description"].slice(0, 10_000) : name;
  // A board, since it has no tasks whose end would end it.
  const input = { session: id, team, requirement, kind: "board", input: { meta } };
  const answer = await session.run({ name: "session.start", input, actor: actorOf("import") });
  if (!answer.ok) throw refusal(answer.error);
}

async function post(session: Session, { from, to, kind, body, data }: OldMessage): Promise<void> {
  const answer = await session.run({ name: "msg.post", input: { to, kind, body, data }, actor: actorOf(from) });
  if (!answer.ok) throw refusal(answer.error);
}

/** Fields of a role's state that meta.json has and no message told. Returns the roles that had some. */
async function carryStates(
  session: Session,
  { meta }: OldSession,
  { store, seen }: { store: LogStore; seen: ReadonlySet<number | string | undefined> },
): Promise<string[]> {
  const states = (meta["role_state"] ?? {}) as Record<string, Record<string, unknown>>;
  const told = (await teamMsg(store, { operation: "get_state", session_id: session.log })) as {
    role_state: Record<string, Record<string, unknown>>;
  };
  const carried: string[] = [];
  for (const [role, state] of Object.entries(states)) {
    if (typeof state !== "object" || state === null || seen.has(`meta:${role}`)) continue;
    const known = Object.hasOwn(told.role_state, role) ? told.role_state[role]! : {};
    const missing = Object.entries(state).filter(
      ([key, value]) => key !== "_updated_at" && JSON.stringify(known[key]) !== JSON.stringify(value),
    );
    if (missing.length === 0) continue;
    const task = state["task_id"] === undefined ? {} : { task_id: state["task_id"] };
    const data = { ...Object.fromEntries(missing), ...task, imported: { id: null, line: `meta:${role}` } };
    const body = `[${role}] state of meta.json`;
    await post(session, { line: 0, at: 0, from: role, to: "coordinator", kind: "state_update", body, data });
    carried.push(role);
  }
  return carried;
}

const actorOf = (name: string): Actor => ({ kind: "coordinator", name });

function lineOf(data: Readonly<Record<string, unknown>> | undefined): number | string | undefined {
  return (data?.["imported"] as { line?: number | string } | undefined)?.line;
}

function brokenLines(broken: OldSession["broken"]): TeamError {
  const issues = broken.slice(0, 50).map(({ at, problem }) => ({ field: at, problem }));
  const more = broken.length > 1 ? ` And ${broken.length - 1} more.` : "";
  return new TeamError("INPUT_INVALID", {
    message: `${issues[0]!.field}: ${issues[0]!.problem}.${more}`,
    hint: "Mend these lines, or add --keep-broken: they then come along as text.",
    data: { issues, broken: broken.length },
  });
}
