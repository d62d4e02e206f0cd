// Mends what has exactly one answer, in texts: what to write, and what stays. Nothing is written here.
import { lineStart, mendOnce } from "@teamwright/role-spec";
import type { PackComplaint } from "./complaint.ts";

/** One thing that was mended. */
export interface Mended extends Pick<PackComplaint, "path" | "line" | "code" | "message"> {
  /** The lines it touched, before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Mending {
  readonly mended: readonly Mended[];
  /** The new text of each file that changes, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is left, of the texts as they would be then. */
  readonly left: readonly PackComplaint[];
  /** Files with something to mend that were left as they are. */
  readonly kept: readonly { readonly path: string; readonly why: string }[];
}

interface Source {
  /** Every complaint about the pack, with `texts` in the place of files. */
  check(texts: ReadonlyMap<string, string>): Promise<readonly PackComplaint[]>;
  /** The text of a file, or null for one that is not ours to change. */
  read(path: string): Promise<string | null>;
}

/** Rounds of checking and mending. What mends one thing may show another: a fence, then a key, then its value. */
const MOST_ROUNDS = 20;
/** What keeps a file from being read at all. */
const UNREADABLE = /^(?:PACK_YAML|ROLE_YAML|ROLE_FENCE|ROLE_FRONTMATTER|ROLE_ENGINE)/;

/** Mends until nothing is left that can be. A file that cannot be read even then is left as it is, whole. */
export async function mendFiles(source: Source): Promise<Mending> {
  const kept = new Map<string, string>();
  for (;;) {
    const done = await mendAll(source, kept);
    const unread = done.left.filter(({ path, code, severity }) => {
      return severity === "error" && UNREADABLE.test(code) && done.texts.has(path);
    });
    if (unread.length === 0) return done;
    for (const { path } of unread) kept.set(path, "it cannot be read even then");
  }
}

async function mendAll({ check, read }: Source, keep: ReadonlyMap<string, string>): Promise<Mending> {
  const kept = new Map(keep);
  const texts = new Map<string, string>();
  const mended: Mended[] = [];
  let left = await check(texts);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = mended.length;
    for (const path of new Set(left.flatMap((complaint) => (complaint.edits ? [complaint.path] : [])))) {
      const text = kept.has(path) ? null : (texts.get(path) ?? (await read(path)));
      if (text === null) {
        if (!kept.has(path)) kept.set(path, "it is no text of this pack");
        continue;
      }
      const next = mendOnce(
        text,
        left.filter((complaint) => complaint.path === path),
      );
      mended.push(...next.mended.map((complaint) => ({ ...told(complaint), ...linesOf(text, complaint) })));
      if (next.mended.length > 0) texts.set(path, next.text);
    }
    if (mended.length === before) break;
    left = await check(texts);
  }
  return { mended, texts, left, kept: [...kept].map(([path, why]) => ({ path, why })) };
}

const told = ({ path, line, code, message }: PackComplaint) => ({ path, line, code, message });

/** The lines that the edits of one complaint touch, before and after it alone. */
function linesOf(text: string, complaint: PackComplaint): Pick<Mended, "before" | "after"> {
  const { edits = [] } = complaint;
  const next = mendOnce(text, [complaint]).text;
  const first = lineStart(text, Math.min(...edits.map(({ start }) => start)));
  const last = Math.max(...edits.map(({ end }) => end));
  const feed = text.indexOf("\n", last > first && text[last - 1] === "\n" ? last - 1 : last);
  const end = feed === -1 ? text.length : feed + 1;
  const lines = (part: string) => (part === "" ? [] : part.replace(/\r?\n$/, "").split(/\r?\n|\r/));
  return { before: lines(text.slice(first, end)), after: lines(next.slice(first, next.length - (text.length - end))) };
}
