import type { Journal } from "./journal.ts";

interface Entry {
  readonly n: number;
  readonly id: string;
}

/** Ids under keys, in the order they came: the latest under some keys are found without a look at all the others. */
export class Recent {
  readonly #journal: Journal;
  readonly #byKey = new Map<string, Entry[]>();
  #n = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  add(id: string, keys: readonly string[]): void {
    const entry = { n: ++this.#n, id };
    for (const key of keys) {
      const list = this.#byKey.get(key);
      if (list) list.push(entry);
      else this.#byKey.set(key, [entry]);
      this.#journal.record(() => void this.#byKey.get(key)!.pop());
    }
  }

  /** Takes an id out again, where it is. */
  remove(id: string, keys: readonly string[]): void {
    for (const key of keys) {
      const list = this.#byKey.get(key) ?? [];
      const at = list.findLastIndex((entry) => entry.id === id);
      if (at < 0) continue;
      const [entry] = list.splice(at, 1);
      this.#journal.record(() => void list.splice(at, 0, entry!));
    }
  }

  /** At most `count` ids under any of `keys`, oldest first, each once. */
  last(keys: readonly string[], count: number): string[] {
    const found = new Map<number, string>();
    for (const key of keys) for (const { n, id } of this.#byKey.get(key)?.slice(-count) ?? []) found.set(n, id);
    return [...found.entries()]
      .sort(([a], [b]) => a - b)
      .slice(-count)
      .map(([, id]) => id);
  }
}
