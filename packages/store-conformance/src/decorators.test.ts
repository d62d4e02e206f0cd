// A decorator must not take a promise away: each is held to the whole suite.
import {
  type LogStore,
  memoryStorage,
  memoryStore,
  readOnly,
  TeamError,
  withMetrics,
  withNotifier,
} from "@teamwright/core/store";
import { describe, expect, it } from "vitest";
import { describeStore } from "./describe-store.ts";

let count = 0;
const storages = new Map<string, ReturnType<typeof memoryStorage>>();
const inner = (location: string) => {
  const shared = storages.get(location) ?? memoryStorage();
  storages.set(location, shared);
  return memoryStore({ shared });
};
const subject = (decorate: (store: LogStore, location: string) => LogStore) => ({
  location: () => `decorated-${++count}`,
  open: async (location: string) => decorate(inner(location), location),
});

describeStore(
  "a store that is measured",
  subject((store) => withMetrics(store, meter([]), () => performance.now())),
  { describe, it },
);

const bells = new Map<string, Set<{ log: string; wake: () => void }>>();
/** A bus of this process, one for each location. */
function bell(location: string) {
  const watchers = bells.get(location) ?? new Set();
  bells.set(location, watchers);
  return {
    ring: (log: string) => {
      for (const w of watchers) if (w.log === "*" || w.log === log) queueMicrotask(w.wake);
    },
    watch: (log: string, wake: () => void) => {
      const watcher = { log, wake };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
describeStore(
  "a store with another notifier",
  subject((store, location) => withNotifier({ ...store, watch: undefined! }, bell(location))),
  { describe, it },
);

// What reads goes through the decorator, what writes beside it.
describeStore(
  "a store that is read through readOnly",
  subject((store) => {
    const { append, trim, snapshots, ...looking } = { ...store, ...readOnly(store) };
    void [append, trim];
    const own = store as Required<LogStore>;
    return {
      ...looking,
      append: own.append.bind(own),
      trim: own.trim.bind(own),
      snapshots: { load: snapshots!.load.bind(snapshots), save: own.snapshots.save.bind(own.snapshots) },
    };
  }),
  { describe, it },
);

it("readOnly refuses every write and says why", async () => {
  const store = readOnly(memoryStore());
  const bytes = new Uint8Array(1);
  for (const write of [store.append("log", 0, bytes), store.trim!("log", 1), store.snapshots!.save("log", 1, bytes)])
    await expect(write).rejects.toMatchObject({ code: "STORE_READ_ONLY", hint: expect.stringContaining("readOnly") });
});

it("readOnly says after close that it is closed", async () => {
  const store = readOnly(memoryStore());
  await store.close();
  await expect(store.append("log", 0, new Uint8Array(1))).rejects.toMatchObject({ code: "STORE_CLOSED" });
});

it("withNotifier rings for a record that may have been taken, not for one that was not", async () => {
  const rung: string[] = [];
  const inner = memoryStore();
  const unsure: LogStore = {
    ...inner,
    async append(log, after, record) {
      await inner.append(log, after, record);
      throw new TeamError(log === "cut" ? "STORE_UNKNOWN_OUTCOME" : "STORE_FULL", { data: { log } });
    },
  };
  const store = withNotifier(unsure, { ring: (log) => void rung.push(log), watch: () => () => {} });
  await expect(store.append("cut", 0, new Uint8Array(1))).rejects.toMatchObject({ code: "STORE_UNKNOWN_OUTCOME" });
  await expect(store.append("full", 0, new Uint8Array(1))).rejects.toMatchObject({ code: "STORE_FULL" });
  expect(rung).toEqual(["cut"]);
});

it("withMetrics tells how appends end and how many records are read", async () => {
  const told: unknown[] = [];
  let time = 0;
  const store = withMetrics(memoryStore(), meter(told), () => (time += 500));
  await store.append("log", 0, new Uint8Array(1));
  await store.append("log", 0, new Uint8Array(1));
  await expect(store.append("../x", 0, new Uint8Array(1))).rejects.toMatchObject({ code: "LOG_ID" });
  for await (const _ of store.read("log", 0));
  expect(told).toEqual([
    ["teamwright.store.append.duration", 0.5, { outcome: "taken" }],
    ["teamwright.store.append.duration", 0.5, { outcome: "lost" }],
    ["teamwright.store.append.duration", 0.5, { outcome: "LOG_ID" }],
    ["teamwright.store.read.records", 1, {}],
  ]);
});

function meter(told: unknown[]) {
  const make = (name: string) => {
    const tell = (value: number, attributes: object) => void told.push([name, value, attributes]);
    return { record: tell, add: tell };
  };
  return { createHistogram: make, createCounter: make };
}
