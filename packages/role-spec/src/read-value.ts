import { isMap, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { KeyKind } from "./known-keys.ts";
import { isPlain, keyText, plainValue, resolve, type Source } from "./plain-value.ts";
import { quote, shorten } from "./quote.ts";
import { UNSAFE_KEYS } from "./known-keys.ts";

/** A value and where each of its parts stands (offsets in the file), for complaints that come later. */
export interface ReadValue {
  readonly value: unknown;
  readonly parts: readonly number[];
}

export interface Entry {
  readonly key: string;
  readonly node: Node | null;
  /** Offset of the value in the file; of the key when there is none. */
  readonly at: number;
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
    from.report.add("ROLE_VALUE_EMPTY", entry.at, { key: entry.key });
    return undefined;
  }
  if (kind === "list" || kind === "prefixes") return readList(kind, { ...entry, node }, from);
  if (kind === "messages") return readMessages({ ...entry, node }, from);
  if (!isScalar(node)) return wrongType(EXPECTED[kind], { ...entry, node }, from);
  const text = String(node.value).trim();
  if (kind === "loop" || kind === "flag") return readFlag(kind, { ...entry, node }, from);
  if (kind === "number") {
    if (/^\d{1,12}$/.test(text)) return { value: Number(text), parts: [entry.at] };
    return wrongType(EXPECTED.number, { ...entry, node }, from);
  }
  if (text === "") {
    from.report.add("ROLE_VALUE_EMPTY", entry.at, { key: entry.key });
    return undefined;
  }
  if (kind === "name") ambiguous(node, entry.at, from);
  return { value: text, parts: [entry.at] };
}

const EXPECTED = {
  name: "a name like planner",
  loop: "true, false or dynamic",
  flag: "true or false",
  text: "text",
  number: "a whole number of milliseconds",
  effort: "low, medium or high",
  list: "a list of words",
  prefixes: "a prefix like BUILD",
  messages: "a list of words, or a map of words",
} as const satisfies Record<KeyKind, string>;

const EXAMPLE: Readonly<Partial<Record<KeyKind, string>>> = {
  name: "planner",
  loop: "false",
  flag: "false",
  text: '"..."',
  number: "1800000",
  effort: "medium",
  list: "[first, second]",
  prefixes: "BUILD",
  messages: "[state_update]",
};

function wrongType(expected: string, entry: Entry, from: Source): undefined {
  const kind = (Object.keys(EXPECTED) as KeyKind[]).find((k) => EXPECTED[k] === expected)!;
  const got = isMap(entry.node)
    ? "a map"
    : isSeq(entry.node)
      ? "a list"
      : `\`${shorten(String((entry.node as Scalar).value))}\``;
  from.report.add("ROLE_VALUE_TYPE", entry.at, {
    key: entry.key,
    expected,
    got,
    line: `${entry.key}: ${EXAMPLE[kind]}`,
  });
  return undefined;
}

function readFlag(kind: "loop" | "flag", entry: Entry, from: Source): ReadValue | undefined {
  const node = entry.node as Scalar;
  const text = String(node.value).trim();
  const lower = text.toLowerCase();
  if (kind === "loop" && lower === "dynamic") {
    if (text !== "dynamic")
      from.report.add("ROLE_VALUE_WORD", entry.at, { found: text, value: "dynamic", key: entry.key });
    return { value: "dynamic", parts: [entry.at] };
  }
  const value = WORDS.get(lower);
  if (value === undefined) return wrongType(EXPECTED[kind], entry, from);
  if (!isPlain(node) || !/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) {
    const found = isPlain(node) ? text : quote(text);
    from.report.add("ROLE_VALUE_WORD", entry.at, { found, value: String(value), key: entry.key });
  }
  return { value, parts: [entry.at] };
}

function readList(kind: "list" | "prefixes", entry: Entry, from: Source): ReadValue | undefined {
  const words: string[] = [];
  const parts: number[] = [];
  const add = (word: string, at: number): void => {
    if (words.includes(word)) from.report.add("ROLE_LIST_REPEATED", at, { item: shorten(word), key: entry.key });
    else {
      words.push(word);
      parts.push(at);
    }
  };
  if (isSeq(entry.node)) {
    for (const item of entry.node.items) {
      const node = resolve(item, from);
      const at = from.shift + ((item as Node | null)?.range?.[0] ?? 0);
      if (isScalar(node) && String(node.value).trim() !== "") {
        if (kind === "prefixes") ambiguous(node, at, from);
        add(String(node.value).trim(), at);
      } else if (node === null || isScalar(node))
        from.report.add("ROLE_VALUE_EMPTY", node ? at : entry.at, { key: `an item of ${entry.key}` });
      else
        from.report.add("ROLE_VALUE_TYPE", at, {
          key: `An item of ${entry.key}`,
          expected: "a word",
          got: isMap(node) ? "a map" : "a list",
          line: `${entry.key}: ${EXAMPLE.list}`,
        });
    }
    return { value: words, parts };
  }
  if (!isScalar(entry.node)) return wrongType(EXPECTED[kind], entry, from);
  const text = String(entry.node.value).trim();
  const bracketed = /^\[([^]*)\]$/.exec(text);
  const items = splitCommas(bracketed ? bracketed[1]! : text);
  for (const item of items) add(item, entry.at);
  const line = `${entry.key}: [${items.map(flowWord).join(", ")}]`;
  if (bracketed) from.report.add("ROLE_LIST_QUOTED", entry.at, { key: entry.key, line });
  else if (kind === "prefixes") {
    if (items.length > 1) from.report.add("ROLE_LIST_TEXT", entry.at, { key: entry.key, line });
    else ambiguous(entry.node, entry.at, from);
  } else from.report.add("ROLE_LIST_TEXT", entry.at, { key: entry.key, line });
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
  const parts: number[] = [];
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
      parts.push(at);
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

/** Says when an unquoted word is one that other YAML readers turn into something else. */
function ambiguous(node: Scalar, at: number, from: Source): void {
  const text = String(node.value);
  if (!isPlain(node)) return;
  const other = /^(?:y|yes|on|true)$/i.test(text)
    ? "true"
    : /^(?:n|no|off|false)$/i.test(text)
      ? "false"
      : /^[-+]?[\d_]*\.?\d[\d_]*$|^0[xo][\da-f]+$/i.test(text)
        ? "a number"
        : /^\d{4}-\d\d?-\d\d?$/.test(text)
          ? "a date"
          : null;
  if (other) from.report.add("ROLE_VALUE_AMBIGUOUS", at, { found: shorten(text), other });
}
