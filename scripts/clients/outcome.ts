// What a check answers, and how it is told.
import { teamwright } from "./packs.ts";

export type Outcome = { passed: true } | { failed: string } | { cannot: string };
export type Report = (check: string, outcome: Outcome) => void;
export type Row = Record<string, unknown>;

export const NONE = (what: string): Outcome => ({ cannot: what });
export const NO_HOOKS: Outcome = NONE("runs none of our hooks");

export const is = (good: boolean | undefined, wrong: () => string): Outcome =>
  good ? { passed: true } : { failed: wrong() };

export const same = (seen: readonly string[], table: readonly string[]): Outcome => {
  const gone = table.filter((tool) => !seen.includes(tool));
  const added = seen.filter((tool) => !table.includes(tool));
  return is(
    gone.length + added.length === 0,
    () =>
      `${gone
        .map((tool) => `gone: ${tool}`)
        .concat(added.map((tool) => `new: ${tool}`))
        .join(", ")}`,
  );
};

/** The tasks of the one team in a repository, as its log has them. */
export function board(repo: string): Row[] {
  try {
    return teamwright(["task", "list"], repo).result["tasks"] as Row[];
  } catch {
    return [];
  }
}
