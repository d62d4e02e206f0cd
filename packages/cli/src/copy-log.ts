import { TeamError } from "@teamwright/core";
import type { LogId, LogStore, Position } from "@teamwright/core/store";
import { picture } from "@teamwright/testing";
import { type Readable, replayLog, replayWhole } from "./replay-log.ts";

export interface Copied {
  readonly log: LogId;
  readonly records: number;
  /** How many were not there yet. */
  readonly added: number;
  readonly changed: number;
}

/**
 * Copies a log record by record to the same positions, goes on where an earlier copy ended, and proves it: what is read from
 * `to` must lead to the same state. `change` may give other bytes for a record. Throws STORE_BUSY where `to` holds something else.
 */
export async function copyLog(
  { from, to }: { from: Readable; to: LogStore },
  log: LogId,
  change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Promise<Copied> {
  let [last, records, added, changed]: [Position, number, number, number] = [0, 0, 0, 0];
  const there = to.read(log, 0)[Symbol.asyncIterator]();
  // Again until nothing has come: somebody may still be writing.
  for (let before = -1; before < records;) {
    before = records;
    for await (const { position, bytes } of from.read(log, last)) {
      const wanted = change(bytes);
      const next = await there.next();
      if (next.done) {
        const taken = await to.append(log, last, wanted);
        if (taken === null) throw other(log, position, "somebody else writes to it");
        if (taken !== position) throw other(log, position, `it would become record ${taken} there`);
        added++;
      } else if (next.value.position !== position || !same(next.value.bytes, wanted))
        throw other(log, position, "it holds another record there");
      if (wanted !== bytes) changed++;
      [last, records] = [position, records + 1];
    }
  }
  const [was, is] = [await replayLog(from, log, change), await replayLog(to, log)];
  if (was.records !== is.records || picture(was.state) !== picture(is.state))
    throw other(log, is.last, "what was read back leads to another state");
  return { log, records, added, changed };
}

/**
 * Copies a log that may be damaged: its records in front of the damage, proved as any copy. `damage` is what ended it; null, and everything
 * is there.
 */
export async function rescueLog(
  { from, to }: { from: LogStore; to: LogStore },
  log: LogId,
  change?: (bytes: Uint8Array) => Uint8Array,
): Promise<Copied & { damage: TeamError | null }> {
  const { damage, last } = await replayWhole(from, log, change);
  return { ...(await copyLog({ from: damage ? upTo(from, last) : from, to }, log, change)), damage };
}

/** A log that ends at `last`: nothing behind that is asked for. */
function upTo(store: LogStore, last: Position): Readable {
  return {
    async *read(log, after, options) {
      if (after >= last) return;
      for await (const record of store.read(log, after, options)) {
        yield record;
        if (record.position >= last) return;
      }
    },
  };
}

function other(log: LogId, position: Position, why: string): TeamError {
  return new TeamError("STORE_BUSY", {
    message: `${log} cannot be copied: ${why} (record ${position}).`,
    hint: "Stop whoever writes, and copy again; or copy to a store that does not have this log.",
    data: { log, attempts: 1 },
  });
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
