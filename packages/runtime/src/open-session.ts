import { loadSnapshot, State, TeamError } from "@teamwright/core";
import { checkLogId, type LogId, type LogStore } from "@teamwright/core/store";
import { checkEnd } from "./check-end.ts";
import { Session, type SessionOptions } from "./session.ts";

export interface OpenOptions extends SessionOptions {
  /** Reject SESSION_NOT_FOUND when the log has no record. */
  mustExist?: boolean;
  /** Replay everything instead of starting from a snapshot: closed tasks are there too. */
  whole?: boolean;
}

/** Opens a session of a store. An absent log opens empty, for `session.start`. Throws LOG_ID, SESSION_NOT_FOUND or what the store throws. */
export async function openSession(store: LogStore, log: LogId, options: OpenOptions = {}): Promise<Session> {
  checkLogId(log);
  const state = options.whole ? null : await fromSnapshot(store, log);
  const from = state?.position ?? 0;
  const session = new Session(store, log, { state: state ?? new State(), options });
  await session.catchUp();
  if (from > 0 && session.position === from) await checkEnd(store, log, from);
  if (options.mustExist && session.position === 0)
    throw new TeamError("SESSION_NOT_FOUND", { data: { session: log, closest: await closest(store, log) } });
  return session;
}

/** The state of a snapshot that can be used; it is a cache, so whatever is wrong with it is no error. */
async function fromSnapshot(store: LogStore, log: LogId): Promise<State | null> {
  const snapshot = await store.snapshots?.load(log).catch(() => null);
  const state = snapshot ? loadSnapshot(snapshot.bytes) : null;
  return state?.position === snapshot?.position ? state : null;
}

/** Up to three ids of this store that begin alike. */
async function closest(store: LogStore, log: string): Promise<string[]> {
  const shared = (id: string) => [...id].findIndex((c, i) => c.toLowerCase() !== log[i]?.toLowerCase()) >>> 0;
  const ids: string[] = [];
  for await (const id of store.logs()) ids.push(id);
  return ids.sort((a, b) => shared(b) - shared(a)).slice(0, 3);
}
