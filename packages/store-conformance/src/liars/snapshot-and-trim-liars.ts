import { liar, lastOf, type Liar } from "./liar.ts";

export const snapshotAndTrimLiars: readonly Liar[] = [
  liar("snapshot/whole-or-nothing", "writes the position first and the bytes a moment later", ({ store, world }) => ({
    snapshots: {
      load: (log) => store.snapshots.load(log),
      save: async (log, position, bytes) => {
        const old = await store.snapshots.load(log);
        await store.snapshots.save(log, position, old?.bytes ?? new Uint8Array(0));
        await new Promise((resolve) => setImmediate(resolve));
        const kept = world.storage.logs.get(log);
        if (kept?.snapshot) kept.snapshot = { position: kept.snapshot.position, bytes: new Uint8Array(bytes) };
      },
    },
  })),
  liar("snapshot/whole-or-nothing", "cuts what is long", ({ store }) => ({
    snapshots: {
      load: (log) => store.snapshots.load(log),
      save: (log, position, bytes) => store.snapshots.save(log, position, bytes.slice(0, 65_536)),
    },
  })),
  liar("snapshot/newest-kept", "keeps whatever came last", ({ store, world }) => ({
    snapshots: {
      load: (log) => store.snapshots.load(log),
      save: async (log, position, bytes) => {
        const kept = world.storage.logs.get(log);
        if (kept) kept.snapshot = null;
        await store.snapshots.save(log, position, bytes);
      },
    },
  })),
  liar("trim/floor-kept", "remembers the floor in one handle only", ({ store }) => {
    const floors = new Map<string, number>();
    return {
      trim: async (log, through) => void floors.set(log, through),
      read: (log, after, options) => store.read(log, Math.max(after, floors.get(log) ?? 0), options),
    };
  }),
  liar("trim/floor-kept", "lets a lower trim win", ({ store, world }) => ({
    trim: async (log, through) => void world.notes.set(log, through),
    read: (log, after, options) => store.read(log, Math.max(after, world.notes.get(log) ?? 0), options),
  })),
  liar("trim/floor-kept", "takes one record too many", ({ store }) => ({
    trim: (log, through) => store.trim(log, through + 1),
  })),
  liar("trim/last-position-known", "finds the end by looking at what is left", ({ store, world }) => ({
    trim: async (log, through) => {
      await store.trim(log, through);
      if (world.storage.logs.get(log)?.records.length === 0) world.storage.logs.delete(log);
    },
  })),
  liar("trim/last-position-known", "takes the floor for the end", ({ store, world }) => ({
    trim: async (log, through) => {
      const last = await lastOf(store, log);
      await store.trim(log, through);
      const kept = world.storage.logs.get(log);
      if (kept && through > last) kept.last = through;
    },
  })),
];
