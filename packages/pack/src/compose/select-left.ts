// A pack that takes a pipeline away and leaves the selection of the pack below, which still names it.
import { stringify } from "yaml";
import type { PackComplaint } from "../complaint.ts";
import { child, entriesOf, plain, type Sourced } from "./sourced.ts";

/** Tells it where the pipeline is taken away, with the selection to write. */
export function selectLeft(own: Sourced, base: Sourced | undefined): PackComplaint[] {
  const select = child(base, "select")?.value;
  if (child(own, "select") || !Array.isArray(select)) return [];
  const gone = [...entriesOf(child(own, "pipelines"))].filter(([, { value }]) => value === null);
  const names = new Set(gone.map(([name]) => name));
  const named = (entry: Sourced) => String(child(entry, "pipeline")?.value);
  const kept = select.filter((entry) => !names.has(named(entry)));
  return gone
    .filter(([name]) => select.some((entry) => named(entry) === name))
    .map(([name, { keyAt }]) => ({
      ...keyAt,
      code: "SELECT_LEFT",
      severity: "error",
      message: `${name} is taken away, and the select of the pack below still names it.`,
      fix: `Write a select of your own, like\n${stringify({ select: closed(kept) }, { lineWidth: 0 }).trimEnd()}`,
    }));
}

/** The last entry holds when no other does. */
function closed(entries: readonly Sourced[]): unknown[] {
  if (entries.length === 0) return [{ pipeline: "..." }];
  const all = entries.map((entry) => plain(entry) as { pipeline: string; when?: unknown });
  return all.some(({ when }) => when === undefined) ? all : [...all.slice(0, -1), { pipeline: all.at(-1)!.pipeline }];
}
