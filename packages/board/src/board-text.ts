// The board as a person reads it in a terminal.
import type { BoardFacts } from "./board.ts";
import type { listBoard } from "./list-board.ts";

type Row = Awaited<ReturnType<typeof listBoard>>[number];
/** Control characters, which a ticket's text could use to rewrite the terminal. */
// oxlint-disable-next-line no-control-regex -- it is what must not get through
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const MAX_TITLE = 50;
/** Done tickets that are listed; the others are counted. */
const MAX_DONE = 10;

/** Settings, then tickets below their status, with who holds each and what needs a look. */
export function boardText(facts: BoardFacts, rows: readonly Row[]): string {
  const { project, lease_seconds, answer_seconds } = facts;
  const lines = [`Board ${project}  leases ${time(lease_seconds)}, answers within ${time(answer_seconds)}`];
  if (rows.length === 0) lines.push("", "No tickets yet: team-tracking create --project=... --type=story --title=...");
  const width = Math.min(MAX_TITLE, Math.max(0, ...rows.map((row) => row.title.length)));
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.status, [...(groups.get(row.status) ?? []), row]);
  for (const [status, group] of groups) {
    const finished = group.every((row) => row.lock_state === "free") && isLast(facts, group[0]!);
    const shown = finished ? group.slice(0, MAX_DONE) : group;
    lines.push("", `${status} (${group.length})`, ...shown.flatMap((row) => rowLines(row, width)));
    if (group.length > shown.length) lines.push(`  ... and ${group.length - shown.length} more`);
  }
  return lines.join("\n");
}

const isLast = ({ statuses }: BoardFacts, { type, status }: Row): boolean => statuses[type].at(-1) === status;

function rowLines({ ref, priority, title, lock, age, update, open_questions, drift }: Row, width: number): string[] {
  const holder = lock ? `${lock.owner}, ${time(Math.round((age?.ms ?? 0) / 1000))} silent, ${age?.band}` : "";
  return [
    `  ${ref.id.padEnd(10)} ${priority}  ${plain(title, MAX_TITLE).padEnd(width)}  ${holder}`.trimEnd(),
    ...(update ? [`      ${plain(update, 100)}`] : []),
    ...(open_questions as { id: string; from: string; body: string; overdue: boolean }[]).map(
      (q) => `      ${q.overdue ? "overdue question" : "question"} ${q.id} of ${q.from}: ${plain(q.body, 80)}`,
    ),
    ...drift.map((sign) => `      ${sign.kind}: ${plain(sign.text, 80)}`),
  ];
}

const plain = (text: string, max: number): string => {
  const line = text.replace(CONTROL, " ");
  return line.length > max ? `${line.slice(0, max - 3)}...` : line;
};

const time = (seconds: number): string =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7_200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3_600)} h`;
