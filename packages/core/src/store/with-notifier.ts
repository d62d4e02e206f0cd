import { TeamError } from "../team-error.ts";
import { checkLogId } from "./check-log-id.ts";
import type { LogId, LogStore, Unsubscribe } from "./contract.ts";
import { bound } from "./read-only.ts";

/** Carries the news that a log has grown: a message bus, a socket, whatever is there already. Hints only; they may be merged or come for nothing. */
export interface Notifier {
  /** Tells everyone, also in other processes. Called once the record is durable, or may be; must not throw. */
  ring(log: LogId): void;
  /** Calls `wake` soon after `ring` was called anywhere for `log` (any log with "*"). */
  watch(log: LogId | "*", wake: () => void): Unsubscribe;
}

/** The store with another way to wake its listeners. The store's own way is not used. */
export function withNotifier(store: LogStore, notifier: Notifier): LogStore {
  const watches = new Set<Unsubscribe>();
  let closed = false;
  return {
    ...bound(store),
    async append(log, after, record) {
      try {
        const position = await store.append(log, after, record);
        if (position !== null) notifier.ring(log);
        return position;
      } catch (error) {
        // It may have been taken all the same, and whoever finds out does not append again.
        if ((error as { code?: string }).code === "STORE_UNKNOWN_OUTCOME") notifier.ring(log);
        throw error;
      }
    },
    watch(log, wake) {
      if (closed) throw new TeamError("STORE_CLOSED");
      if (log !== "*") checkLogId(log);
      let awake = true;
      const stop = notifier.watch(log, () => awake && wake());
      const leave = () => {
        awake = false;
        watches.delete(leave);
        stop();
      };
      watches.add(leave);
      return leave;
    },
    async close() {
      closed = true;
      for (const leave of [...watches]) leave();
      await store.close();
    },
  };
}
