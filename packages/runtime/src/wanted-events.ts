import type { TeamEvent } from "@teamwright/core";
import type { FeedEntry } from "./feed.ts";

export interface Wanted {
  /** Event types, or their first part: `message`, `task.completed`. */
  types?: readonly string[];
  task?: string;
  /** Addressee of a message; what is for `all` is wanted too. */
  to?: string;
  /** Kind of a message, like `question`. */
  kind?: string;
  /** Whoever listens, so that nobody wakes itself. */
  notFrom?: string;
}

/** The events of a record that are wanted, whole and in order. */
export function wantedEvents({ commit }: FeedEntry, wanted: Wanted): TeamEvent[] {
  return commit.events.filter((e) => {
    const event = e as unknown as Record<string, unknown>;
    const task = typeof event.task === "string" ? event.task : (event.task as { id?: string } | undefined)?.id;
    const from = event.from ?? event.owner ?? event.by ?? commit.by.name;
    if (wanted.types && !wanted.types.some((t) => e.type === t || e.type.startsWith(`${t}.`))) return false;
    if (wanted.task && task !== wanted.task) return false;
    if (wanted.to && event.to !== wanted.to && event.to !== "all") return false;
    if (wanted.kind && event.kind !== wanted.kind) return false;
    return !(wanted.notFrom && from === wanted.notFrom);
  });
}
