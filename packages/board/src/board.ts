// A board: a session that holds tickets, opened by its project's name.
import {
  type Actor,
  type ActorKind,
  type Rejection,
  type Team,
  TeamError,
  TICKET_TYPES,
  type TicketType,
  ticketWords,
} from "@teamwright/core";
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

const ORCHESTRATOR: Actor = { kind: "coordinator", name: "orchestrator" };

/** How long a claim holds without a sign of life. The tracking seeds use 30 minutes. */
export const LEASE_MS = 1_800_000;

/** Opens the board of a project. Throws SESSION_NOT_FOUND: a misspelled project is never a new one. */
export async function openBoard(store: LogStore, project: string, options: BoardOptions = {}): Promise<Board> {
  const { repo, ...rest } = options;
  const session = await openSession(store, project, { mustExist: true, ...rest });
  return { project, session, ...(repo === undefined ? {} : { repo }) };
}

/** What each board may have its own way. */
export interface BoardSettings {
  /** How long a claim holds without a sign of life, in milliseconds. */
  lease_ms?: number;
  /** How long a question may wait for its answer, in milliseconds. */
  answer_ms?: number;
  /** Status words of ticket types, from first to last. */
  tickets?: Team["tickets"];
}

/** A board's settings as they hold now. */
export interface BoardFacts {
  project: string;
  lease_seconds: number;
  answer_seconds: number;
  statuses: Record<TicketType, readonly string[]>;
}

/** Makes the board of a project; one that is there stays as it is. Throws what the rules refuse. */
export async function initBoard(
  store: LogStore,
  project: string,
  { settings = {}, ...options }: BoardOptions & { settings?: BoardSettings } = {},
): Promise<BoardFacts & { created: boolean }> {
  const session = await openSession(store, project, options);
  const input = { session: project, team: boardTeam(settings), requirement: `Board of ${project}`, kind: "board" };
  const answer = await session.run({ name: "session.start", actor: ORCHESTRATOR, input });
  await session.catchUp();
  const facts = answer.ok || answer.error.code === "SESSION_EXISTS" ? boardFacts({ project, session }) : undefined;
  await session.close();
  if (!answer.ok && !facts) throw refusal(answer.error);
  return { ...facts!, created: answer.ok };
}

/** Changes settings of a board. Throws TICKET_STATUS when a word that tickets have would go. */
export async function configureBoard({ session, project }: Board, settings: BoardSettings): Promise<BoardFacts> {
  const answer = await session.run({ name: "board.configure", actor: ORCHESTRATOR, input: { ...settings } });
  if (!answer.ok) throw refusal(answer.error);
  return boardFacts({ session, project });
}

/** The settings of a board. Throws SESSION_NOT_FOUND for a session that is no board. */
export function boardFacts({ session, project }: Pick<Board, "session" | "project">): BoardFacts {
  const { team, kind } = session.state.session!;
  if (kind !== "board")
    throw new TeamError("SESSION_NOT_FOUND", {
      message: `${project} is a session and no board.`,
      data: { session: project },
    });
  const statuses = Object.fromEntries(TICKET_TYPES.map((type) => [type, ticketWords(team, type)]));
  return {
    project,
    lease_seconds: team.limits.lease_ms / 1000,
    answer_seconds: team.limits.answer_ms / 1000,
    statuses: statuses as BoardFacts["statuses"],
  };
}

/** A refusal as the error that a tool throws. */
export function refusal({ code, message, hint, data }: Rejection): TeamError {
  return new TeamError(code, { message, hint, data });
}

/** A board has one seat that owns all tickets; who works on one is said by its owner. */
function boardTeam({ lease_ms = LEASE_MS, answer_ms, tickets }: BoardSettings): object {
  return {
    name: "tracking",
    session_prefix: "BOARD",
    roles: { specialist: { name: "specialist", prefixes: ["EPIC", "STORY", "TASK", "SUB"] } },
    pipelines: {},
    limits: { lease_ms, max_tasks: 1_000_000, max_attempts: 100, ...(answer_ms === undefined ? {} : { answer_ms }) },
    ...(tickets === undefined ? {} : { tickets }),
  };
}
