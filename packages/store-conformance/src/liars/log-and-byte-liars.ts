import { memoryStorage, memoryStore, TeamError } from "@teamwright/core/store";
import { liar, type Liar } from "./liar.ts";

export const logAndByteLiars: readonly Liar[] = [
  liar("log/independent", "keeps logs where file names have no case", ({ store }) => ({
    append: async (log, after, record) => store.append(log.toLowerCase(), after, record),
    read: (log, after, options) => store.read(log.toLowerCase(), after, options),
  })),
  liar("log/independent", "reads by prefix", ({ store, world }) => ({
    async *read(log, after, options) {
      for (const id of [...world.storage.logs.keys()]) if (id.startsWith(log)) yield* store.read(id, after, options);
    },
  })),
  liar("log/listed", "ignores the prefix", ({ store }) => ({ logs: () => store.logs() })),
  liar("log/listed", "lists a log because somebody tried", ({ store, world }) => ({
    append: async (log, after, record) => {
      world.notes.set(log, 1);
      return store.append(log, after, record);
    },
    async *logs(prefix = "") {
      for (const log of world.notes.keys()) if (log.startsWith(prefix)) yield log;
    },
  })),
  liar("log/id-checked", "believes whatever it is given", () => {
    const shared = memoryStorage();
    const safe = (log: string) => `x${Buffer.from(String(log)).toString("hex").slice(0, 100)}`;
    const store = memoryStore({ shared });
    return {
      append: async (log, after, record) => store.append(safe(log), after, record),
      read: (log, after, options) => store.read(safe(log), after, options),
    };
  }),
  liar("log/id-checked", "checks ids, except where it trims", ({ store }) => ({
    trim: async (log, through) => {
      await store.trim(log, through).catch(() => {});
    },
  })),
  liar("bytes/roundtrip", "keeps text", ({ store }) => ({
    append: async (log, after, record) => store.append(log, after, Buffer.from(new TextDecoder().decode(record))),
  })),
  liar("bytes/roundtrip", "keeps the caller's buffer", ({ store, world }) => ({
    append: async (log, after, record) => {
      const position = await store.append(log, after, record);
      const records = world.storage.logs.get(log)?.records;
      if (position !== null && records) records[records.length - 1] = { position, bytes: record };
      return position;
    },
  })),
  liar("bytes/roundtrip", "has no empty record", ({ store }) => ({
    append: async (log, after, record) => store.append(log, after, record.length ? record : new Uint8Array(1)),
  })),
  liar("close/rejects", "goes on after close", () => ({ close: async () => {} })),
  liar("close/rejects", "closes everybody's storage", ({ store, world }) => ({
    close: async () => {
      await store.close();
      world.storage.logs.clear();
    },
  })),
  liar("close/rejects", "fails with words of its own", ({ store }) => {
    let closed = false;
    return {
      append: async (log, after, record) => {
        if (closed) throw new Error("database is not open");
        return store.append(log, after, record);
      },
      close: async () => {
        closed = true;
        await store.close();
      },
    };
  }),
  liar("close/twice", "cannot be closed when it is closed", ({ store }) => {
    let closed = false;
    return {
      close: async () => {
        if (closed) throw new TeamError("STORE_CLOSED");
        closed = true;
        await store.close();
      },
    };
  }),
];
