// Words of the shell that are about the board as a whole: how it stands, how it is set, whether a plan fits it.
import { readFileSync } from "node:fs";
import { type TicketType, TICKET_TYPES, TeamError } from "@teamwright/core";
import { type Board, boardFacts, type BoardSettings, configureBoard } from "./board.ts";
import { boardText } from "./board-text.ts";
import { checkPlanOnBoard, planIn } from "./dispatch-list.ts";
import { listBoard } from "./list-board.ts";
import type { Flags } from "./parse-flags.ts";

type BoardVerb = (board: Board, flags: Flags, say: (line: string) => void) => Promise<void>;

export const BOARD_VERBS: Readonly<Record<string, BoardVerb>> = {
  async status(board, { json }, say) {
    const facts = boardFacts(board);
    const tickets = await listBoard(board, {
      subtasks: true,
      done: true,
      now: board.session.store.clock?.() ?? Date.now(),
    });
    say(json === undefined ? boardText(facts, tickets) : JSON.stringify({ ...facts, tickets }));
  },
  async reconfigure(board, flags, say) {
    say(JSON.stringify(await configureBoard(board, settingsOf(flags))));
  },
  async "check-plan"(board, { plan }, say) {
    if (plan === undefined) throw wrong("plan", "needs a file, or - for standard input");
    say(JSON.stringify(checkPlanOnBoard(board, planIn(readPlan(plan)))));
  },
};

function readPlan(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch {
    throw wrong("plan", `${path.slice(0, 200)} cannot be read`);
  }
}

/** The settings that flags name. Throws INPUT_INVALID for a number that is none. */
export function settingsOf(flags: Flags): BoardSettings {
  const seconds = (name: "ttl" | "answer", flag: string): number | undefined => {
    const text = flags[name];
    if (text === undefined) return undefined;
    if (!/^\d{1,6}$/.test(text) || Number(text) === 0) throw wrong(flag, "is a whole number of seconds, from 1");
    return Number(text) * 1000;
  };
  const words = TICKET_TYPES.flatMap((type): [TicketType, string[]][] =>
    flags[type] === undefined ? [] : [[type, flags[type].split(",").map((word) => word.trim())]],
  );
  const [lease_ms, answer_ms] = [seconds("ttl", "lock-ttl-seconds"), seconds("answer", "answer-seconds")];
  return {
    ...(lease_ms === undefined ? {} : { lease_ms }),
    ...(answer_ms === undefined ? {} : { answer_ms }),
    ...(words.length === 0 ? {} : { tickets: Object.fromEntries(words) }),
  };
}

const wrong = (flag: string, problem: string): TeamError =>
  new TeamError("INPUT_INVALID", { message: `--${flag} ${problem}.`, data: { issues: [{ field: flag, problem }] } });
