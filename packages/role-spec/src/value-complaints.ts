// What is said of a value: its type is another one, or other readers see another one.
import { isMap, isSeq, type Scalar } from "yaml";
import type { KeyKind } from "./known-keys.ts";
import { isPlain, type Source } from "./plain-value.ts";
import { quote, shorten } from "./quote.ts";
import type { Entry, Part } from "./read-value.ts";

export const EXPECTED = {
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

/** Says that a value has another type than its key takes. */
export function wrongType(expected: string, entry: Entry, from: Source): undefined {
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

/** Says when an unquoted word is one that other YAML readers turn into something else. */
export function ambiguous(node: Scalar, { at, write }: Part, from: Source): void {
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
  if (other)
    from.report.add("ROLE_VALUE_AMBIGUOUS", { at, edits: write?.(quote(text)) }, { found: shorten(text), other });
}
