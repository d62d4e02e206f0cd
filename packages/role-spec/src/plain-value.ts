import { LIMITS } from "@teamwright/core";
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Scalar } from "yaml";
import { UNSAFE_KEYS } from "./known-keys.ts";
import { shorten } from "./quote.ts";
import type { Report } from "./report.ts";

/** Values that one block may expand to; a chain of aliases can stand for billions. */
const MAX_VALUES = 5_000;

export interface Source {
  readonly document: Document;
  /** The whole file. */
  readonly text: string;
  readonly shift: number;
  readonly report: Report;
  /** Shared by all reads of one file. */
  readonly budget: { values: number };
}

export const startBudget = (): { values: number } => ({ values: MAX_VALUES });

/** Whether a scalar stands without quotes, so that readers guess at its type. */
export const isPlain = (node: Scalar): boolean => node.type === "PLAIN";

/** Follows aliases to what they stand for; null (with a complaint) when they stand for nothing. */
export function resolve(node: unknown, from: Source): Node | null {
  if (!isAlias(node)) return (node ?? null) as Node | null;
  const name = `\`*${shorten(node.source)}\``;
  const at = from.shift + (node.range?.[0] ?? 0);
  const target = node.resolve(from.document);
  if (!target) from.report.add("ROLE_YAML_ALIAS", at, { name, reason: "names no anchor above it" });
  return target ?? null;
}

/**
 * A node as data. Unquoted true, false, null and plain numbers become what they say; 007, 1_000, yes and dates stay
 * text. Keys that reach into objects are dropped. Undefined (with a complaint) when the value is too deep or too large.
 */
export function plainValue(node: unknown, from: Source, depth = 0): unknown {
  const resolved = resolve(node, from);
  const at = from.shift + ((node as Node | null)?.range?.[0] ?? 0);
  if (depth > LIMITS.depth) {
    from.report.add("ROLE_YAML_DEPTH", at, { max: String(LIMITS.depth) });
    return undefined;
  }
  if (--from.budget.values < 0) {
    if (from.budget.values === -1)
      from.report.add("ROLE_YAML_ALIAS", at, { name: "or a list", reason: `makes more than ${MAX_VALUES} values` });
    return undefined;
  }
  if (isScalar(resolved)) return scalar(resolved);
  if (isSeq(resolved)) return resolved.items.map((item) => plainValue(item, from, depth + 1));
  if (!isMap(resolved)) return null;
  const entries = new Map<string, unknown>();
  for (const { key, value } of resolved.items) {
    const name = keyText(key);
    const keyAt = from.shift + ((key as Node | null)?.range?.[0] ?? 0);
    if (name === null) from.report.add("ROLE_YAML_KEY", keyAt, { shape: "a list or a map" });
    else if (UNSAFE_KEYS.has(name)) from.report.add("ROLE_KEY_UNSAFE", keyAt, { key: name });
    else if (entries.has(name)) from.report.add("ROLE_YAML_DUPLICATE", keyAt, { key: shorten(name), first: "above" });
    else entries.set(name, plainValue(value, from, depth + 1));
  }
  return Object.fromEntries(entries);
}

/** A key's text; null when it is a list, a map or an alias. */
export const keyText = (key: unknown): string | null => (isScalar(key) ? String(key.value ?? "") : null);

function scalar(node: Scalar): unknown {
  const text = String(node.value ?? "");
  if (!isPlain(node)) return text;
  if (text === "" || /^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text) ? Number(text) : text;
}
