import { applyCommit, decodeCommit, loadSnapshot, State, TeamError } from "@teamwright/core";
import type { LogId, LogStore } from "@teamwright/core/store";

export interface Replayed {
  readonly state: State;
  readonly records: number;
  readonly last: number;
  /** Time of the last record, in milliseconds since 1970. */
  readonly at: number;
}

/** All that replaying needs of a store. */
export type Readable = Pick<LogStore, "read" | "snapshots">;

type Change = (bytes: Uint8Array) => Uint8Array;

/** The state that the records of a log lead to, from its first one. `change` is asked for the bytes of each. Throws STORE_CORRUPT, which names the record that cannot be what it says. */
export async function replayLog(store: Readable, log: LogId, change?: Change): Promise<Replayed> {
  const { damage, ...whole } = await replayWhole(store, log, change);
  if (damage) throw damage;
  return whole;
}

/** The same for a log that may be damaged: its records in front of the damage, and the STORE_CORRUPT that says what is wrong behind them. */
export async function replayWhole(
  store: Readable,
  log: LogId,
  change: Change = (bytes) => bytes,
): Promise<Replayed & { damage: TeamError | null }> {
  const state = new State();
  let [records, last, at] = [0, 0, 0];
  const seen = new Set<string>();
  try {
    for await (const { position, bytes } of store.read(log, 0)) {
      const wrong = (why: string, cause?: unknown) =>
        new TeamError("STORE_CORRUPT", { message: `Record ${position} ${why}.`, data: { log, position }, cause });
      if (position <= last) throw wrong(`comes after record ${last}`);
      let commit;
      try {
        commit = decodeCommit(change(bytes), { log, position });
      } catch (cause) {
        if (TeamError.is(cause, "RECORD_NEWER")) throw cause;
        throw wrong("cannot be read", cause);
      }
      if (records === 0 && commit.events[0]?.type !== "session.created")
        throw wrong("is the first; what was before it is not there");
      if (seen.has(commit.id)) throw wrong(`repeats an earlier one (${commit.id})`);
      seen.add(commit.id);
      try {
        applyCommit(state, commit, position);
      } catch (cause) {
        throw wrong(`cannot have happened: ${(cause as Error).message}`, cause);
      }
      [records, last, at] = [records + 1, position, commit.at];
    }
    const lost = await lostEnd(store, log, last);
    if (lost) throw lost;
    return { state, records, last, at, damage: null };
  } catch (damage) {
    if (!TeamError.is(damage, "STORE_CORRUPT")) throw damage;
    return { state, records, last, at, damage };
  }
}

/**
 * What is wrong with a log that ends at `last` although a snapshot of it knows more; null when nothing is. Of a session that is over the
 * records may have been forgotten on purpose.
 */
export async function lostEnd(store: Readable, log: LogId, last: number): Promise<TeamError | null> {
  const snapshot = await store.snapshots?.load(log).catch(() => null);
  const known = snapshot ? loadSnapshot(snapshot.bytes) : null;
  if (!known || known.position !== snapshot!.position || known.position <= last) return null;
  if (last === 0 && OVER.has(known.session?.status ?? "")) return null;
  // Somebody may have written meanwhile.
  for await (const _ of store.read(log, last, { limit: 1 })) return null;
  return new TeamError("STORE_CORRUPT", {
    message: `${last === 0 ? "Its records are" : `What is behind record ${last} is`} gone: a snapshot knows record ${known.position}.`,
    data: { log, position: last + 1 },
  });
}

/** How a session ends. */
export const OVER: ReadonlySet<string> = new Set(["done", "failed", "archived"]);
