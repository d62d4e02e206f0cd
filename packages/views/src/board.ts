// The board: how the session stands, for a person.
import { CLOSED, type State, taskLine } from "@teamwright/core";
import type { Shown } from "./shown.ts";
import { oneLine } from "./text.ts";

/** Rows of open tasks. More would make every commit of a large session slow. */
const MAX_ROWS = 200;

/** The board as markdown: open tasks, then those closed last. Text from the log is escaped. */
export function board(state: State, shown: Shown): string {
  const session = state.session!;
  const isOpen = (id: string) => {
    const task = state.tasks.get(id);
    return task !== undefined && !CLOSED.has(task.status);
  };
  const open = [...state.tasks.values()].filter((t) => isOpen(t.id));
  const rows = open.slice(0, MAX_ROWS).map((t) => {
    const line = taskLine(state, t.id, shown.at);
    return `| ${t.id} | ${line.ready ? "ready" : line.status} | ${t.role} | ${cell(t.title)} | ${cell(line.owner ?? "")} | ${cell(line.waiting_for.slice(0, 3).join(", ") || line.summary || "")} |`;
  });
  const closed = shown.closed
    .filter((row) => !isOpen(row.task))
    .toReversed()
    .map((r) => `| ${r.task} | ${r.status} | ${r.role} | | ${cell(r.owner ?? "")} | ${cell(r.note)} |`);
  const asks = [...state.asks.values()].filter((a) => !a.answer);
  return [
    `# ${session.name}`,
    "",
    `${session.team.name}${session.pipeline ? ` / ${session.pipeline}` : ""}, ${session.status}, as of position ${state.position}`,
    "",
    Object.entries(session.counts)
      .filter(([, n]) => n > 0)
      .map(([s, n]) => `${n} ${s}`)
      .join(", "),
    "",
    ...asks.map(
      (a) => `- **${a.id}** waits for a person: ${cell(a.question)} (${a.options.map((o) => o.id).join(", ")})`,
    ),
    ...session.warnings.slice(-10).map((w) => `- warning: ${cell(w)}`),
    "",
    "| task | state | role | title | who | note |",
    "|---|---|---|---|---|---|",
    ...rows,
    ...(open.length > MAX_ROWS ? [`| | | | ${open.length - MAX_ROWS} more open tasks | | |`] : []),
    ...closed,
    "",
  ].join("\n");
}

const cell = (text: string): string => oneLine(text).replaceAll("|", "\\|").slice(0, 160);
