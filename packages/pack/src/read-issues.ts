// Issues from what people have: a markdown file, a folder of them, issues.jsonl, or standard input.
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";

export interface Issue {
  /** GH-12 or ISS-20261120-101500. */
  id: string;
  title: string;
  body: string;
  /** 1 to 5, 5 most urgent. Default 3. */
  priority: number;
}

const ID = /^(?:GH-\d{1,9}|ISS-\d{8}-\d{6})$/;
const HEADING = /^#\s+(?:(GH-\d{1,9}|ISS-\d{8}-\d{6})[:\s]*)?(.*)$/;
const MAX_ISSUES = 500;
const MAX_CHARS = 1_000_000;

/** Reads issues from `source`; `-` is the text given as `stdin`. Issues without an id get one from `now` (milliseconds). Throws ISSUES_INVALID with path and line. */
export async function readIssues(
  source: string,
  { stdin = "", now = Date.now() }: { stdin?: string; now?: number } = {},
): Promise<Issue[]> {
  const found: { issue: Partial<Issue>; path: string; line: number }[] = [];
  const add = (text: string, path: string) => {
    if (text.length > MAX_CHARS || text.includes("\0"))
      throw wrong(path, 1, text.includes("\0") ? "is not text" : "is too large");
    const jsonl = path.endsWith(".jsonl") || (path === "-" && text.trimStart().startsWith("{"));
    for (const { issue, line } of jsonl ? fromLines(text, path) : fromMarkdown(text)) found.push({ issue, path, line });
  };
  if (source === "-") add(stdin, "-");
  else {
    const info = await stat(source).catch(() => null);
    if (!info) throw wrong(source, 1, "does not exist");
    const files = info.isDirectory()
      ? (await readdir(source))
          .filter((f) => f.endsWith(".md") || f.endsWith(".jsonl"))
          .sort()
          .map((f) => join(source, f))
      : [source];
    for (const file of files) add(await readFile(file, "utf8"), file);
  }
  if (found.length === 0) throw wrong(source, 1, "holds no open issue");
  if (found.length > MAX_ISSUES) throw wrong(source, 1, `holds ${found.length} issues, more than ${MAX_ISSUES}`);
  const seen = new Set<string>();
  return found.map(({ issue, path, line }, i) => {
    const id = issue.id ?? madeId(now, i);
    if (!ID.test(id)) throw wrong(path, line, `has the id ${id.slice(0, 40)}; use GH-12 or ISS-20261120-101500`);
    if (seen.has(id)) throw wrong(path, line, `names ${id} a second time`);
    seen.add(id);
    return {
      id,
      title: (issue.title ?? "").trim().slice(0, 200) || id,
      body: issue.body?.trim() ?? "",
      priority: issue.priority ?? 3,
    };
  });
}

/** One issue per first-level heading; a text without one is one issue. A line `priority: 4` below the heading counts. */
function fromMarkdown(text: string): { issue: Partial<Issue>; line: number }[] {
  const out: { issue: Partial<Issue>; line: number }[] = [];
  let current: { issue: Partial<Issue> & { body: string }; line: number } | undefined;
  let fenced = false;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : HEADING.exec(line);
    if (heading)
      out.push(
        (current = {
          issue: { title: heading[2] ?? "", body: "", ...(heading[1] ? { id: heading[1] } : {}) },
          line: i + 1,
        }),
      );
    else if (line.trim() !== "" || current) {
      if (!current) out.push((current = { issue: { title: line.trim(), body: "" }, line: i + 1 }));
      const priority = current.issue.body.trim() === "" ? /^priority:\s*([1-5])\s*$/i.exec(line) : null;
      if (priority) current.issue.priority = Number(priority[1]);
      else current.issue.body += `${line}\n`;
    }
  }
  return out;
}

function fromLines(text: string, path: string): { issue: Partial<Issue>; line: number }[] {
  const out: { issue: Partial<Issue>; line: number }[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let value: Record<string, unknown>;
    try {
      value = JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw wrong(path, i + 1, "is not JSON");
    }
    if (typeof value !== "object" || value === null || typeof value.title !== "string")
      throw wrong(path, i + 1, "has no title");
    if (["closed", "done", "completed"].includes(String(value.status ?? "").toLowerCase())) continue;
    const { id, title, body, priority } = value;
    if (priority !== undefined && !(typeof priority === "number" && priority >= 1 && priority <= 5))
      throw wrong(path, i + 1, "has a priority that is not 1 to 5");
    out.push({
      issue: {
        title,
        ...(id === undefined ? {} : { id: String(id) }),
        body: typeof body === "string" ? body : "",
        ...(priority === undefined ? {} : { priority }),
      },
      line: i + 1,
    });
  }
  return out;
}

function madeId(now: number, offset: number): string {
  const iso = new Date(now + offset * 1_000).toISOString();
  return `ISS-${iso.slice(0, 10).replaceAll("-", "")}-${iso.slice(11, 19).replaceAll(":", "")}`;
}

const wrong = (path: string, line: number, what: string): TeamError =>
  new TeamError("ISSUES_INVALID", {
    message: `${path === "-" ? "Standard input" : path}:${line} ${what}.`,
    data: { path, line },
  });
