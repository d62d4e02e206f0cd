import type { LogRecord } from "@teamwright/core/store";
import { liar, type Liar } from "./liar.ts";

export const readLiars: readonly Liar[] = [
  liar("read/in-order", "sorts positions as text: 10 comes before 9", ({ store }) => ({
    async *read(log, after, options) {
      const found: LogRecord[] = [];
      for await (const record of store.read(log, after)) found.push(record);
      found.sort((a, b) => (String(a.position) < String(b.position) ? -1 : 1));
      yield* found.slice(0, options?.limit);
    },
  })),
  liar("read/resume", "includes the record it should resume after", ({ store }) => ({
    read: (log, after, options) => store.read(log, Math.max(0, after - 1), options),
  })),
  liar("read/limit", "gives one more than asked for", ({ store }) => ({
    read: (log, after, { limit = Infinity, ...options } = {}) =>
      store.read(log, after, { ...options, limit: limit + 1 }),
  })),
  liar("read/abort", "ignores the signal", ({ store }) => ({
    read: (log, after, options = {}) =>
      store.read(log, after, options.limit === undefined ? {} : { limit: options.limit }),
  })),
  liar("read/abort", "ends quietly when aborted, as if that were all", ({ store }) => ({
    async *read(log, after, { signal, ...options } = {}) {
      for await (const record of store.read(log, after, options)) {
        if (signal?.aborted) return;
        yield record;
      }
    },
  })),
  liar("read/no-late-arrivals", "numbers records when they start, shows them when they commit", ({ store, world }) => ({
    append: async (log, after, record) => {
      const number = (world.notes.get(log) ?? 0) + 1;
      world.notes.set(log, number);
      const kept = new Uint8Array(record);
      // The odd ones take longer: 2 is there before 1.
      for (let turns = number % 2 ? 6 : 1; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
      if (!world.storage.logs.has(log)) {
        await store.append(log, 0, kept);
        world.storage.logs.get(log)!.records.length = 0;
      }
      const records = world.storage.logs.get(log)!.records;
      records.push({ position: number, bytes: kept });
      records.sort((a, b) => a.position - b.position);
      return number;
    },
    async *read(log, after) {
      for (const record of [...(world.storage.logs.get(log)?.records ?? [])]) if (record.position > after) yield record;
    },
  })),
  liar("read/absent-log-empty", "makes the log that it is asked for", ({ store, world }) => ({
    async *read(log, after, options) {
      if (!world.storage.logs.has(log)) {
        await store.append(log, 0, new Uint8Array(1));
        world.storage.logs.get(log)!.records.length = 0;
      }
      yield* store.read(log, after, options);
    },
  })),
  liar("read/absent-log-empty", "fails when the log is absent", ({ store, world }) => ({
    async *read(log, after, options) {
      if (!world.storage.logs.has(log)) throw new Error("no such log");
      yield* store.read(log, after, options);
    },
  })),
];
