import { splitTaskId } from "../ids.ts";

/** A set of task ids kept as ranges of numbers per prefix: 100,000 closed tasks take a few bytes. Never shrinks. */
export class IdRanges {
  readonly #ranges = new Map<string, [number, number][]>();

  has(id: string): boolean {
    const parts = splitTaskId(id);
    if (!parts) return false;
    return (this.#ranges.get(parts.prefix) ?? []).some(([from, to]) => from <= parts.number && parts.number <= to);
  }

  get empty(): boolean {
    return this.#ranges.size === 0;
  }

  /** Adds many ids at once; cheaper than one by one. */
  addAll(ids: Iterable<string>): void {
    const added = new Map<string, [number, number][]>();
    for (const id of ids) {
      const parts = splitTaskId(id);
      if (!parts) continue;
      const list = added.get(parts.prefix) ?? [];
      if (list.length === 0) added.set(parts.prefix, list);
      list.push([parts.number, parts.number]);
    }
    for (const [prefix, list] of added) this.#ranges.set(prefix, merge([...(this.#ranges.get(prefix) ?? []), ...list]));
  }

  toJSON(): Record<string, [number, number][]> {
    return Object.fromEntries(this.#ranges);
  }

  load(ranges: Record<string, [number, number][]>): void {
    for (const [prefix, list] of Object.entries(ranges)) this.#ranges.set(prefix, list);
  }
}

function merge(ranges: [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
