import type { Team } from "../team.ts";
import type { TaskStatus, TicketType } from "../vocabulary.ts";

/** Status words of the tracking seeds; their subtasks lacked In Review, though their own plans told leaves to use it. */
const WORDS: Record<TicketType, readonly string[]> = {
  epic: ["Backlog", "Todo", "In Progress", "In Review", "Done"],
  story: ["Backlog", "Todo", "In Progress", "In Review", "Done"],
  task: ["Backlog", "Todo", "In Progress", "In Review", "Blocked", "Done"],
  subtask: ["Todo", "In Progress", "In Review", "Blocked", "Done"],
};

/** Which parents a type may have; null is none. */
export const PARENTS: Record<TicketType, readonly (TicketType | null)[]> = {
  epic: [null],
  story: ["epic", null],
  task: ["story", "epic", null],
  subtask: ["task", "story"],
};

/** The words of a ticket type on this board, from first to last. */
export const ticketWords = (team: Team, type: TicketType): readonly string[] => team.tickets?.[type] ?? WORDS[type];

/** The word of a ticket that somebody works on. */
export const workWord = (team: Team, type: TicketType): string =>
  ticketWords(team, type).find((w) => /^in progress$/i.test(w)) ?? ticketWords(team, type)[1]!;

/** The state a word stands for. Only a claim makes a ticket claimed. */
export function statusOfWord(word: string): Extract<TaskStatus, "pending" | "review" | "blocked" | "done"> {
  if (/^done$/i.test(word)) return "done";
  if (/^in review$/i.test(word)) return "review";
  if (/^blocked$/i.test(word)) return "blocked";
  return "pending";
}
