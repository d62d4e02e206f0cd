import { addPair, dropPair, type Edit, rewrite } from "@teamwright/role-spec";
import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { PackComplaint } from "./complaint.ts";

/** Bytes of a team.yaml. The issue team has 3 KB. */
const MAX_CHARS = 500_000;

/** What to do about an error of the parser, where it is not the usual. */
const FIXES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  DUPLICATE_KEY: "Keep one of the two.",
  BAD_INDENT: "Indent it as the lines around it.",
};

export interface YamlFile {
  /** Plain data, or null when the text cannot be used. */
  readonly data: unknown;
  readonly complaints: PackComplaint[];
  /** Where the value at `path` stands, or its key; the nearest thing around it when it is not there. */
  at(path: readonly (string | number)[], what?: "value" | "key"): { line: number; column: number };
  /** What mends the value at `path`. Undefined where nothing stands, or what other places share. */
  mend(path: readonly (string | number)[], how: Mend): readonly Edit[] | undefined;
}

/** How a value is mended: another one in its place, its own text in quotes, its field taken away, or a line put before the first field. */
export type Mend = { write: unknown } | "quote" | "remove" | { before: string };

/** Reads YAML as data only: no tags of its own, few aliases, no repeated keys. `first` is how such a file usually begins. Never throws on content. */
export function readYaml(text: string, path: string, first = "name: your-team"): YamlFile {
  const counter = new LineCounter();
  const start = { line: 1, column: 1 };
  const refuse = (message: string, fix: string): YamlFile => ({
    data: null,
    complaints: [{ path, ...start, code: "PACK_YAML", severity: "error", message, fix }],
    at: () => start,
    mend: () => undefined,
  });
  if (text.length > MAX_CHARS)
    return refuse(`The file has more than ${MAX_CHARS} characters.`, "Shorten it, or split it.");
  const shift = text.startsWith("\uFEFF") ? 1 : 0;
  const document = parseDocument(text.slice(shift), { lineCounter: counter, uniqueKeys: true, merge: false });
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const complaints = document.errors.map((e): PackComplaint => ({
    path,
    ...place(e.pos[0]),
    code: "PACK_YAML",
    severity: "error",
    message: `${e.message
      .split("\n")[0]!
      .replace(/ at line \d+, column \d+:?$/, "")
      .replace(/\.$/, "")}.`,
    fix: FIXES[e.code] ?? "Mend the YAML; quote texts that contain `: ` or ` #`.",
  }));
  visit(document, {
    Pair(_, { key }) {
      // Every object has it: who reads the data would not see it, and who did would see another.
      if (isScalar(key) && key.value === "__proto__")
        complaints.push({
          path,
          ...place(key.range?.[0] ?? 0),
          code: "PACK_YAML",
          severity: "error",
          message: "Nothing can be named __proto__.",
          fix: "Choose another name.",
        });
    },
  });
  if (complaints.length > 0) return { data: null, complaints, at: () => start, mend: () => undefined };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return refuse((error as Error).message, "Use fewer aliases.");
  }
  if (!isMap(document.contents)) return refuse("The file is not a map of fields.", `Start with \`${first}\`.`);
  const at: YamlFile["at"] = (keys, what = "value") => {
    const map = what === "key" ? document.getIn(keys.slice(0, -1), true) : undefined;
    const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && String(key.value) === keys.at(-1)) : null;
    if (isScalar(pair?.key) && pair.key.range) return place(pair.key.range[0]);
    for (let n = keys.length; n > 0; n--) {
      const node = document.getIn(keys.slice(0, n), true) as { range?: [number, number, number] } | undefined;
      if (node && typeof node === "object" && node.range) return place(node.range[0]);
    }
    return start;
  };
  const mend: YamlFile["mend"] = (keys, how) => {
    const written = { text, shift };
    if (typeof how === "object" && "before" in how)
      return addPair(how.before, { start: shift, end: text.length }, text);
    if (how === "remove") {
      const map = document.getIn(keys.slice(0, -1), true);
      const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === keys.at(-1)) : undefined;
      return pair && dropPair(pair, written);
    }
    const node = document.getIn(keys, true);
    const value = how === "quote" ? JSON.stringify(isScalar(node) ? node.source : "") : oneLine(how.write);
    return rewrite(node, value, written);
  };
  return { data, complaints: [], at, mend };
}

/** Data as YAML of one line; quoted only where it must be. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  const plain = typeof value === "string" && /^(?!(?:true|false|null)$)[A-Za-z_][\w.-]*$/i.test(value);
  return plain ? value : JSON.stringify(value);
}
