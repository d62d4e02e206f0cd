// A board: a session that holds tickets, opened by its project's name.
import { type Actor, type ActorKind, type Rejection, Team, TeamError } from "@teamwright/core";
import type { LogStore } from "@teamwright/core/store";
import { openSession, type Session, type SessionOptions } from "@teamwright/runtime";

export interface Board {
  /** What callers name it by, and what answers say: the session's id, or a server's handle for it. */
  readonly project: string;
  readonly session: Session;
  /** What every caller is, where the connection says so. Absent: each tool says who usually calls it. */
  readonly kind?: ActorKind;
  /** A folder of the repository that commits are looked up in. */
  readonly repo?: string;
}

export interface BoardOptions extends SessionOptions {
  repo?: string;
}

/** How long a claim holds without a sign of life. The tracking seeds use 30 minutes. */
export const LEASE_MS = 1_800_000;

/** Opens the board of a project. Throws SESSION_NOT_FOUND: a misspelled project is never a new one. */
export async function openBoard(store: LogStore, project: string, options: BoardOptions = {}): Promise<Board> {
  const { repo, ...rest } = options;
  const session = await openSession(store, project, { mustExist: true, ...rest });
  return { project, session, ...(repo === undefined ? {} : { repo }) };
}

/** Makes the board of a project; one that is there stays as it is. `lease_ms` is how long its claims hold. */
export async function initBoard(
  store: LogStore,
  project: string,
  { lease_ms = LEASE_MS, ...options }: BoardOptions & { lease_ms?: number } = {},
): Promise<{ project: string; created: boolean }> {
  const session = await openSession(store, project, options);
  const actor: Actor = { kind: "coordinator", name: "orchestrator" };
  const input = { session: project, team: boardTeam(lease_ms), requirement: `Board of ${project}`, kind: "board" };
  const answer = await session.run({ name: "session.start", actor, input });
  await session.close();
  if (!answer.ok && answer.error.code !== "SESSION_EXISTS") throw refusal(answer.error);
  return { project, created: answer.ok };
}

/** A refusal as the error that a tool throws. */
export function refusal({ code, message, hint, data }: Rejection): TeamError {
  return new TeamError(code, { message, hint, data });
}

/** A board has one seat that owns all tickets; who works on one is said by its owner. */
function boardTeam(lease_ms: number): Team {
  return Team.parse({
    name: "tracking",
    session_prefix: "BOARD",
    roles: { specialist: { name: "specialist", prefixes: ["EPIC", "STORY", "TASK", "SUB"] } },
    pipelines: {},
    limits: { lease_ms, max_tasks: 1_000_000, max_attempts: 100 },
  });
}
