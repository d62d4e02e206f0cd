// Logs in LMDB: written from templates/store with docs/write-a-store.md at hand. A transaction of LMDB decides who is first.
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkLogId, checkRecord, letOthersIn, TeamError } from "@teamwright/core/store";
import { open as openEnvironment } from "lmdb";

/** How often a watcher looks, in milliseconds: LMDB tells nobody. */
const LOOK_MS = 20;
const PAGE = 256;

/** One environment a file and process: LMDB forbids a second one. */
const environments = new Map();

async function enterEnvironment(location) {
  await environments.get(location)?.closing;
  const found = environments.get(location) ?? { users: 0, ...tables(location) };
  environments.set(location, found);
  found.users += 1;
  return found;
}

function tables(location) {
  const root = openEnvironment({ path: location, maxDbs: 4 });
  return {
    root,
    records: root.openDB({ name: "records", encoding: "binary" }),
    ends: root.openDB({ name: "ends" }),
    snapshots: root.openDB({ name: "snapshots" }),
  };
}

/** @param {string} location @returns {Promise<import("@teamwright/core/store").LogStore>} */
export default async function open(location) {
  const environment = await enterEnvironment(location);
  const { root, records, ends, snapshots } = environment;
  const timers = new Set();
  const turns = letOthersIn();
  let closed = false;

  const enter = (log) => {
    if (closed) throw new TeamError("STORE_CLOSED");
    if (log !== undefined && log !== "*") checkLogId(log);
    // Others may have written since this process last looked.
    root.resetReadTxn();
  };
  const endOf = (log) => ends.get(log) ?? 0;

  return {
    meetingPlace: resolve(`${location}-turn`),

    async append(log, after, record) {
      enter(log);
      checkRecord(record);
      const position = root.transactionSync(() => {
        if (endOf(log) !== after) return null;
        records.put([log, after + 1], Buffer.from(record));
        ends.put(log, after + 1);
        return after + 1;
      });
      const wait = turns.told(log, position !== null, Math.random());
      if (wait > 0) await sleep(wait);
      return position;
    },

    async *read(log, after, { limit = Infinity, signal } = {}) {
      enter(log);
      const end = endOf(log);
      for (let position = after, left = limit; left > 0 && position < end;) {
        signal?.throwIfAborted();
        enter(log);
        const range = { start: [log, position + 1], end: [log, end + 1], limit: Math.min(left, PAGE) };
        // Copied at once: the memory is LMDB's, and only lent.
        const page = [...records.getRange(range)].map(({ key, value }) => [key[1], new Uint8Array(value)]);
        if (page.length === 0) return;
        for (const [at, bytes] of page) {
          signal?.throwIfAborted();
          enter(log);
          position = at;
          left -= 1;
          yield { position, bytes };
        }
      }
    },

    async *logs(prefix = "") {
      enter();
      for (const log of [...ends.getKeys()]) {
        enter();
        if (log.startsWith(prefix)) yield log;
      }
    },

    async close() {
      if (closed) return;
      closed = true;
      for (const timer of timers) clearInterval(timer);
      environment.users -= 1;
      if (environment.users > 0) return;
      environment.closing = root.close().finally(() => environments.delete(location));
      await environment.closing;
    },

    watch(log, wake) {
      enter(log);
      const sum = () => [...ends.getRange()].reduce((all, { value }) => all + value, 0);
      const look = () => (log === "*" ? sum() : endOf(log));
      let seen = look();
      const timer = setInterval(() => {
        root.resetReadTxn();
        const now = look();
        if (now !== seen) wake();
        seen = now;
      }, LOOK_MS);
      timers.add(timer);
      return () => {
        clearInterval(timer);
        timers.delete(timer);
      };
    },

    snapshots: {
      async load(log) {
        enter(log);
        const found = snapshots.get(log);
        return found ? { position: found.position, bytes: new Uint8Array(found.bytes) } : null;
      },
      async save(log, position, bytes) {
        enter(log);
        root.transactionSync(() => {
          if ((snapshots.get(log)?.position ?? 0) <= position)
            snapshots.put(log, { position, bytes: Buffer.from(bytes) });
        });
      },
    },

    async trim(log, through) {
      enter(log);
      root.transactionSync(() => {
        const last = Math.min(through, endOf(log));
        for (const key of [...records.getKeys({ start: [log, 1], end: [log, last + 1] })]) records.remove(key);
      });
    },
  };
}
