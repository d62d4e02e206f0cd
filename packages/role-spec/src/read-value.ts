import { isMap, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { KeyKind } from "./known-keys.ts";
import { isPlain, keyText, plainValue, resolve, type Source } from "./plain-value.ts";
import { quote, shorten } from "./quote.ts";
import type { Mendable } from "./report.ts";
import { UNSAFE_KEYS } from "./known-keys.ts";
import { ambiguous, EXPECTED, wrongType } from "./value-complaints.ts";
import type { Edit } from "./edit.ts";
import { dropItem, rewrite } from "./edit-yaml.ts";

/** A value and where each of its parts stands (offsets in the file), for complaints that come later. */
export interface ReadValue {
  readonly value: unknown;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly at: number;
  /** What puts another text in its place, and what takes it out; missing where it has no place of its own. */
  write?(text: string): readonly Edit[] | undefined;
  drop?(): readonly Edit[] | undefined;
}

export interface Entry {
  readonly key: string;
  readonly node: Node | null;
  /** Offset of the value in the file; of the key when there is none. */
  readonly at: number;
  /** Whether the key is given once: its value may be filled in. */
  readonly alone: boolean;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["y", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["off", false],
  ["n", false],
  ["0", false],
]);

/** Reads one value as its key asks. Undefined when it is empty or (with a complaint) cannot be read so. */
export function readValue(kind: KeyKind, entry: Entry, from: Source): ReadValue | undefined {
  const node = resolve(entry.node, from);
  if (node === null || (isScalar(node) && isPlain(node) && /^(?:~|null|Null|NULL|)$/.test(String(node.value)))) {
    const usual = USUAL[kind];
    const edits = usual === undefined || !entry.alone ? undefined : rewrite(entry.node, usual, from);
    from.report.add("ROLE_VALUE_EMPTY", { at: entry.at, edits }, { key: entry.key });
    return undefined;
  }
  if (kind === "list" || kind === "prefixes") return readList(kind, { ...entry, node }, from);
  if (kind === "messages") return readMessages({ ...entry, node }, from);
  if (!isScalar(node)) return wrongType(EXPECTED[kind], { ...entry, node }, from);
  const text = String(node.value).trim();
  if (kind === "loop" || kind === "flag") return readFlag(kind, { ...entry, node }, from);
  if (kind === "number") {
    if (/^\d{1,12}$/.test(text)) return { value: Number(text), parts: [{ at: entry.at }] };
    return wrongType(EXPECTED.number, { ...entry, node }, from);
  }
  if (text === "") {
    from.report.add("ROLE_VALUE_EMPTY", entry.at, { key: entry.key });
    return undefined;
  }
  const part: Part = { at: entry.at, write: (other) => rewrite(node, other, from) };
  if (kind === "name") ambiguous(node, part, from);
  return { value: text, parts: [part] };
}

/** What a key without a value stands for, as one would write it. */
const USUAL: Readonly<Partial<Record<KeyKind, string>>> = { loop: "false", flag: "false", list: "[]", messages: "[]" };

function readFlag(kind: "loop" | "flag", entry: Entry, from: Source): ReadValue | undefined {
  const node = entry.node as Scalar;
  const text = String(node.value).trim();
  const lower = text.toLowerCase();
  const written = (word: string): Mendable => ({ at: entry.at, edits: rewrite(node, word, from) });
  if (kind === "loop" && lower === "dynamic") {
    if (text !== "dynamic")
      from.report.add("ROLE_VALUE_WORD", written("dynamic"), { found: text, value: "dynamic", key: entry.key });
    return { value: "dynamic", parts: [{ at: entry.at }] };
  }
  const value = WORDS.get(lower);
  if (value === undefined) return wrongType(EXPECTED[kind], entry, from);
  if (!isPlain(node) || !/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) {
    const found = isPlain(node) ? text : quote(text);
    from.report.add("ROLE_VALUE_WORD", written(String(value)), { found, value: String(value), key: entry.key });
  }
  return { value, parts: [{ at: entry.at }] };
}

function readList(kind: "list" | "prefixes", entry: Entry, from: Source): ReadValue | undefined {
  const words: string[] = [];
  const parts: Part[] = [];
  const add = (word: string, part: Part): void => {
    if (words.includes(word)) {
      const where = { at: part.at, edits: part.drop?.() };
      from.report.add("ROLE_LIST_REPEATED", where, { item: shorten(word), key: entry.key });
    } else {
      words.push(word);
      parts.push(part);
    }
  };
  if (isSeq(entry.node)) {
    const list = entry.node;
    for (const [index, item] of list.items.entries()) {
      const node = resolve(item, from);
      const at = from.shift + ((item as Node | null)?.range?.[0] ?? 0);
      if (isScalar(node) && String(node.value).trim() !== "") {
        const write = (text: string) => rewrite(node, text, from);
        const part: Part = { at, write, drop: () => dropItem(list, index, from) };
        if (kind === "prefixes") ambiguous(node, part, from);
        add(String(node.value).trim(), part);
      } else if (node === null || isScalar(node))
        from.report.add("ROLE_VALUE_EMPTY", node ? at : entry.at, { key: `an item of ${entry.key}` });
      else
        from.report.add("ROLE_VALUE_TYPE", at, {
          key: `An item of ${entry.key}`,
          expected: "a word",
          got: isMap(node) ? "a map" : "a list",
          line: `${entry.key}: [first, second]`,
        });
    }
    return { value: words, parts };
  }
  if (!isScalar(entry.node)) return wrongType(EXPECTED[kind], entry, from);
  const { node } = entry as { node: Scalar };
  const text = String(node.value).trim();
  const bracketed = /^\[([^]*)\]$/.exec(text);
  const items = splitCommas(bracketed ? bracketed[1]! : text);
  const write = (text: string) => rewrite(node, text, from);
  for (const item of items) add(item, items.length === 1 && !bracketed ? { at: entry.at, write } : { at: entry.at });
  const list = `[${items.map(flowWord).join(", ")}]`;
  const told = { key: entry.key, line: `${entry.key}: ${list}` };
  const where = { at: entry.at, edits: write(list) };
  if (bracketed) from.report.add("ROLE_LIST_QUOTED", where, told);
  else if (kind !== "prefixes" || items.length > 1) from.report.add("ROLE_LIST_TEXT", where, told);
  else ambiguous(node, { at: entry.at, write }, from);
  return { value: words, parts };
}

/** Commas inside round brackets do not split: `Bash(git *, npm *), Read`. */
function splitCommas(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (at === text.length || (text[at] === "," && depth <= 0)) {
      items.push(
        text
          .slice(start, at)
          .trim()
          .replace(/^(["'])(.*)\1$/, "$2"),
      );
      start = at + 1;
    }
  }
  return items.filter((item) => item !== "");
}

const flowWord = (word: string): string => (/^[A-Za-z_][\w./ -]*$/.test(word) ? word : quote(word));

function readMessages(entry: Entry, from: Source): ReadValue | undefined {
  const { node } = entry;
  if (!isMap(node)) {
    if (!isSeq(node) && !isScalar(node)) return wrongType(EXPECTED.messages, entry, from);
    const list = readList("list", entry, from);
    if (!list) return undefined;
    const kinds = (list.value as string[]).filter((word) => !UNSAFE_KEYS.has(word));
    return { value: Object.fromEntries(kinds.map((word) => [word, word])), parts: list.parts };
  }
  const plain = plainValue(node, from) as Record<string, unknown> | undefined;
  if (plain === undefined) return undefined;
  const parts: Part[] = [];
  const messages: [string, string][] = [];
  for (const { key, value } of node.items) {
    const name = keyText(key)?.trim();
    if (name === undefined || name === "" || !Object.hasOwn(plain, name)) continue;
    const target = resolve(value, from);
    const range = (value as Node | null)?.range ?? (key as Node).range;
    const at = from.shift + (range?.[0] ?? 0);
    if (isScalar(target)) {
      const text = String(target.value).trim();
      if (text === "")
        from.report.add("ROLE_VALUE_EMPTY", from.shift + ((key as Node).range?.[0] ?? 0), {
          key: `${entry.key}.${shorten(name)}`,
        });
      messages.push([name, text || name]);
      parts.push({ at });
    } else {
      const got = isMap(target) ? "a map" : "a list";
      from.report.add("ROLE_VALUE_TYPE", at, {
        key: `${entry.key}.${shorten(name)}`,
        expected: "one kind of message",
        got,
        line: `${shorten(name)}: state_update`,
      });
    }
  }
  return { value: Object.fromEntries(messages), parts };
}
