// Edits of parsed YAML by the places of its nodes. `Document.toString` would wrap lines and move comments of the whole file; what has a complaint is a few characters.
import { isAlias, isScalar, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { dropLines, type Edit, lineEnd, lineStart } from "./edit.ts";

/** A text with YAML in it: add `shift` to an offset of its nodes to have one of the text. */
export interface Written {
  readonly text: string;
  readonly shift: number;
}

const CORE_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

/** Puts `value` (YAML of one line) in the place of a node. Undefined for what other places share, by anchor or alias, and for text on lines of its own. */
export function rewrite(node: unknown, value: string, { text, shift }: Written): readonly Edit[] | undefined {
  const { range, anchor, tag } = (node ?? {}) as Node & { anchor?: string; tag?: string };
  if (!range || isAlias(node) || anchor || (tag && !CORE_TAG.test(tag))) return undefined;
  if (isScalar(node) && node.type?.startsWith("BLOCK")) return undefined;
  const [start, end] = [range[0] + shift, range[1] + shift];
  // A value that is not there stands right behind its colon, or before a comment.
  const [before, after] = start === end ? [text[start - 1] === ":" ? " " : "", text[end] === "#" ? " " : ""] : ["", ""];
  return [{ start, end, text: `${before}${value}${after}` }];
}

/** Takes a field out of a map that has a line of its own for it. Undefined in a map in braces. */
export function dropPair({ key, value }: Pair, { text, shift }: Written): readonly Edit[] | undefined {
  const at = (key as Node | null)?.range;
  const last = (value as Node | null)?.range ?? at;
  if (!at || !last) return undefined;
  const start = at[0] + shift;
  const line = text.slice(lineStart(text, start), start);
  return /^[ \uFEFF]*$/.test(line) ? [dropLines(text, start, Math.max(at[1], last[1]) + shift)] : undefined;
}

/** A new first field of the map that starts between two offsets. Undefined unless it starts with a name: not for a map in braces or with an anchor. */
export function addPair(
  line: string,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): readonly Edit[] | undefined {
  // Not `^` with the flag m: a lone CR begins a line for it, and none for YAML here.
  const found = /(?<![^\n]) *(?=[\uFEFF\S])(?!#|---(?:\s|$)|%)/.exec(text.slice(start, Math.min(end, start + 16_000)));
  if (!found) return undefined;
  const at = start + found.index;
  return /^[\w$"']/.test(text.slice(at + found[0].length))
    ? [{ start: at, end: at, text: `${found[0]}${line}${lineEnd(text)}` }]
    : undefined;
}

/** Takes an item out of a list. */
export function dropItem(list: YAMLSeq | YAMLMap, index: number, { text, shift }: Written): Edit[] | undefined {
  const at = (n: number) => (list.items[n] as Node | undefined)?.range;
  const own = at(index);
  if (!own) return undefined;
  const before = at(index - 1);
  const after = at(index + 1);
  if (!list.flow) {
    const start = own[0] + shift;
    const line = text.slice(lineStart(text, start), start);
    return /^ *- +$/.test(line) && (before || after) ? [dropLines(text, start, own[1] + shift)] : undefined;
  }
  const [start, end] = before ? [before[1], own[1]] : [own[0], after ? after[0] : own[1]];
  return /#/.test(text.slice(start + shift, end + shift).replace(text.slice(own[0] + shift, own[1] + shift), ""))
    ? undefined
    : [{ start: start + shift, end: end + shift, text: "" }];
}
