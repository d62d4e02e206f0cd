// The session folder: what people and tools like to read, written as things happen and never read back as truth.
import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { checkLogId } from "@teamwright/core/store";
import type { FeedEntry, Session } from "@teamwright/runtime";
import { board, sessionJson } from "./board.ts";
import { withViewLock } from "./view-lock.ts";
import { writeWhole } from "./write-whole.ts";

interface Progress {
  /** The last record these views show. */
  position: number;
  /** How many bytes of each growing file are whole. */
  bytes: Record<string, number>;
}

const WISDOM = { learning: "learnings", decision: "decisions", convention: "conventions", issue: "issues" } as const;

/** The folder of a session's views below `root`. */
export function sessionFolder(root: string, session: string): string {
  checkLogId(session);
  return join(root, "sessions", session);
}

/** Brings the folder up to the session's position. Returns the folder. Does nothing when another process is at it. */
export async function project(session: Session, root: string): Promise<string> {
  const folder = sessionFolder(root, session.log);
  mkdirSync(join(folder, ".msg"), { recursive: true, mode: 0o700 });
  mkdirSync(join(folder, "artifacts"), { recursive: true });
  await withViewLock(join(folder, ".writing"), async () => {
    const progress = readProgress(folder);
    if (progress.position >= session.position) return;
    const lines: Record<string, string> = {};
    for await (const entry of session.feed(progress.position, { follow: false })) {
      if (entry.position > session.position) break;
      grow(entry, lines);
      progress.position = entry.position;
    }
    for (const [name, text] of Object.entries(lines))
      progress.bytes[name] = appendAt(join(folder, name), progress.bytes[name] ?? 0, text);
    writeWhole(join(folder, "board.md"), board(session.state));
    writeWhole(join(folder, "session.json"), sessionJson(session.state));
    writeWhole(join(folder, ".msg", "meta.json"), `${JSON.stringify(progress)}\n`);
  });
  return folder;
}

/** Writes everything anew from the log; artifacts stay. Returns the folder. */
export async function rebuild(session: Session, root: string): Promise<string> {
  const folder = sessionFolder(root, session.log);
  for (const name of [".msg", "wisdom", "timeline.md", "board.md", "session.json"])
    rmSync(join(folder, name), { recursive: true, force: true });
  return project(session, root);
}

function readProgress(folder: string): Progress {
  try {
    const value = JSON.parse(readFileSync(join(folder, ".msg", "meta.json"), "utf8")) as Progress;
    if (Number.isSafeInteger(value.position) && typeof value.bytes === "object") return value;
  } catch {}
  return { position: 0, bytes: {} };
}

/** Appends at byte `at`; what a killed writer left behind it is cut off first. Returns the new length. */
function appendAt(path: string, at: number, text: string): number {
  mkdirSync(join(path, ".."), { recursive: true });
  appendFileSync(path, "");
  truncateSync(path, at);
  appendFileSync(path, text);
  return at + Buffer.byteLength(text);
}

function grow({ position, commit }: FeedEntry, lines: Record<string, string>): void {
  const add = (name: string, line: string) => (lines[name] = (lines[name] ?? "") + line);
  const at = new Date(commit.at).toISOString();
  for (const event of commit.events) {
    if (event.type === "message.posted") {
      const { type: _type, v: _v, ...message } = event;
      add(join(".msg", "messages.jsonl"), `${JSON.stringify({ position, ts: at, ...message })}\n`);
    } else if (event.type === "wisdom.added")
      add(
        join("wisdom", `${WISDOM[event.kind]}.md`),
        `- ${oneLine(event.text)} (${event.by}${event.task ? `, ${event.task}` : ""}, ${at})\n`,
      );
  }
}

const oneLine = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[<>]/g, (c) => (c === "<" ? "&lt;" : "&gt;"));
