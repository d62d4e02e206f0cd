// What the views of a session show so far: kept beside them, so that the next commit adds to them without a look at the whole log.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { roleOfPrefix, splitTaskId, type Team, type TeamEvent } from "@teamwright/core";
import type { FeedEntry } from "@teamwright/runtime";
import { closedBy, type Link, type Links, remember } from "./lineage.ts";
import { type Artifact, showArtifact } from "./manifest.ts";
import { oneLine } from "./text.ts";
import { writeWhole } from "./write-whole.ts";

/** A closed task, as the board shows it. */
export interface ClosedRow {
  task: string;
  status: string;
  role: string;
  owner?: string;
  note: string;
}

export interface Exploration {
  id: string;
  angle: string;
  task?: string;
  role?: string;
  /** Below the session folder. */
  file: string;
  summary: string;
  position: number;
}

export interface Shown {
  /** The last record these views show. */
  position: number;
  /** How many bytes of each growing file are whole. */
  bytes: Record<string, number>;
  /** The latest results, oldest first. */
  results: Record<string, unknown>[];
  /** The latest closed tasks, oldest first. */
  closed: ClosedRow[];
  explorations: Exploration[];
  /** The latest artifacts, oldest first. */
  artifacts: Artifact[];
  links: Links;
  /** Milliseconds since 1970 of the last record. */
  at: number;
}

/** Results and closed tasks that small files list; the log has them all. More would make every commit of a large session slow. */
const KEPT = 100;
const FILE = ".shown.json";
const WISDOM = { learning: "learnings", decision: "decisions", convention: "conventions", issue: "issues" } as const;

/** What the folder shows; nothing when it cannot be told. */
export function readShown(folder: string): Shown {
  try {
    const value = JSON.parse(readFileSync(join(folder, FILE), "utf8")) as Shown;
    if (Number.isSafeInteger(value.position) && Array.isArray(value.artifacts)) return value;
  } catch {}
  return { position: 0, bytes: {}, results: [], closed: [], explorations: [], artifacts: [], links: {}, at: 0 };
}

export const writeShown = (folder: string, shown: Shown): void =>
  writeWhole(join(folder, FILE), `${JSON.stringify(shown)}\n`);

/** Takes one record in; `known` tells what its tasks were made of. Returns the text that files grow by. */
export function show(
  shown: Shown,
  { position, commit }: FeedEntry,
  { team, known }: { team: Team; known: (id: string) => Link | undefined },
): Record<string, string> {
  const lines: Record<string, string> = {};
  const at = new Date(commit.at).toISOString();
  for (const event of commit.events) {
    const grown = growth(event, position, at);
    if (grown) lines[grown.file] = (lines[grown.file] ?? "") + grown.text;
    for (const id of closedBy(event)) remember(shown.links, id, known);
    showArtifact(shown, event);
    showTask(shown, event, position, (id) => roleOfPrefix(team, splitTaskId(id)?.prefix ?? "")?.name ?? "none");
  }
  shown.position = position;
  shown.at = commit.at;
  return lines;
}

function growth(event: TeamEvent, position: number, at: string): { file: string; text: string } | undefined {
  switch (event.type) {
    case "message.posted": {
      const { type: _type, v: _v, ...message } = event;
      return {
        file: join(".msg", "messages.jsonl"),
        text: `${JSON.stringify({ position, ts: at, ...message })}\n`,
      };
    }
    case "wisdom.added":
      return {
        file: join("wisdom", `${WISDOM[event.kind]}.md`),
        text: `- ${oneLine(event.text)} (${event.by}${event.task ? `, ${event.task}` : ""}, ${at})\n`,
      };
    case "exploration.saved": {
      if (event.text === "") return undefined;
      const { id, angle, summary, by, text } = event;
      return {
        file: savedAt(id),
        text: `# ${oneLine(angle)}\n\n${oneLine(summary)} (${by}${event.task ? `, ${event.task}` : ""}, ${at})\n\n${text}\n\n`,
      };
    }
    case "discuss.recorded": {
      const { round, verdict, severity, rating, divergences, actions } = event.record;
      return {
        file: join("discussions", `${event.task}-${fileName(round)}.md`),
        text: [
          `# ${event.task} ${oneLine(round)}: ${verdict}${severity ? ` (${severity})` : ""}`,
          "",
          `Mean rating ${rating} of 5, ${at}, position ${position}`,
          ...(divergences.length > 0 ? ["", "## Divergences", ""] : []),
          ...divergences.map((d) => `- ${d.severity}: ${oneLine(d.text)}`),
          ...(actions.length > 0 ? ["", "## Actions", ""] : []),
          ...actions.map((a) => `- ${oneLine(a)}`),
          "",
          "",
        ].join("\n"),
      };
    }
    default:
      return undefined;
  }
}

function showTask(shown: Shown, event: TeamEvent, position: number, roleOf: (task: string) => string): void {
  switch (event.type) {
    case "task.failed":
    case "task.skipped":
    case "task.cancelled": {
      const { type, task, reason } = event;
      keep(shown.closed, { task, status: type.slice("task.".length), role: roleOf(task), note: oneLine(reason) });
      return;
    }
    case "task.completed": {
      const { task, result } = event;
      const role = roleOf(task);
      const summary = oneLine(result.summary);
      keep(shown.closed, { task, status: "done", role, owner: result.owner, note: summary });
      keep(shown.results, { task, role, ...result });
      return;
    }
    case "exploration.saved": {
      const { id, angle, task, artifact: file = savedAt(id) } = event;
      const old = shown.explorations.findIndex((row) => row.id === id);
      if (old >= 0) shown.explorations.splice(old, 1);
      const from = task === undefined ? {} : { task, role: roleOf(task) };
      shown.explorations.push({ id, angle, ...from, file, summary: oneLine(event.summary), position });
      if (shown.explorations.length > KEPT) shown.explorations.shift();
    }
  }
}

/** Puts a row at the end; an older one of the same task goes. */
function keep<T extends { task?: unknown }>(rows: T[], row: T): void {
  const old = rows.findIndex((r) => r.task === row.task);
  if (old >= 0) rows.splice(old, 1);
  rows.push(row);
  if (rows.length > KEPT) rows.shift();
}

/** In a folder of its own: what lies beside it is the workers'. An id has letters, digits and dashes; of any script, so short enough for any disk. */
const savedAt = (id: string): string => join("explorations", "saved", `${id.slice(0, 60)}.md`);

const fileName = (name: string): string => name.replace(/[^A-Za-z0-9_-]+/g, "-");
