const CHUNK = 512;

/** Ids in order of a numeric rank. Add and remove touch one chunk of at most 1,024, so cost does not grow with the list. Ranks are unique. */
export class RankedList {
  #chunks: { rank: number; id: string }[][] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  first(): string | undefined {
    return this.#chunks[0]?.[0]?.id;
  }

  /** The last `count`, in order of rank. */
  last(count: number): string[] {
    const out: string[] = [];
    for (let at = this.#chunks.length - 1; at >= 0 && out.length < count; at--)
      out.unshift(...this.#chunks[at]!.slice(out.length - count).map((item) => item.id));
    return out;
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (const chunk of this.#chunks) for (const item of chunk) yield item.id;
  }

  add(rank: number, id: string): void {
    this.#size++;
    const at = this.#chunkOf(rank);
    const chunk = this.#chunks[at];
    if (!chunk) {
      this.#chunks.push([{ rank, id }]);
      return;
    }
    chunk.splice(place(chunk, rank), 0, { rank, id });
    if (chunk.length > 2 * CHUNK) this.#chunks.splice(at, 1, chunk.slice(0, CHUNK), chunk.slice(CHUNK));
  }

  remove(rank: number): void {
    const at = this.#chunkOf(rank);
    const chunk = this.#chunks[at];
    if (!chunk) return;
    const i = place(chunk, rank);
    if (chunk[i]?.rank !== rank) return;
    chunk.splice(i, 1);
    this.#size--;
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** The last chunk that starts at or before `rank`, else the first. */
  #chunkOf(rank: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]![0]!.rank <= rank) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function place(chunk: { rank: number }[], rank: number): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunk[middle]!.rank < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
