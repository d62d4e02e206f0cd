import { CLOSED, sessionStatus, type State, taskLine } from "@teamwright/core";

/** Rows of a board. More would make every commit of a large session slow. */
const MAX_ROWS = 200;

/** The board as markdown: open tasks first. Text from the log is escaped. */
export function board(state: State): string {
  const session = state.session!;
  const tasks = [...state.tasks.values()];
  const open = tasks.filter((t) => !CLOSED.has(t.status));
  const shown = [...open, ...tasks.filter((t) => CLOSED.has(t.status)).toReversed()].slice(0, MAX_ROWS);
  const rows = shown.map((t) => {
    const line = taskLine(state, t.id, Date.now());
    return `| ${t.id} | ${line.ready ? "ready" : line.status} | ${t.role} | ${cell(t.title)} | ${cell(line.owner ?? "")} | ${cell(line.waiting_for.slice(0, 3).join(", ") || line.summary || "")} |`;
  });
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
    "",
  ].join("\n");
}

/** What a program wants to know of a session at a glance. */
export function sessionJson(state: State): string {
  const { input: _input, ...rest } = state.session!;
  const { team, ...session } = rest;
  return `${JSON.stringify({ position: state.position, ...session, team: team.name, roles: Object.keys(team.roles), asks: sessionStatus(state, Date.now()).asks }, null, 2)}\n`;
}

const cell = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[|<>]/g, (c) => (c === "|" ? "\\|" : c === "<" ? "&lt;" : "&gt;"))
    .slice(0, 160);
