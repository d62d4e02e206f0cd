import { type Commit, decodeCommit } from "@teamwright/core";
import type { LogId, LogStore, Position } from "@teamwright/core/store";
import { pause } from "./pause.ts";

export interface FeedEntry {
  readonly position: Position;
  readonly commit: Commit;
}

export interface FeedOptions {
  /** Go on when the end is reached. Default true. */
  follow?: boolean;
  signal?: AbortSignal;
  /** The longest a new record stays unnoticed when the store's hint is lost, in milliseconds. Default 1,000; without hints 250. */
  pollMs?: number;
}

/** Every record above `since`, once and in order. Subscribes before it reads, so nothing falls between; ends by the signal, or at the end without `follow`. */
export async function* feed(
  store: LogStore,
  log: LogId,
  since: Position,
  options: FeedOptions = {},
): AsyncIterableIterator<FeedEntry> {
  const { follow = true, signal } = options;
  const pollMs = options.pollMs ?? (store.watch ? 1_000 : 250);
  let rung = false;
  let wake: (() => void) | undefined;
  const stop = store.watch?.(log, () => {
    rung = true;
    wake?.();
  });
  try {
    for (let position = since; ;) {
      if (signal?.aborted) return;
      rung = false;
      for await (const record of store.read(log, position, signal ? { signal } : {})) {
        position = record.position;
        yield { position, commit: decodeCommit(record.bytes, { log, position }) };
        if (signal?.aborted) return;
      }
      if (!follow) return;
      if (!rung) {
        const bell = new Promise<void>((ring) => (wake = ring));
        await Promise.race([bell, pause(pollMs, signal)]);
        wake = undefined;
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    stop?.();
  }
}
