import { TeamError } from "../team-error.ts";
import { checkLogId } from "./check-log-id.ts";
import type { LogId, LogStore } from "./contract.ts";

/** The store for those who only look: a board, a report, an auditor. Every call that would write throws STORE_READ_ONLY; snapshots are loaded, never saved. */
export function readOnly(store: LogStore): LogStore {
  let closed = false;
  const refuse = async (log: LogId): Promise<never> => {
    if (closed) throw new TeamError("STORE_CLOSED");
    checkLogId(log);
    throw new TeamError("STORE_READ_ONLY", {
      message: "This handle only reads.",
      hint: "Open the store without readOnly to write to it.",
    });
  };
  const { snapshots, trim } = store;
  return {
    ...bound(store),
    append: refuse,
    close() {
      closed = true;
      return store.close();
    },
    ...(snapshots ? { snapshots: { load: (log) => snapshots.load(log), save: refuse } } : {}),
    ...(trim ? { trim: refuse } : {}),
  };
}

/** The members of a store as plain functions, whatever it is made of: only what it offers is there. */
export function bound(store: LogStore): LogStore {
  const { watch, snapshots, trim, clock, meetingPlace, turn } = store;
  return {
    append: (log, after, record) => store.append(log, after, record),
    read: (log, after, options) => store.read(log, after, options),
    logs: (prefix) => store.logs(prefix),
    close: () => store.close(),
    ...(watch ? { watch: (log, wake) => watch.call(store, log, wake) } : {}),
    ...(snapshots ? { snapshots } : {}),
    ...(trim ? { trim: (log, through) => trim.call(store, log, through) } : {}),
    ...(clock ? { clock: () => clock.call(store) } : {}),
    ...(meetingPlace === undefined ? {} : { meetingPlace }),
    ...(turn ? { turn: (log, wanted) => turn.call(store, log, wanted) } : {}),
  };
}
