import { memoryStorage, memoryStore, type MemoryStorage } from "@teamwright/core/store";
import { describe, it } from "vitest";
import { describeStore } from "./index.ts";

const storages = new Map<string, MemoryStorage>();
let locations = 0;

for (const step of [1, 7]) {
  const subject = {
    location: () => `memory-${locations++}`,
    async open(location: string) {
      const shared = storages.get(location) ?? memoryStorage();
      storages.set(location, shared);
      return memoryStore({ shared, step });
    },
    cleanup: (location: string) => void storages.delete(location),
  };
  describeStore(`the memory store with steps of ${step}`, subject, { describe, it });
}
