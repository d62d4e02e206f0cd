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

/** The state that one of a type's words stands for: the last is done, whatever it says. Only a claim makes a ticket claimed. */
export function statusOfWord(
  word: string,
  words: readonly string[],
): Extract<TaskStatus, "pending" | "review" | "blocked" | "done"> {
  if (/^done$/i.test(word) || word === words.at(-1)) return "done";
  if (/^in review$/i.test(word)) return "review";
  if (/^blocked$/i.test(word)) return "blocked";
  return "pending";
}

/** What is wrong with the words of a type, if anything. */
export function checkWords(words: readonly string[]): string | undefined {
  const [first = "", second = ""] = words;
  if (words.length < 3) return "at least three: one to begin with, one for work, one for done";
  if (words.some((word) => word.trim() !== word || word === "")) return "no empty ones, and no spaces around them";
  if (new Set(words.map((word) => word.toLowerCase())).size < words.length) return "each only once";
  if (statusOfWord(first, words) !== "pending") return `${first} cannot be the first: nothing has begun then`;
  const work = words.find((word) => /^in progress$/i.test(word)) ?? second;
  if (statusOfWord(work, words) !== "pending") return `the second, or In Progress, stands for work; ${work} cannot`;
  return undefined;
}
