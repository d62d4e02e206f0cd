import { applyCommit, decodeCommit, State, TeamError } from "@teamwright/core";
import type { LogId, LogStore } from "@teamwright/core/store";

export interface Replayed {
  readonly state: State;
  readonly records: number;
  readonly last: number;
  /** Time of the last record, in milliseconds since 1970. */
  readonly at: number;
}

/** The state that the records of a log lead to, from its first one. `change` is asked for the bytes of each. Throws STORE_CORRUPT, which names the record that cannot be what it says. */
export async function replayLog(
  store: LogStore,
  log: LogId,
  change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Promise<Replayed> {
  const state = new State();
  const seen = new Set<string>();
  let [records, last, at] = [0, 0, 0];
  for await (const { position, bytes } of store.read(log, 0)) {
    const corrupt = (why: string, cause?: unknown) =>
      new TeamError("STORE_CORRUPT", { message: `Record ${position} ${why}.`, data: { log, position }, cause });
    if (position <= last) throw corrupt(`comes after record ${last}`);
    let commit;
    try {
      commit = decodeCommit(change(bytes), { log, position });
    } catch (cause) {
      if (TeamError.is(cause, "RECORD_NEWER")) throw cause;
      throw corrupt("cannot be read", cause);
    }
    if (records === 0 && commit.events[0]?.type !== "session.created")
      throw corrupt("is the first; what was before it is not there");
    if (seen.has(commit.id)) throw corrupt(`repeats an earlier one (${commit.id})`);
    seen.add(commit.id);
    try {
      applyCommit(state, commit, position);
    } catch (cause) {
      throw corrupt(`cannot have happened: ${(cause as Error).message}`, cause);
    }
    [records, last, at] = [records + 1, position, commit.at];
  }
  return { state, records, last, at };
}
