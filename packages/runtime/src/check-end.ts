// What a log should begin and end with, where something was taken from it.
import { decodeCommit, TeamError } from "@teamwright/core";
import type { LogId, LogStore, Position } from "@teamwright/core/store";

/**
 * Throws STORE_CORRUPT when the log ends before `position`, which was a record once: its end was cut off, and whoever wrote on would tell
 * another story than the one that was acknowledged. A log without any record is one that was trimmed.
 */
export async function checkEnd(store: LogStore, log: LogId, position: Position): Promise<void> {
  for await (const _ of store.read(log, position - 1, { limit: 1 })) return;
  let last = 0;
  for await (const record of store.read(log, 0)) last = record.position;
  if (last > 0 && last < position)
    throw new TeamError("STORE_CORRUPT", {
      message: `The log ends at record ${last}, but record ${position} was there: a snapshot holds it.`,
      data: { log, position: last + 1 },
    });
}

/** Whether the log still has the record that it began with, which a trim takes. */
export async function hasBeginning(store: LogStore, log: LogId): Promise<boolean> {
  for await (const { bytes, position } of store.read(log, 0, { limit: 1 }))
    return decodeCommit(bytes, { log, position }).events[0]?.type === "session.created";
  return false;
}
