import { claimBundle, type State, TeamError } from "@teamwright/core";
import { inlineText, quotedText } from "./plain-markdown.ts";

/** What a template can name. Every text is safe where markdown takes text; `requirement` is a quotation of its own lines. */
export interface TemplateFacts extends Record<string, unknown> {
  session: { name: string; team: string; pipeline: string; date: string };
  requirement: string;
  /** Empty texts when no task is named. */
  task: { id: string; title: string };
  /** What the task rests on, with the result of each. */
  upstream: { id: string; role: string; title: string; summary: string; artifact: string }[];
  /** What those tasks, and the team, decided. */
  decisions: { by: string; text: string }[];
  /** What the critiques of those tasks want done. */
  actions: { by: string; text: string }[];
}

/** The facts of a session opened whole, as `task` would see them. Throws TASK_NOT_FOUND. */
export function templateFacts(state: State, task?: string): TemplateFacts {
  const session = state.session!;
  const own = task === undefined ? undefined : state.tasks.get(task);
  if (task !== undefined && !own) throw new TeamError("TASK_NOT_FOUND", { data: { task: task.slice(0, 128) } });
  const upstream = own ? claimBundle(state, own.id).upstream.filter((u) => u.result) : [];
  const decisions = [
    ...upstream.flatMap((u) => (u.result!.decisions ?? []).map((text) => ({ by: u.id, text }))),
    ...state
      .lastWisdom(40)
      .filter((w) => w.kind === "decision")
      .map((w) => ({ by: w.task ?? w.by, text: w.text })),
  ];
  const actions = upstream.flatMap((u) =>
    (state.tasks.get(u.id)?.discuss ?? []).flatMap((d) =>
      d.actions.map((text) => ({ by: `${u.id} ${d.round}`, text })),
    ),
  );
  const safe = <T extends Record<string, string>>(row: T): T =>
    Object.fromEntries(Object.entries(row).map(([key, text]) => [key, inlineText(text)])) as T;
  return {
    session: safe({
      name: session.name,
      team: session.team.name,
      pipeline: session.pipeline ?? "",
      date: new Date(session.created_at).toISOString().slice(0, 10),
    }),
    requirement: quotedText(session.requirement),
    task: safe({ id: own?.id ?? "", title: own?.title ?? "" }),
    upstream: upstream.map(({ id, role, title, result }) =>
      safe({ id, role, title, summary: result!.summary, artifact: result!.artifact ?? "" }),
    ),
    decisions: decisions.map(safe),
    actions: actions.map(safe),
  };
}
