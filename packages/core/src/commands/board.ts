import * as z from "zod";
import { command } from "../command.ts";
import { type Draft, reject } from "../draft.ts";
import { sessionStatus } from "../queries/session-status.ts";
import { ticketWords } from "../rules/ticket-words.ts";
import { Team, TeamLimits } from "../team.ts";
import { TICKET_TYPES } from "../vocabulary.ts";

export const boardConfigure = command({
  name: "board.configure",
  summary: "Change how long a board's claims hold, how soon questions are to be answered, or its status words.",
  input: () => {
    const { lease_ms, answer_ms } = TeamLimits.unwrap().shape;
    return z.strictObject({
      lease_ms: lease_ms.unwrap().optional(),
      answer_ms: answer_ms.unwrap().optional(),
      /** Words of a ticket type from first to last: the last stands for done. Words in use cannot go. */
      tickets: Team.unwrap().shape.tickets,
    });
  },
  actors: ["coordinator", "human"],
  examples: ["teamwright board configure --lease-ms 3600000 --session BOARD"],
  decide(draft, { tickets, ...limits }) {
    const { session } = draft;
    if (session.kind !== "board")
      throw reject(
        "TASK_STATE",
        { task: session.name, status: session.kind, allowed: ["board"] },
        { message: "This session is no board." },
      );
    for (const type of TICKET_TYPES) if (tickets?.[type]) checkType(draft, type, tickets[type]);
    const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length > 0 || tickets !== undefined)
      draft.emit("board.configured", { ...given, ...(tickets === undefined ? {} : { tickets }) });
    return (state) => {
      const { team } = state.session!;
      const words = Object.fromEntries(TICKET_TYPES.map((type) => [type, ticketWords(team, type)]));
      const { lease_ms, answer_ms } = team.limits;
      return { ...sessionStatus(state, draft.now), lease_ms, answer_ms, tickets: words };
    };
  },
});

function checkType(draft: Draft, type: (typeof TICKET_TYPES)[number], words: readonly string[]): void {
  const lost = [...draft.state.tasks.values()].filter((t) => t.ticket?.type === type && !words.includes(t.ticket.word));
  if (lost.length === 0) return;
  const word = lost[0]!.ticket!.word;
  throw reject(
    "TICKET_STATUS",
    { status: word, statuses: [...words], tickets: lost.slice(0, 20).map(({ id }) => id) },
    {
      message: `${lost[0]!.id} is ${word}, which would be no word any more.`,
      hint: "Keep the word, or give the tickets named another one before.",
    },
  );
}
