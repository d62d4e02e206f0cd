import type { Journal } from "./journal.ts";

/** Rows by id. Changes go through `put`, `edit` and `delete`, so that an open journal can take them back. */
export class Table<Row extends { readonly id: string }> {
  readonly #rows = new Map<string, Row>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get size(): number {
    return this.#rows.size;
  }
  get(id: string): Readonly<Row> | undefined {
    return this.#rows.get(id);
  }
  has(id: string): boolean {
    return this.#rows.has(id);
  }
  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }
  values(): IterableIterator<Readonly<Row>> {
    return this.#rows.values();
  }

  put(row: Row): void {
    const before = this.#rows.get(row.id);
    this.#rows.set(row.id, row);
    this.#journal.record(before ? () => this.#rows.set(row.id, before) : () => this.#rows.delete(row.id));
  }

  /**
   * Changes fields of a row that exists. `change` may assign fields but must replace, never mutate, what they hold:
   * with an open journal only the row itself is copied.
   */
  edit(id: string, change: (row: Row) => void): Row {
    const before = this.#rows.get(id);
    if (!before) throw new Error(`no row ${id}`);
    if (!this.#journal.open) {
      change(before);
      return before;
    }
    const after = { ...before };
    change(after);
    this.#rows.set(id, after);
    this.#journal.record(() => this.#rows.set(id, before));
    return after;
  }

  delete(id: string): void {
    const before = this.#rows.get(id);
    if (before && this.#rows.delete(id)) this.#journal.record(() => this.#rows.set(id, before));
  }
}
