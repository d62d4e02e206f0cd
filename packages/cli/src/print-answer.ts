// Answers as a person reads them. Anything without a form of its own is shown as fields.
import type { ClaimBundle, SessionStatusView, Spawn, TaskLine } from "@teamwright/core";
import type { HostId } from "@teamwright/hosts/capabilities";
import { fieldText } from "./field-text.ts";
import { plainDeep } from "./plain-text.ts";

/** In which words an answer is: those of the host that runs the agent who asked, when it is known, about one session of a team. */
export interface View {
  color: boolean;
  host?: HostId | undefined;
  session?: string;
  team?: string;
  /** The folder `.teamwright`, where templates of the project may lie. */
  root?: string | undefined;
}

type Printer = (result: never, paint: Paint, view: View) => string | Promise<string>;
type Paint = (code: number, text: string) => string;

interface Found {
  angle: string;
  summary: string;
  by: string;
  artifact?: string;
}

/** Prints the result of command `name`. */
export async function printAnswer(name: string, result: Record<string, unknown>, view: View): Promise<void> {
  process.stdout.write(`${await answerText(name, result, view)}\n`);
}

/** The result of command `name` as a person, or a model that coordinates, reads it. Lists that nobody must act on are cut. */
export async function answerText(name: string, result: Record<string, unknown>, view: View): Promise<string> {
  const paint: Paint = (code, text) => (view.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const print = PRINTERS[name] ?? fieldsText;
  return print(plainDeep(result) as never, paint, view);
}

const PRINTERS: Record<string, Printer> = {
  beat: async (r: SessionStatusView & { spawn: Spawn[]; next: string }, paint, view) => {
    const orders = r.spawn.length === 0 ? undefined : await ordersFor(r.spawn, { ...view, session: r.session });
    const named = new Map(orders?.workers.map(({ task, name }) => [task, name]));
    return [
      statusText(r, paint),
      ...r.spawn.map(({ task, role, owner, dispatch, title }) => {
        const name = named.get(task) === task ? "" : `  named ${named.get(task)}`;
        return `${paint(32, "spawn")} ${task}${name}  ${role}  --owner ${owner} --dispatch ${dispatch}  ${title.slice(0, 60)}`;
      }),
      ...(orders ? [orders.how, `Prompt, with the words of its line: ${orders.prompt}`] : []),
      `next: ${r.next}${r.next === "plan" ? `  teamwright session plan --analysis FILE --session ${r.session}` : ""}`,
    ].join("\n");
  },
  "session.start": statusText,
  "session.status": statusText,
  "session.pause": statusText,
  "session.resume": statusText,
  "session.archive": statusText,
  "task.claim": claimText,
  "task.next": claimText,
  "task.list": (r: { tasks: TaskLine[] }, paint) =>
    r.tasks.length === 0 ? "No tasks." : r.tasks.map((t) => lineText(t, paint)).join("\n"),
  "task.complete": async (
    r: {
      task: string;
      next: { do: string; text?: string; reason?: string; task?: string; token?: string; bundle?: ClaimBundle };
    },
    paint,
    view,
  ) => {
    if (r.next.do === "continue")
      return `${r.task} is done. Go on:\n\n${await claimText(r.next as never, paint, view)}`;
    if (r.next.do === "spawn") {
      const { how, workers } = await ordersFor([r.next as unknown as Spawn], view);
      return `${r.task} is done.\nnext: spawn  ${workers[0]!.name}\n${how}\nPrompt: ${workers[0]!.prompt}`;
    }
    return `${r.task} is done.\nnext: ${r.next.do}  ${r.next.text ?? r.next.reason ?? r.next.task ?? ""}`;
  },
  "ask.list": (r: { asks: { id: string; question: string; options: { id: string; label: string }[] }[] }) =>
    r.asks.length === 0
      ? "Nothing waits for a person."
      : r.asks
          .map((a) => `${a.id}  ${a.question}\n${a.options.map((o) => `    ${o.id.padEnd(10)} ${o.label}`).join("\n")}`)
          .join("\n"),
  "msg.read": messagesText,
  "msg.overdue": messagesText,
  "explore.find": (r: { exploration?: Found & { text: string; at: number }; explorations?: Found[] }) => {
    if (r.exploration) {
      const { angle, summary, text, artifact, by } = r.exploration;
      return [`${angle}  (${by})`, summary, text, artifact ?? ""].filter((part) => part !== "").join("\n\n");
    }
    return (
      r.explorations?.map((e) => `${e.angle}  ${e.summary}  (${e.by})`).join("\n") || "Nobody has kept anything yet."
    );
  },
  "wisdom.list": (r: { wisdom: { id: string; kind: string; text: string; by: string }[] }) =>
    r.wisdom.length === 0
      ? "Nothing yet."
      : r.wisdom.map((w) => `${w.id}  ${w.kind.padEnd(10)} ${w.text}  (${w.by})`).join("\n"),
};

/** Throws what would keep an answer to a coordinator from being said: a template of the project that names what does not exist. */
export async function checkOrders(view: View): Promise<void> {
  await ordersFor([], view);
}

/** What to do with workers that are due, and with what each is started. The template engine is loaded only here. */
async function ordersFor(due: readonly Spawn[], { session = "", team, host, root }: View) {
  const { ANY, orderWorkers } = await import("@teamwright/hosts/capabilities");
  const { ownTemplates } = await import("@teamwright/prompts");
  const options = { session, host, templates: ownTemplates(root), ...(team === undefined ? {} : { team }) };
  const { prompt } = orderWorkers([ANY], options).workers[0]!;
  return { ...orderWorkers(due, options), prompt };
}

const factsOf = async (host: HostId) => (await import("@teamwright/hosts/capabilities")).HOSTS[host];

function statusText(r: SessionStatusView, paint: Paint): string {
  const counts = Object.entries(r.counts)
    .filter(([, n]) => n > 0)
    .map(([s, n]) => `${n} ${s}`)
    .join(", ");
  return [
    `${paint(1, r.session)}  ${r.team}${r.pipeline ? ` / ${r.pipeline}` : ""}  ${paint(r.status === "failed" ? 31 : 36, r.status)}${r.reason ? `: ${r.reason}` : ""}`,
    `  ${counts || "no tasks"}${r.ready > 0 ? `; ${r.ready} ready` : ""}`,
    ...first(r.running, 8, "at work", (t) => lineText(t, paint)),
    ...first(r.asks, 5, "questions; `teamwright ask list` shows all", (a) => {
      const options = a.options.map((o) => o.id).join(" | ");
      return `${paint(33, "ask")} ${a.id}  ${short(a.question)}  [${options}]`;
    }),
    ...r.warnings.slice(-5).map((w) => `  ${paint(33, "warning")} ${short(w)}`),
  ].join("\n");
}

/** A line for each of the first rows, and one that says how many more there are. */
function first<Row>(rows: readonly Row[], count: number, what: string, line: (row: Row) => string): string[] {
  const shown = rows.slice(0, count).map((row) => `  ${line(row)}`);
  return rows.length > count ? [...shown, `  ... and ${rows.length - count} more ${what}`] : shown;
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 120)}...` : line;
};

function lineText(t: TaskLine, paint: Paint): string {
  const state = t.stale ? paint(31, "stale") : t.ready ? paint(32, "ready") : t.dispatch ? "dispatched" : t.status;
  const rest = [
    t.owner && `${t.owner}`,
    t.verdict,
    t.waiting_for.length > 0 && `waits for ${t.waiting_for.slice(0, 3).join(", ")}`,
  ]
    .filter(Boolean)
    .join("  ");
  return `${t.id.padEnd(16)} ${state.padEnd(10)} ${t.role.padEnd(12)} ${t.title.slice(0, 60)}  ${rest}`.trimEnd();
}

async function claimText(
  r: { task: string | null; reason?: string; token?: string; bundle?: ClaimBundle; session_dir?: string },
  _paint: Paint,
  { host }: View,
): Promise<string> {
  if (!r.task || !r.bundle) return `No task: ${r.reason ?? "nothing is ready"}.`;
  const { renderBundle } = await import("@teamwright/prompts");
  const { text } = renderBundle(r.bundle, host === undefined ? {} : { host: await factsOf(host) });
  const folder = r.session_dir ? `\nSession folder: ${r.session_dir}\n` : "";
  return `export TEAMWRIGHT_SESSION=${r.bundle.session} TEAMWRIGHT_TASK=${r.task} TEAMWRIGHT_TOKEN=${r.token}\n${folder}\n${text}`;
}

function messagesText(r: { messages: { id: string; from: string; to: string; kind: string; body: string }[] }): string {
  return r.messages.length === 0
    ? "No messages."
    : r.messages
        .map((m) => `${m.id}  ${m.from} -> ${m.to}  ${m.kind}\n    ${m.body.replaceAll("\n", "\n    ")}`)
        .join("\n");
}

function fieldsText(result: Record<string, unknown>): string {
  return Object.entries(result)
    .filter(([, v]) => v !== undefined && v !== null && v !== "" && !(Array.isArray(v) && v.length === 0))
    .map(([k, v]) => `${k.padEnd(14)} ${fieldText(k, v)}`)
    .join("\n");
}
