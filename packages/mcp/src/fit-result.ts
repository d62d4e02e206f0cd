// Answers that every host takes whole: a host writes a longer one to a file or cuts it.

/** Characters of the JSON of an answer. Hosts cut at 40,000 to 50,000; what is around the result needs some. */
export const MAX_ANSWER = 38_000;

type Json = Record<string, unknown>;

export interface Page {
  result: Json;
  /** Give it with the same arguments for what follows. */
  cursor?: string;
}

const size = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/**
 * One page of what a command that only reads has answered. Long lists come in parts of whole items; what is still too long
 * comes as `part`, pieces of its JSON text. `cursor` is that of the page before. A list may grow between two pages.
 */
export function pageResult(result: Json, cursor?: string): Page {
  const from = /^(list|text)~(\d{1,12})(?:~(.{1,200}))?$/s.exec(cursor ?? "");
  if (from?.[1] !== "text") {
    const page = pageList(result, { skip: Number(from?.[2] ?? 0), after: from?.[3] });
    if (page) return page;
  }
  return pageText(JSON.stringify(result), from?.[1] === "text" ? Number(from[2]) : 0);
}

function pageList(result: Json, { skip, after }: { skip: number; after: string | undefined }): Page | undefined {
  const [name, list] = longestList(result);
  if (name === undefined) return size(result) <= MAX_ANSWER ? { result } : undefined;
  const known = after === undefined ? -1 : list.findIndex((item) => idOf(item) === after);
  const start = known >= 0 ? known + 1 : skip;
  let room = MAX_ANSWER - size({ ...result, [name]: [] });
  // What is around the list is already too much.
  if (room < 0) return undefined;
  let end = start;
  for (; end < list.length; end++) {
    room -= size(list[end]) + 1;
    if (room < 0) break;
  }
  if (end === start && start < list.length) return undefined;
  const page = { ...result, [name]: list.slice(start, end) };
  if (end >= list.length) return { result: page };
  return { result: page, cursor: `list~${end}${idOf(list[end - 1]) ? `~${idOf(list[end - 1])}` : ""}` };
}

function pageText(text: string, start: number): Page {
  let end = Math.min(text.length, start + MAX_ANSWER);
  // Quotes and the like double when text becomes JSON once more.
  while (end > start && size(text.slice(start, end)) > MAX_ANSWER) end = start + Math.floor((end - start) * 0.8);
  // Never half of a surrogate pair.
  if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? "")) end -= 1;
  return { result: { part: text.slice(start, end) }, ...(end < text.length ? { cursor: `text~${end}` } : {}) };
}

/**
 * The answer of a command that changed something, which cannot be asked for again: long texts and lists are cut and named in
 * `cut`; what was cut can be read with the tool that reads.
 */
export function cutResult(result: Json): Json {
  if (size(result) <= MAX_ANSWER) return result;
  const cut: string[] = [];
  let out = result;
  while (size({ ...out, cut }) > MAX_ANSWER) {
    const longest = Object.entries(out)
      .filter(
        ([, value]) =>
          typeof value === "string" || Array.isArray(value) || (typeof value === "object" && value !== null),
      )
      .filter(([, value]) => size(value) > 200)
      .toSorted(([, a], [, b]) => size(b) - size(a))[0];
    if (!longest) break;
    const [name, value] = longest;
    if (!cut.includes(name)) cut.push(name);
    out = { ...out, [name]: halve(value) };
  }
  return { ...out, cut };
}

function halve(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, Math.floor(value.length / 2));
  if (Array.isArray(value)) return value.slice(0, Math.floor(value.length / 2));
  const fields = value as Json;
  const longest = Object.keys(fields).toSorted((a, b) => size(fields[b]) - size(fields[a]))[0]!;
  const { [longest]: part, ...rest } = fields;
  return size(part) < 50 ? rest : { ...rest, [longest]: halve(part) };
}

function longestList(result: Json): [string, unknown[]] | [undefined, unknown[]] {
  const lists = Object.entries(result).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  return lists.toSorted(([, a], [, b]) => size(b) - size(a))[0] ?? [undefined, []];
}

const idOf = (item: unknown): string | undefined => {
  const id = (item as { id?: unknown } | null)?.id;
  return typeof id === "string" && id.length <= 200 ? id : undefined;
};
