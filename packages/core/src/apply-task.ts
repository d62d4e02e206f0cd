import type { Occurrence, TaskSeed, TeamEvent } from "./events.ts";
import type { State } from "./state/state.ts";
import type { Task } from "./state/task.ts";
import { TeamError } from "./team-error.ts";
import { nextStatus } from "./transitions.ts";
import { CLOSED, SATISFIED, type TaskStatus } from "./vocabulary.ts";

type TaskEvent = Extract<TeamEvent, { task: string }> | Extract<TeamEvent, { type: "task.created" }>;

/** Applies what concerns one task. Throws INTERNAL for an event its state does not allow. */
export function applyTask(state: State, event: TeamEvent, at: Occurrence): void {
  if (event.type === "task.created") create(state, event.task, at);
  else if (event.type === "task.retargeted") retarget(state, event.task, event.from, event.to);
  else if (event.type === "ticket.moved")
    settle(state, event.task, event.status, (t) => (t.ticket = { ...t.ticket!, word: event.word }), at);
  else if ("task" in event) {
    const task = state.tasks.get(event.task as string);
    if (!task)
      throw new TeamError("INTERNAL", {
        message: `${event.type} for ${String(event.task)}, which the log never created`,
      });
    const to = nextStatus(task.status, event.type);
    const change = (t: Task) => fields(t, event as TaskEvent, at);
    if (to) settle(state, task.id, to, change, at);
    else if (FIELDS_ONLY.has(event.type)) state.editTask(task.id, change);
    else
      throw new TeamError("INTERNAL", {
        message: `${event.type} cannot happen to ${task.id}, which is ${task.status}`,
      });
    if (event.type === "task.dispatched")
      state.sessions.edit("session", (s) => (s.dispatches = Math.max(s.dispatches, Number(event.dispatch.slice(1)))));
  }
}

const FIELDS_ONLY: ReadonlySet<string> = new Set([
  "task.dispatched",
  "dispatch.expired",
  "dispatch.withdrawn",
  "claim.renewed",
  "task.progressed",
  "task.checkpointed",
  "gate.evaluated",
  "gate.extended",
  "discuss.recorded",
  "ticket.updated",
]);

/** Changes status and fields, then everything that follows from a status: counts, claims, who may go on. */
function settle(state: State, id: string, to: TaskStatus, change: (task: Task) => void, at: Occurrence): void {
  const from = state.tasks.get(id)!.status;
  state.editTask(id, (t) => {
    t.status = to;
    if (to !== "claimed") delete t.claim;
    if (to !== "pending") delete t.dispatch;
    if (CLOSED.has(to)) t.closed_at = at.at;
    else delete t.closed_at;
    change(t);
  });
  count(state, from, -1);
  count(state, to, 1);
  if (SATISFIED.has(from) === SATISFIED.has(to)) return;
  const step = SATISFIED.has(to) ? -1 : 1;
  for (const dependent of state.index.dependentsOf(id)) state.editTask(dependent, (t) => (t.waits += step));
}

function fields(t: Task, event: TaskEvent, at: Occurrence): void {
  switch (event.type) {
    case "task.dispatched":
      t.dispatch = { dispatch: event.dispatch, owner: event.owner, expires_at: event.expires_at, by: at.by.name };
      break;
    case "dispatch.expired":
    case "dispatch.withdrawn":
      delete t.dispatch;
      break;
    case "task.claimed":
      t.claim = {
        owner: event.owner,
        token_hash: event.token_hash,
        fence: at.position,
        lease_until: event.lease_until,
        lease_ms: event.lease_ms,
        claimed_at: at.at,
      };
      t.attempts += 1;
      delete t.reason;
      break;
    case "claim.renewed":
      if (t.claim) t.claim = { ...t.claim, lease_until: event.lease_until };
      break;
    case "claim.released":
      t.attempts -= 1;
      if (event.reason !== undefined) t.reason = event.reason;
      break;
    case "claim.broken":
    case "attempt.failed":
      t.reason = event.reason;
      break;
    case "task.progressed":
      t.progress = {
        text: event.text,
        owner: event.owner,
        at: at.at,
        ...(event.summary === undefined ? {} : { summary: event.summary, repeats: repeats(t, event.summary) }),
      };
      if (event.error) t.errors += 1;
      break;
    case "task.checkpointed":
      t.checkpoint = event.checkpoint;
      if (t.progress?.repeats !== undefined) t.progress = { ...t.progress, repeats: 0 };
      break;
    case "task.completed":
    case "task.submitted":
      t.result = event.result;
      break;
    case "task.approved":
      if (event.note !== undefined) t.feedback = event.note;
      if (event.chosen) t.result = choice(event.chosen, at);
      break;
    case "task.returned":
      t.attempts = 0;
      t.errors = 0;
      if (event.feedback !== undefined) t.feedback = event.feedback;
      break;
    case "task.failed":
    case "task.blocked":
    case "task.skipped":
    case "task.cancelled":
      t.reason = event.reason;
      break;
    case "gate.extended":
      t.gate = { round: t.gate?.round ?? 0, max_rounds: event.max_rounds };
      break;
    case "discuss.recorded":
      t.discuss = [...(t.discuss ?? []), event.record];
      break;
    case "ticket.updated":
      ticketFields(t, event.changes);
      break;
    default:
  }
}

/** An answer, as the result of the task that asked. */
const choice = ({ label, ...data }: { option: string; label: string; note?: string }, { by, at }: Occurrence) => ({
  summary: label,
  data,
  owner: by.name,
  at,
});

const repeats = (t: Task, summary: string): number =>
  t.progress?.summary === summary ? (t.progress.repeats ?? 0) + 1 : 1;

function ticketFields(t: Task, changes: Extract<TeamEvent, { type: "ticket.updated" }>["changes"]): void {
  if (changes.title !== undefined) t.title = changes.title;
  if (changes.brief !== undefined) t.brief = changes.brief;
  if (changes.priority !== undefined) t.priority = changes.priority;
  const ticket = { ...t.ticket! };
  if (changes.word !== undefined) ticket.word = changes.word;
  if (changes.labels !== undefined) ticket.labels = changes.labels;
  for (const key of ["scope", "branch", "pr_url"] as const) {
    const value = changes[key];
    if (value === null) delete ticket[key];
    else if (value !== undefined) ticket[key] = value;
  }
  t.ticket = ticket;
}

function create(state: State, seed: TaskSeed, at: Occurrence): void {
  const seq = state.session!.seq + 1;
  const waits = seed.needs.filter((id) => !satisfied(state, id)).length;
  state.addTask({ ...seed, seq, status: "pending", waits, attempts: 0, errors: 0, created_at: at.at });
  const number = Number(seed.id.slice(seed.id.lastIndexOf("-") + 1));
  state.sessions.edit("session", (s) => {
    s.seq = seq;
    if (number > (s.numbers[seed.prefix] ?? 0)) {
      if (state.journal.open) s.numbers = { ...s.numbers, [seed.prefix]: number };
      else s.numbers[seed.prefix] = number;
    }
  });
  count(state, "pending", 1);
}

function retarget(state: State, id: string, from: string, to: string): void {
  state.index.unlink(from, id);
  state.index.link(to, id);
  state.editTask(id, (t) => {
    t.needs = [...new Set(t.needs.map((need) => (need === from ? to : need)))];
    if (from === to) t.needs = [...new Set([...t.needs, to])];
    t.waits = t.needs.filter((need) => !satisfied(state, need)).length;
  });
}

/** A forgotten task was closed with nothing open behind it. */
const satisfied = (state: State, id: string): boolean => {
  const task = state.tasks.get(id);
  return task ? SATISFIED.has(task.status) : state.forgotten.has(id);
};

function count(state: State, status: TaskStatus, by: number): void {
  state.sessions.edit("session", (s) => {
    if (state.journal.open) s.counts = { ...s.counts, [status]: s.counts[status] + by };
    else s.counts[status] += by;
  });
}
