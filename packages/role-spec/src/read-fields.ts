import { isScalar, type Node, type Pair as YamlPair } from "yaml";
import { closest } from "@teamwright/core";
import { dropPair } from "./edit-yaml.ts";
import { IGNORED_KEYS, KEPT_KEYS, KNOWN_KEYS, RENAMED_KEYS, SCHEMA_KEY, snakeCase, UNSAFE_KEYS } from "./known-keys.ts";
import { isPlain, keyText, plainValue, startBudget, type Source } from "./plain-value.ts";
import { quote, shorten } from "./quote.ts";
import { readValue, type ReadValue } from "./read-value.ts";
import type { YamlBlock } from "./read-yaml.ts";
import type { Mendable, Report } from "./report.ts";

/** What a block says, under today's keys. A key it does not give, or gives in vain, is missing. */
export interface Fields {
  readonly given: ReadonlyMap<string, ReadValue & { readonly key: string; readonly at: number }>;
  readonly extra: Record<string, unknown>;
  /** Today's keys that stand there, with a value or without. */
  readonly named: ReadonlySet<string>;
}

interface Pair {
  /** As written. */
  readonly key: string;
  /** Today's name of the key. */
  readonly name: string;
  readonly keyAt: number;
  readonly valueAt: number;
  readonly node: Node | null;
  readonly item: YamlPair;
}

const ROLE_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** Sorts the keys of a block into today's keys, old names, slips of the hand and strangers. */
export function readFields(block: YamlBlock, text: string, report: Report): Fields {
  const from: Source = { document: block.document, shift: block.shift, text, report, budget: startBudget() };
  const known = new Map<string, Pair[]>();
  const extra = new Map<string, unknown>();
  const pairs = listPairs(block, from);
  const hasRole = pairs.some((pair) => pair.name === "role");
  for (const pair of pairs) {
    if (pair.key === SCHEMA_KEY) continue;
    hiddenComment(pair, from, text);
    if (pair.name === "name" && !hasRole && ROLE_NAME.test(String(scalarText(pair.node)))) {
      report.add("ROLE_KEY_RENAMED", renaming(pair, "role", from), { key: shorten(pair.key), to: "role" });
      known.set("role", [{ ...pair, name: "role" }]);
    } else if (KNOWN_KEYS.has(pair.name)) known.set(pair.name, [...(known.get(pair.name) ?? []), pair]);
    else if (IGNORED_KEYS.has(snakeCase(pair.key))) {
      report.add(
        "ROLE_KEY_IGNORED",
        { at: pair.keyAt, edits: dropPair(pair.item, from) },
        {
          key: shorten(pair.key),
          reason: IGNORED_KEYS.get(snakeCase(pair.key))!,
        },
      );
    } else {
      stranger(pair, report);
      const value = plainValue(pair.node, from);
      if (value !== undefined) extra.set(pair.key, value);
    }
  }
  const given = new Map<string, ReadValue & { key: string; at: number }>();
  for (const [name, group] of known) {
    const read = readGroup(name, group, from);
    if (read) given.set(name, read);
  }
  return { given, extra: Object.fromEntries(extra), named: new Set(known.keys()) };
}

function listPairs(block: YamlBlock, from: Source): Pair[] {
  const seen = new Map<string, number>();
  const values = new Map<string, Node | null>();
  return block.map.items.flatMap((item): Pair[] => {
    const keyNode = item.key as Node | null;
    const valueNode = item.value as Node | null;
    const keyAt = block.shift + (keyNode?.range?.[0] ?? 0);
    const key = keyText(keyNode)?.trim();
    if (key === undefined || key === "") {
      from.report.add("ROLE_YAML_KEY", keyAt, { shape: key === "" ? "empty" : "a list, a map or an alias" });
      return [];
    }
    if (UNSAFE_KEYS.has(key)) {
      from.report.add("ROLE_KEY_UNSAFE", keyAt, { key });
      return [];
    }
    const first = seen.get(key);
    if (first !== undefined) {
      const same = JSON.stringify(valueNode?.toJSON()) === JSON.stringify(values.get(key)?.toJSON());
      from.report.add(
        "ROLE_YAML_DUPLICATE",
        { at: keyAt, edits: same ? dropPair(item, from) : undefined },
        {
          key: shorten(key),
          first: String(from.report.lineOf(first)),
        },
      );
      return [];
    }
    seen.set(key, keyAt);
    values.set(key, valueNode);
    const snake = snakeCase(key);
    const name = RENAMED_KEYS.get(snake) ?? (KNOWN_KEYS.has(snake) ? snake : snake === "name" ? "name" : key);
    const empty = isScalar(valueNode) && valueNode.source === "" && isPlain(valueNode);
    return [
      {
        ...{ key, name, keyAt, node: valueNode, item },
        valueAt: valueNode && !empty ? block.shift + valueNode.range![0] : keyAt,
      },
    ];
  });
}

const scalarText = (node: Node | null): string | null => (isScalar(node) ? String(node.value ?? "") : null);

function stranger(pair: Pair, report: Report): void {
  const snake = snakeCase(pair.key);
  const shown = shorten(pair.key);
  const near = closest(snake, [...KNOWN_KEYS.keys(), ...RENAMED_KEYS.keys()]);
  if (KEPT_KEYS.has(snake)) return;
  if (near) report.add("ROLE_KEY_TYPO", pair.keyAt, { key: shown, to: RENAMED_KEYS.get(near) ?? near });
  else if (snake === "name") {
    const fix = "The name of a role is `role:`, lower case with dashes. Delete this line if it is only a title.";
    report.add("ROLE_KEY_UNKNOWN", pair.keyAt, { key: shown, fix });
  } else report.add("ROLE_KEY_UNKNOWN", pair.keyAt, { key: shown });
}

/** One key by all the names it was given. Today's name wins; old names of a list add up; others must agree. */
function readGroup(
  name: string,
  group: readonly Pair[],
  from: Source,
): (ReadValue & { key: string; at: number }) | null {
  const kind = KNOWN_KEYS.get(name)!;
  const main = group.find((pair) => pair.key === name);
  const reads: { pair: Pair; read: ReadValue }[] = [];
  for (const pair of main ? [main, ...group.filter((p) => p !== main)] : group) {
    if (pair.key !== name && pair.key !== "name") {
      const spelling = snakeCase(pair.key) === name;
      // Several names of one list add up: under one name they would be a repeated key.
      const where = group.length === 1 ? renaming(pair, name, from) : pair.keyAt;
      from.report.add(spelling ? "ROLE_KEY_SPELLING" : "ROLE_KEY_RENAMED", where, { key: shorten(pair.key), to: name });
    }
    const read = readValue(kind, { key: name, node: pair.node, at: pair.valueAt, alone: group.length === 1 }, from);
    if (read) reads.push({ pair, read });
  }
  const [first] = reads;
  if (!first) return null;
  let { value, parts } = first.read;
  for (const { pair, read } of reads.slice(1)) {
    if (JSON.stringify(read.value) === JSON.stringify(value) || isEmpty(read.value)) continue;
    if (Array.isArray(value) && Array.isArray(read.value) && (!main || value.length === 0)) {
      const added = read.value
        .map((word, i) => ({ word, part: read.parts[i] ?? { at: pair.valueAt } }))
        .filter((a) => !(value as unknown[]).includes(a.word));
      value = [...(value as unknown[]), ...added.map((a) => a.word)];
      parts = [...parts, ...added.map((a) => a.part)];
    } else from.report.add("ROLE_KEY_CONFLICT", pair.keyAt, { key: shorten(pair.key), to: first.pair.key });
  }
  return { value, parts, key: first.pair.key, at: first.pair.valueAt };
}

/** Another name for a key, written over it. */
function renaming({ item, keyAt }: Pair, to: string, { shift }: Source): Mendable {
  const [start, end] = (item.key as Node).range!;
  return { at: keyAt, edits: [{ start: start + shift, end: end + shift, text: to }] };
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** ` #` ends an unquoted value without a word. Said only where the value is prose: `inner_loop: false # why` is a real comment. */
function hiddenComment(pair: Pair, from: Source, text: string): void {
  if (!isScalar(pair.node) || !isPlain(pair.node) || !pair.node.range) return;
  const kept = String(pair.node.value ?? "");
  const kind = KNOWN_KEYS.get(pair.name);
  if (kind ? kind !== "text" : !/\s/.test(kept)) return;
  const end = from.shift + pair.node.range[1];
  const feed = text.indexOf("\n", end);
  const rest = text.slice(end, feed === -1 ? text.length : feed);
  const gap = /^[ \t]*(?=#)/.exec(rest)?.[0].length;
  if (gap === undefined) return;
  const whole = `${kept}${kept ? rest : rest.trimStart()}`.trimEnd();
  from.report.add("ROLE_YAML_HASH", end + gap, {
    key: shorten(pair.key),
    kept: shorten(kept),
    line: `${pair.key}: ${quote(whole)}`,
  });
}
