import { type Commit, decodeCommit } from "@teamwright/core";
import type { LogId, LogStore, Position } from "@teamwright/core/store";
import type { Points } from "./points.ts";

export interface FeedEntry {
  readonly position: Position;
  /** Its id, when (`at`, milliseconds), by whom, and what happened (`events`). */
  readonly commit: Commit;
}

export interface FeedOptions {
  /** Go on when the end is reached. Default true. */
  follow?: boolean;
  signal?: AbortSignal;
  /** The longest a new record stays unnoticed when the store's hint is lost, in milliseconds. Default 1,000; without hints 250. */
  pollMs?: number;
  /** For tests. */
  points?: Points;
}

/** Every record above `since`, once and in order. Subscribes before it reads, so nothing falls between; ends by the signal, or at the end without `follow`. */
export async function* feed(
  store: LogStore,
  log: LogId,
  { since, follow = true, signal, points, ...options }: FeedOptions & { since: Position },
): AsyncIterableIterator<FeedEntry> {
  const pollMs = options.pollMs ?? (store.watch ? 1_000 : 250);
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    rung = true;
    wake?.();
  };
  const stop = follow ? store.watch?.(log, ring) : undefined;
  signal?.addEventListener("abort", ring);
  try {
    await points?.("after-subscribe");
    for (let position = since; ;) {
      if (signal?.aborted) return;
      rung = false;
      for await (const record of store.read(log, position, signal ? { signal } : {})) {
        position = record.position;
        yield { position, commit: decodeCommit(record.bytes, { log, position }) };
        if (signal?.aborted) return;
      }
      if (!follow) return;
      await points?.("at-end");
      if (!rung && !signal?.aborted) await new Promise<void>((resolve) => (wake = bell(pollMs, resolve)));
      wake = undefined;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    stop?.();
    signal?.removeEventListener("abort", ring);
  }
}

/** Rings after `ms`, or when the function it returns is called: whichever is first. Leaves no timer behind. */
function bell(ms: number, ring: () => void): () => void {
  const done = () => {
    clearTimeout(timer);
    ring();
  };
  const timer = setTimeout(done, ms);
  return done;
}
