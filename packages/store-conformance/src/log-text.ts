import type { LogStore, Position } from "@teamwright/core/store";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The log's records above `after`, as text. */
export async function texts(store: LogStore, log: string, after: Position = 0): Promise<string[]> {
  const found: string[] = [];
  for await (const record of store.read(log, after)) found.push(text(record.bytes));
  return found;
}

/** Ids of the logs, sorted. */
export async function listed(store: LogStore, prefix?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const log of store.logs(prefix)) found.push(log);
  return found.sort();
}

/** Appends each text after the last position; answers with the positions. Fails if another writer is there. */
export async function write(store: LogStore, log: string, records: readonly string[]): Promise<Position[]> {
  let last = 0;
  for await (const record of store.read(log, 0)) last = record.position;
  const positions: Position[] = [];
  for (const record of records) {
    const position = await store.append(log, last, bytes(record));
    if (position === null) throw new Error(`append after the last position ${last} was refused`);
    positions.push((last = position));
  }
  return positions;
}

export const numbered = (count: number, prefix = "r"): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
