// The log of a board in the event words of the tracking seeds.
import type { TeamEvent, TicketType } from "@teamwright/core";
import type { FeedEntry, Session } from "@teamwright/runtime";
import { type Place, readCursor, stamp } from "./cursor.ts";

export interface SeedEvent {
  id: string;
  at: string;
  type: string;
  [field: string]: unknown;
}

export interface Entry {
  ticket: string;
  event: SeedEvent;
  /** Who caused it. */
  from: string;
}

interface Known {
  word: string;
  type: TicketType;
  fields: Record<string, unknown>;
}

export interface Filter {
  since?: string | undefined;
  types?: readonly string[] | undefined;
  ticket?: string | undefined;
  notFrom?: string | undefined;
}

export interface Translator {
  /** The position behind which to read. */
  from: number;
  /** The events of a record that are wanted. Records come in their order, none left out. */
  read(entry: FeedEntry): Promise<Entry[]>;
}

/** Turns records into the events that are wanted. Times never fall. What was before the cursor is looked at only when an event says what it changed from. */
export function translator(session: Session, { since, types, ticket, notFrom }: Filter): Translator {
  const { from, isAfter, now: begin } = readCursor(since, session.position);
  let known = new Map<string, Known>();
  let now = begin;
  let whole = from === 0;
  const asksForPast = types === undefined || types.includes("status_change") || types.includes("fields_change");
  const read = async ({ position, commit }: FeedEntry): Promise<Entry[]> => {
    now = Math.max(now, commit.at);
    const found: Entry[] = [];
    for (const [index, event] of commit.events.entries()) {
      const place = { position, index };
      const wanted = isAfter(now, place);
      if ((event.type === "ticket.moved" || event.type === "ticket.updated") && !known.has(event.task)) {
        if (!wanted || whole || !asksForPast || (ticket && event.task !== ticket)) continue;
        known = new Map([...(await knownBefore(session, place)), ...known]);
        whole = true;
      }
      const seen = translate(event, { known, by: commit.by.name, events: commit.events });
      if (!seen || !wanted) continue;
      const { ticket: id, from: author = commit.by.name, ...fields } = seen;
      if ((ticket && id !== ticket) || (types && !types.includes(fields.type)) || author === notFrom) continue;
      const at = stamp(now, place);
      found.push({ ticket: id, from: author, event: { id: `evt_${position}_${index}`, at, ...fields } });
    }
    return found;
  };
  return { from, read };
}

/** How each ticket stood before an event. */
async function knownBefore(session: Session, { position, index }: Place): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for await (const record of session.feed(0, { follow: false })) {
    if (record.position > position) break;
    const { events, by } = record.commit;
    const before = record.position === position ? events.slice(0, index) : events;
    for (const event of before) translate(event, { known, by: by.name, events });
  }
  return known;
}

interface Setting {
  known: Map<string, Known>;
  by: string;
  events: readonly TeamEvent[];
}
type Seen = { ticket: string; type: string; from?: string; [field: string]: unknown } | undefined;

function translate(event: TeamEvent, { known, by, events }: Setting): Seen {
  switch (event.type) {
    case "session.created":
      return undefined;
    case "task.created": {
      const { id: ticket, title, priority, brief, ticket: t } = event.task;
      if (!t) return undefined;
      const { type, parent = null, word, labels, scope = null } = t;
      known.set(ticket, { word, type, fields: { title, body: brief, priority: `P${priority}`, labels, scope } });
      const fields = { title, status: word, priority: `P${priority}`, labels, scope };
      return { ticket, type: "created", ticket_type: type, parent, ...fields };
    }
    case "message.posted": {
      const { task: ticket, id: message_id, from, kind, body, in_reply_to = null, answer_by } = event;
      if (!ticket) return undefined;
      if (kind === "log") return { ticket, from, type: "log", by: from, line: body };
      const due = answer_by === undefined ? {} : { answer_by: new Date(answer_by).toISOString() };
      return { ticket, type: "message", message_id, from, kind, body, in_reply_to, ...due, by: from };
    }
    case "task.checkpointed": {
      const { commit: commit_id, update = null, summary = null, verified = false, owner } = event.checkpoint;
      const said = { commit_id, update, progress_summary: summary, verified };
      return { ticket: event.task, type: "checkpoint", from: owner, by: owner, ...said };
    }
    case "task.progressed": {
      const said = { status: null, update: event.text, progress_summary: event.summary ?? null };
      return { ticket: event.task, type: "progress", from: event.owner, by: event.owner, ...said };
    }
    case "task.claimed": {
      const lost = events.find(
        (e) => (e.type === "claim.expired" || e.type === "claim.broken") && e.task === event.task,
      );
      const recovered_from = lost && "owner" in lost ? lost.owner : null;
      const action = recovered_from === null ? "acquire" : "recover";
      const lock = { action, owner: event.owner, recovered_from, final_status: null };
      return { ticket: event.task, type: "lock_change", from: event.owner, ...lock };
    }
    case "claim.released":
    case "claim.broken": {
      const lock = { action: "release", owner: event.owner, recovered_from: null, final_status: null };
      return { ticket: event.task, type: "lock_change", from: by, ...lock };
    }
    case "ticket.moved":
      return moved(known, event.task, { to: event.word, by, rolled: event.rolled ?? false });
    case "ticket.updated": {
      const { word, brief, priority, ...rest } = event.changes;
      if (word !== undefined) return moved(known, event.task, { to: word, by, rolled: false });
      const changes = {
        ...rest,
        ...(brief === undefined ? {} : { body: brief }),
        ...(priority === undefined ? {} : { priority: `P${priority}` }),
      };
      return { ticket: event.task, type: "fields_change", by, changes: compare(known.get(event.task)!, changes) };
    }
    default:
      return undefined;
  }
}

function moved(known: Map<string, Known>, ticket: string, change: { to: string; by: string; rolled: boolean }): Seen {
  const row = known.get(ticket)!;
  const from_status = row.word;
  row.word = change.to;
  const { by, rolled, to } = change;
  return { ticket, type: "status_change", by, from_status, to_status: to, ...(rolled ? { rolled_up: true } : {}) };
}

/** Fields with what they were and are; of the body only how its length changed. */
function compare(row: Known, changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes).map(([field, to]) => {
      const from = row.fields[field] ?? null;
      row.fields[field] = to;
      return [field, field === "body" ? { length: String(to).length - String(from ?? "").length } : { from, to }];
    }),
  );
}
