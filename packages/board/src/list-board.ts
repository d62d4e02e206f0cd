// The board as a supervisor needs it: what is in hand, for how long, who waits for an answer, and what drifts.
import { type State, type Task, ticketWords, workWord } from "@teamwright/core";
import type { Board } from "./board.ts";
import { changedFiles } from "./commit-facts.ts";
import { drift } from "./drift.ts";
import { lastSign, summaryDto } from "./ticket-dto.ts";

const MINUTE = 60_000;

export interface ListOptions {
  /** All subtasks; without it only those in hand or blocked. */
  subtasks?: boolean | undefined;
  done?: boolean | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** Tickets by status (in progress first), then priority, then age. */
export async function listBoard({ session, project, repo }: Board, { subtasks, done, now }: ListOptions) {
  const { state } = session;
  const shown = [...state.tasks.values()].filter(({ ticket, status, claim }) => {
    if (!ticket || (status === "done" && !done)) return false;
    return ticket.type !== "subtask" || subtasks || claim !== undefined || status === "blocked";
  });
  const rows = shown.toSorted((a, b) => rank(state, a) - rank(state, b) || a.priority - b.priority || a.seq - b.seq);
  const questions = openQuestions(state, now);
  const shownRows = [];
  for (const task of rows) {
    // Each costs some calls of git: one after the other, and only where somebody is at work who may leave the way.
    const files = task.claim && task.checkpoint ? await changedFiles(repo, task.checkpoint.commit) : null;
    shownRows.push({
      ...summaryDto(state, project, task.id),
      age: task.claim ? age(now - lastSign(task), task.claim.lease_until <= now) : null,
      open_questions: questions.get(task.id) ?? [],
      drift: drift(task, files),
    });
  }
  return shownRows;
}

/** In hand, blocked, in review, then what is nearest to begin; done last. */
function rank(state: State, { ticket, status }: Readonly<Task>): number {
  const { team } = state.session!;
  const { type, word } = ticket!;
  if (word === workWord(team, type)) return 0;
  const words = ticketWords(team, type);
  return { blocked: 1, review: 2, done: 1_000 }[status as string] ?? 3 + words.length - words.indexOf(word);
}

/** The seed's bands: under 5 minutes healthy, to 15 normal, to the end of the lease concerning, then stale. */
export function age(ms: number, over: boolean) {
  const band = over ? "stale" : ms < 5 * MINUTE ? "healthy" : ms < 15 * MINUTE ? "normal" : "concerning";
  return { ms, band };
}

/** Questions without an answer by ticket, and whether their time is over. */
function openQuestions(state: State, now: number): Map<string, object[]> {
  const found = new Map<string, object[]>();
  for (const { id, from, body, task, answer_by, answered } of state.messages.values()) {
    if (task === undefined || answer_by === undefined || answered) continue;
    const row = { id, from, body, answer_by: new Date(answer_by).toISOString(), overdue: answer_by <= now };
    found.set(task, [...(found.get(task) ?? []), row]);
  }
  return found;
}
