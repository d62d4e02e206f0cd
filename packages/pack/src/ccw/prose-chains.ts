// Task chains that an older team tells in prose: lines like `Full: PLAN-001 -> BUILD-001 || TEST-001`. Only where every step is a task of a known role.
import type { RoleSpec } from "@teamwright/role-spec";
import { openSource, readText } from "./source.ts";

export interface ProseChain {
  /** What stands before it: a label, else the heading above. */
  readonly name: string;
  readonly chain: string;
  readonly path: string;
  readonly line: number;
}

const PLACES = /^(?:SKILL\.md|specs\/[^/]+\.md|roles\/coordinator\/(?:[^/]+\/)?[^/]+\.md)$/;
const ARROW = /\s*(?:→|-+>|=+>)\s*/;
const MAX_LINE = 1_000;
const MAX_CHAINS = 50;

/** The chains of all files that a coordinator reads, in order; one that is told again is left out. */
export async function proseChains(
  dir: string,
  paths: readonly string[],
  roles: readonly RoleSpec[],
): Promise<ProseChain[]> {
  const prefixes = new Set(roles.flatMap((role) => role.prefixes));
  const found = new Map<string, ProseChain>();
  for (const path of paths.filter((one) => PLACES.test(one))) {
    // A source of its own: what cannot be read is told where the file is carried.
    const text = (await readText(openSource(dir), path)) ?? "";
    let heading = "";
    for (const [index, line] of text.split("\n").entries()) {
      heading = /^#{1,6}\s+(.+)/.exec(line)?.[1] ?? heading;
      const told = line.length > MAX_LINE ? null : chainIn(line, prefixes);
      if (!told || found.size >= MAX_CHAINS) continue;
      const key = told.chain.replace(/[^A-Za-z0-9|+&>-]+/g, "");
      if (!found.has(key)) found.set(key, { ...told, name: told.label || heading, path, line: index + 1 });
    }
  }
  return [...found.values()];
}

/** A line's chain, or a table row's. A label may stand before it. */
function chainIn(line: string, prefixes: ReadonlySet<string>): { label: string; chain: string } | null {
  if (!ARROW.test(line)) return null;
  const plain = line
    .replace(/[`*_]/g, "")
    .replace(/^\s*(?:[->•]|\d+\.)\s+/, "")
    .trim();
  const cells = plain.startsWith("|") ? plain.split(/(?<!\|)\|(?!\|)/).map((cell) => cell.trim()) : [plain];
  const cell = cells.find((one) => ARROW.test(one))!;
  const [, label = "", rest] = /^([^:→]{1,60}?):\s+(.*)$/.exec(cell) ?? [
    undefined,
    cells.length > 1 ? cells[1] : "",
    cell,
  ];
  for (const [name, chain] of [
    [label, rest],
    ["", cell],
  ] as const)
    if (isChain(chain, prefixes))
      return { label: name.replace(/\s*\(.*$/, ""), chain: chain.split(ARROW).join(" -> ") };
  return null;
}

/** Every step begins with a prefix that is owned, as its tasks do, and says no more than numbers and a remark in brackets. */
function isChain(text: string, prefixes: ReadonlySet<string>): boolean {
  const steps = text.split(ARROW);
  return (
    steps.length > 1 &&
    steps.every((step) =>
      step.split(/\|\||∥|&&?|\+/).every((one) => {
        const name = /^([A-Z][A-Za-z0-9-]*?)(?:-\d+)?(?:\s*\.\.\s*[A-Za-z0-9-]+)?\s*(?:[([].*)?$/.exec(one.trim())?.[1];
        return name !== undefined && prefixes.has(name);
      }),
    )
  );
}
