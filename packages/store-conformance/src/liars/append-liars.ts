import { checkRecord, memoryStore, TeamError } from "@teamwright/core/store";
import { lastOf, liar, type Liar } from "./liar.ts";

export const appendLiars: readonly Liar[] = [
  liar("append/one-winner", "appends at the end, wherever the caller thought it was", ({ store }) => ({
    append: async (log, after, record) => {
      const last = await lastOf(store, log);
      return store.append(log, after > last ? after : last, record);
    },
  })),
  liar("append/one-winner", "looks for the end first and writes a moment later", ({ store }) => ({
    append: async (log, after, record) => {
      if ((await lastOf(store, log)) !== after) return null;
      await new Promise((resolve) => setImmediate(resolve));
      return store.append(log, await lastOf(store, log), record);
    },
  })),
  liar("append/first-record", "takes 0 for `I do not mind where`", ({ store }) => ({
    append: async (log, after, record) => store.append(log, after === 0 ? await lastOf(store, log) : after, record),
  })),
  liar("append/ahead-rejected", "inserts at a bare key: any free position will do", ({ store, world }) => ({
    append: async (log, after, record) => {
      const taken = await store.append(log, after, record);
      const found = world.storage.logs.get(log);
      if (taken !== null || after < (found?.last ?? 0)) return taken;
      if (!found) await store.append(log, 0, record);
      const kept = world.storage.logs.get(log)!;
      if (!found) kept.records.length = 0;
      kept.last = after + 1;
      kept.records.push({ position: after + 1, bytes: new Uint8Array(record) });
      return after + 1;
    },
  })),
  liar(
    "append/below-floor-rejected",
    "trims by deleting rows and inserts wherever a row is free",
    ({ store, world }) => ({
      append: async (log, after, record) => {
        const records = world.storage.logs.get(log)?.records;
        const first = records?.[0]?.position ?? 0;
        if (!records || after + 1 >= first) return store.append(log, after, record);
        records.unshift({ position: after + 1, bytes: new Uint8Array(record) });
        return after + 1;
      },
    }),
  ),
  liar("append/durable-before-answer", "answers first and writes when there is time", ({ store, world }) => ({
    append: async (log, after, record) => {
      const expected = world.notes.get(log) ?? 0;
      if (after !== expected) return null;
      world.notes.set(log, after + 1);
      const kept = new Uint8Array(record);
      setTimeout(() => void store.append(log, after, kept).catch(() => {}), 5);
      return after + 1;
    },
  })),
  liar("append/unknown-outcome", "reports failure for a record that it took", ({ store }) => {
    let closing = false;
    return {
      append: async (log, after, record) => {
        const taken = await store.append(log, after, record);
        await new Promise((resolve) => setImmediate(resolve));
        if (closing) throw new TeamError("STORE_UNAVAILABLE");
        return taken;
      },
      close: async () => {
        closing = true;
        await new Promise((resolve) => setImmediate(resolve));
        await store.close();
      },
    };
  }),
  liar("append/large-record", "keeps the first 2 MiB", ({ store }) => ({
    append: async (log, after, record) => {
      checkRecord(record);
      return store.append(log, after, record.subarray(0, 2 * 1024 * 1024));
    },
  })),
  liar("append/large-record", "has no limit", ({ store, world }) => ({
    append: async (log, after, record) => {
      const small = record.length < 10_000_000 ? record : record.subarray(0, 1);
      return (world.notes.size ? memoryStore({ shared: world.storage }) : store).append(log, after, small);
    },
  })),
];
