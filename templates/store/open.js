// A log store of your own. Every promise is red until you keep it; docs/write-a-store.md leads from red to green.
import { checkLogId, checkRecord, TeamError } from "@teamwright/core/store";

/** @param {string} location @returns {Promise<import("@teamwright/core/store").LogStore>} */
export default async function open(location) {
  let closed = false;

  /** First thing in every call. */
  const enter = (log) => {
    if (closed) throw new TeamError("STORE_CLOSED");
    if (log !== undefined && log !== "*") checkLogId(log);
  };
  const notYet = (what) => {
    throw new Error(`${what} of ${location} is not written yet`);
  };

  return {
    /** Adds the record if the log's last position is exactly `after` (0: it is empty). Its position once it is durable, or null. */
    async append(log, after, record) {
      enter(log);
      checkRecord(record);
      return notYet("append");
    },

    /** Records above `after`, in order. */
    // eslint-disable-next-line require-yield
    async *read(log, after, { limit = Infinity, signal } = {}) {
      enter(log);
      notYet(`read above ${after}, at most ${limit}, until ${signal?.aborted}`);
    },

    /** Ids of the logs that have a record. */
    // eslint-disable-next-line require-yield
    async *logs(prefix = "") {
      enter();
      notYet(`logs that begin with ${prefix}`);
    },

    async close() {
      closed = true;
    },

    // Leave out what your medium cannot do: `watch`, `snapshots`, `trim`, `clock`. Without `watch` the kernel looks by itself.
  };
}
