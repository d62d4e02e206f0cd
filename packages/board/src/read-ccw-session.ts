// Reads what an old session folder keeps of team_msg: .msg/messages.jsonl and .msg/meta.json. Nothing in it is trusted, and nothing is dropped.
import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { LIMITS, OwnerId, TeamError } from "@teamwright/core";

export interface OldMessage {
  /** Number of the line it was, from 1. */
  line: number;
  /** Milliseconds since 1970. */
  at: number;
  from: string;
  to: string;
  kind: string;
  body: string;
  data: Record<string, unknown>;
}

export interface OldSession {
  name: string;
  messages: OldMessage[];
  /** What meta.json has, as it is. */
  meta: Record<string, unknown>;
  /** Lines that are no messages: where, what is wrong, and the text itself. */
  broken: { at: string; problem: string; line: number; text: string }[];
  /** Where a field had to change; the original is kept beside it. */
  changed: { at: string; field: string }[];
  /** Entries of the folder that hold no messages. */
  left: string[];
}

/** A line above this many characters is no message. */
const MAX_LINE = 1_000_000;
const MAX_FILE = 500_000_000;
const KIND = /^[a-z][a-z0-9_]{0,63}$/;
const KNOWN = new Set(["id", "ts", "from", "to", "type", "summary", "data", "ref"]);

/** Reads DIR, or the .msg folder itself. Throws INPUT_INVALID for a folder that is none. */
export async function readCcwSession(dir: string): Promise<OldSession> {
  const given = resolve(dir);
  const folder = basename(given) === ".msg" ? resolve(given, "..") : given;
  const file = join(folder, ".msg", "messages.jsonl");
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) throw refuse(`${file}: there is no such file.`, file);
  if (info.size > MAX_FILE) throw refuse(`${file}: ${info.size} bytes are more than ${MAX_FILE}.`, file);
  const found: OldSession = {
    name: basename(folder),
    messages: [],
    meta: await readMeta(join(folder, ".msg", "meta.json")),
    broken: [],
    changed: [],
    left: (await readdir(folder)).filter((name) => name !== ".msg").toSorted(),
  };
  const handle = await open(file);
  let line = 0;
  let at = Math.floor(info.mtimeMs);
  for await (const text of handle.readLines()) {
    line += 1;
    if (text.trim() === "") continue;
    try {
      const message = readLine(text, { line, file, at, changed: found.changed });
      at = message.at;
      found.messages.push(message);
    } catch (error) {
      found.broken.push({ at: `${file}:${line}`, problem: (error as Error).message, line, text });
    }
  }
  return found;
}

async function readMeta(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw refuse(`${file}: ${error.message}`, file);
  });
  try {
    return objectOf(JSON.parse(text), "meta.json");
  } catch (cause) {
    throw refuse(`${file}:1: ${(cause as Error).message}`, file);
  }
}

interface Place {
  line: number;
  file: string;
  /** Time of the line before. */
  at: number;
  changed: OldSession["changed"];
}

/** Throws what is wrong with a line that is no message. */
function readLine(text: string, { line, file, at, changed }: Place): OldMessage {
  if (text.length > MAX_LINE) throw new Error(`longer than ${MAX_LINE} characters`);
  const row = objectOf(JSON.parse(text), "a line");
  checkDepth(row);
  if (typeof row["from"] !== "string") throw new Error("`from` is missing");
  /** What had to change, as it was. */
  const was: Record<string, unknown> = {};
  const keep = (field: string, whole: unknown) => {
    was[field] = whole;
    changed.push({ at: `${file}:${line}`, field });
  };
  const owner = (field: string, fallback: string): string => {
    const value = row[field] ?? fallback;
    if (typeof value === "string" && OwnerId.safeParse(value).success) return value;
    keep(field, value);
    const fit = String(value)
      .replace(/[^A-Za-z0-9._@:-]+/g, "-")
      .replace(/^[^A-Za-z0-9]+/, "")
      .slice(0, 128);
    return fit || "unknown";
  };
  const [from, to] = [owner("from", "unknown"), owner("to", "coordinator")];
  let kind = row["type"] ?? "message";
  if (typeof kind !== "string" || !KIND.test(kind) || kind === "retract") {
    keep("type", kind);
    kind = `x_${String(kind)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")}`.slice(0, 64);
  }
  let body = row["summary"] ?? `[${from}] ${String(kind)} → ${to}`;
  if (typeof body !== "string" || body === "" || body.length > LIMITS.text || body.includes("\0")) {
    keep("summary", body);
    body =
      `${typeof body === "string" ? body : JSON.stringify(body)}`.replaceAll("\0", "").slice(0, LIMITS.text) || "-";
  }
  const time = Date.parse(String(row["ts"]));
  if (Number.isNaN(time)) keep("ts", row["ts"] ?? null);
  const { data } = row;
  const fits =
    typeof data === "object" && data !== null && !Array.isArray(data) && Object.keys(data).every((k) => k.length <= 64);
  if (data !== undefined && !fits) keep("data", data);
  for (const [field, value] of Object.entries(row)) if (!KNOWN.has(field)) was[field] = value;
  return {
    line,
    at: Number.isNaN(time) ? at : time,
    from,
    to,
    kind: kind as string,
    body: body as string,
    data: {
      ...(row["ref"] === undefined ? {} : { ref: row["ref"] }),
      ...(fits ? data : {}),
      imported: { id: row["id"] ?? null, line, ...(Object.keys(was).length > 0 ? { was } : {}) },
    },
  };
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${what} is no object`);
}

function checkDepth(row: unknown): void {
  let layer: unknown[] = [row];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > LIMITS.depth) throw new Error(`nested deeper than ${LIMITS.depth}`);
    layer = layer.flatMap((v) => (typeof v === "object" && v !== null ? Object.values(v) : []));
  }
}

const refuse = (message: string, file: string): TeamError =>
  new TeamError("INPUT_INVALID", {
    message,
    hint: "Name the folder of an old session: the one that has .msg/messages.jsonl in it.",
    data: { issues: [{ field: file, problem: message }] },
  });
