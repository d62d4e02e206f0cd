// The story of a session, for the person who wanted it.
import type { TeamEvent } from "@teamwright/core";
import type { FeedEntry, Session } from "@teamwright/runtime";

/** The report of a session opened whole: outcome, timeline, who did what, rejections, recoveries, questions. Also while it runs. */
export async function report(session: Session): Promise<string> {
  const entries: FeedEntry[] = [];
  for await (const entry of session.feed(0, { follow: false })) entries.push(entry);
  const { state } = session;
  const info = state.session!;
  const start = entries[0]?.commit.at ?? 0;
  const end = entries.at(-1)?.commit.at ?? start;
  const lines = entries.flatMap(({ commit }) =>
    commit.events.flatMap((event) => (tell(event) ? [`  ${clock(commit.at - start)}  ${tell(event)}`] : [])),
  );
  const tasks = [...state.tasks.values()];
  const work = tasks.filter((t) => t.result || t.status === "failed" || t.status === "cancelled");
  const checkpoints = entries.flatMap(({ commit }) => commit.events.filter((e) => e.type === "task.checkpointed"));
  const section = (title: string, rows: string[]) => (rows.length > 0 ? ["", title, ...rows] : []);
  return `${[
    `${info.name}: ${info.status}${info.reason ? ` (${info.reason})` : ""}`,
    `  ${info.team.name}${info.pipeline ? ` / ${info.pipeline}` : ""}, ${tasks.length} tasks, ${entries.length} records, ${clock(end - start).trim()}`,
    `  ${flat(info.requirement)}`,
    ...section("What happened", lines),
    ...section(
      "Who did what",
      work.map(
        (t) =>
          `  ${t.id.padEnd(14)} ${(t.result?.owner ?? t.status).padEnd(18)} ${t.result?.verdict ? `${t.result.verdict}${t.result.score === undefined ? "" : ` ${t.result.score}`}: ` : ""}${flat(t.result?.summary ?? t.reason ?? "")}`,
      ),
    ),
    ...section(
      "Rejected and mended",
      tasks
        .filter((t) => t.result?.verdict === "rejected")
        .map(
          (t) =>
            `  ${t.id}: ${flat(t.result!.summary)}\n${tasks
              .filter((f) => f.needs.includes(t.id))
              .map((f) => `    -> ${f.id}: ${flat(f.result?.summary ?? f.status)}`)
              .join("\n")}`,
        ),
    ),
    ...section("Recovered", recoveries(entries)),
    ...section(
      "Safe points",
      checkpoints.map(
        (e) => `  ${e.task.padEnd(14)} ${e.checkpoint.commit.slice(0, 12)}  ${flat(e.checkpoint.summary ?? "")}`,
      ),
    ),
    ...section(
      "Questions",
      [...state.asks.values()].map(
        (a) =>
          `  ${a.id}  ${flat(a.question)}  ${a.answer ? `-> ${a.answer.option} (${a.answer.by.name})` : "-> not answered"}`,
      ),
    ),
    ...section(
      "Warnings",
      info.warnings.map((w) => `  ${flat(w)}`),
    ),
  ].join("\n")}\n`;
}

/** Claims that ended badly, and who went on from where. */
function recoveries(entries: readonly FeedEntry[]): string[] {
  const rows: string[] = [];
  const lost = new Map<string, string>();
  const safe = new Map<string, string>();
  for (const { commit } of entries) {
    for (const e of commit.events) {
      if (e.type === "claim.expired" || e.type === "claim.broken" || e.type === "attempt.failed")
        lost.set(e.task, `${e.owner} (${e.type === "claim.expired" ? "lease ended" : flat(e.reason)})`);
      if (e.type === "task.checkpointed") safe.set(e.task, e.checkpoint.commit);
      const before = e.type === "task.claimed" ? lost.get(e.task) : undefined;
      if (e.type !== "task.claimed" || before === undefined) continue;
      rows.push(
        `  ${e.task}: ${before}; ${e.owner} took over ${safe.has(e.task) ? `from ${safe.get(e.task)!.slice(0, 12)}` : "from the start"}`,
      );
      lost.delete(e.task);
    }
  }
  return rows;
}

function tell(event: TeamEvent): string | null {
  switch (event.type) {
    case "task.claimed":
      return `${event.task} taken by ${event.owner}`;
    case "task.checkpointed":
      return `${event.task} safe at ${event.checkpoint.commit.slice(0, 12)}`;
    case "task.completed":
      return `${event.task} ${event.result.verdict ?? "done"}`;
    case "gate.evaluated":
      return event.outcome === "revise"
        ? `${event.task} rejected; ${event.revision} then ${event.review} made, all behind it waits`
        : null;
    case "claim.expired":
      return `${event.task} lost: no sign of life from ${event.owner}`;
    case "claim.broken":
    case "attempt.failed":
      return `${event.task} lost by ${event.owner}: ${flat(event.reason)}`;
    case "task.blocked":
      return `${event.task} blocked: ${flat(event.reason)}`;
    case "task.failed":
    case "task.cancelled":
    case "task.skipped":
      return `${event.task} ${event.type.slice(5)}: ${flat(event.reason)}`;
    case "ask.opened":
      return `asked: ${flat(event.question)}`;
    case "ask.answered":
      return `answered: ${event.option}`;
    case "node.expanded":
      return event.left_out ? `${event.node} left out` : null;
    case "session.ended":
      return `session ${event.status}`;
    case "session.paused":
    case "session.resumed":
      return event.type.replace(".", " ");
    default:
      return null;
  }
}

const clock = (ms: number): string =>
  `${String(Math.floor(ms / 60_000)).padStart(2)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}.${String(Math.floor(ms / 100) % 10)}`;
const flat = (text: string): string => text.replace(/\s+/g, " ").slice(0, 200);
