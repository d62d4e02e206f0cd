import {
  memoryStorage,
  memoryStore,
  type LogStore,
  type MemoryStorage,
  type MemoryStore,
} from "@teamwright/core/store";
import type { Subject } from "../case.ts";
import type { RequirementId } from "../requirements.ts";

/** A store that breaks exactly one promise. The suite must notice, or the promise is not tested. */
export interface Liar {
  readonly breaks: RequirementId;
  /** What it does wrong, as its author might have meant it. */
  readonly lie: string;
  readonly subject: Subject;
}

/** One handle of the honest store, and what all handles on its location share. */
export interface Honest {
  readonly store: MemoryStore;
  readonly world: { storage: MemoryStorage; notes: Map<string, number>; pending: Set<Promise<void>> };
}

let locations = 0;

/** A liar made of the honest memory store: `bend` answers with the members that lie. */
export function liar(breaks: RequirementId, lie: string, bend: (honest: Honest) => Partial<LogStore>): Liar {
  const worlds = new Map<string, Honest["world"]>();
  const subject: Subject = {
    location: () => `liar-${locations++}`,
    async open(location) {
      const world = worlds.get(location) ?? {
        storage: memoryStorage(),
        notes: new Map<string, number>(),
        pending: new Set<Promise<void>>(),
      };
      worlds.set(location, world);
      const store = memoryStore({ shared: world.storage });
      return { ...store, ...bend({ store, world }) };
    },
    cleanup: (location) => void worlds.delete(location),
  };
  return { breaks, lie, subject };
}

export async function lastOf(store: LogStore, log: string): Promise<number> {
  let last = 0;
  for await (const { position } of store.read(log, 0)) last = position;
  return last;
}
