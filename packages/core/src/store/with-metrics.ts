import type { LogStore } from "./contract.ts";
import { bound } from "./read-only.ts";

/** What is used of a meter of `@opentelemetry/api`; any object of this shape will do. */
export interface Meter {
  createHistogram(name: string, options: { description: string; unit: string }): Recorder;
  createCounter(name: string, options: { description: string; unit: string }): Adder;
}
interface Recorder {
  record(value: number, attributes: Record<string, string>): void;
}
interface Adder {
  add(value: number, attributes: Record<string, string>): void;
}

/**
 * The store, measured: how long appends take and how they end (`taken`, `lost` to another writer, or the code of an error), and how many
 * records are read. `now`: milliseconds of a clock that nobody sets, like `performance.now`. Logs are not told apart: their ids would be
 * without number.
 */
export function withMetrics(store: LogStore, meter: Meter, now: () => number): LogStore {
  const duration = meter.createHistogram("teamwright.store.append.duration", {
    description: "How long an append took, by how it ended.",
    unit: "s",
  });
  const read = meter.createCounter("teamwright.store.read.records", {
    description: "Records read.",
    unit: "{record}",
  });
  return {
    ...bound(store),
    async append(log, after, record) {
      const started = now();
      let outcome = "taken";
      try {
        const position = await store.append(log, after, record);
        if (position === null) outcome = "lost";
        return position;
      } catch (error) {
        outcome = (error as { code?: string }).code ?? "error";
        throw error;
      } finally {
        duration.record((now() - started) / 1_000, { outcome });
      }
    },
    async *read(log, after, options) {
      let records = 0;
      try {
        for await (const record of store.read(log, after, options)) {
          records += 1;
          yield record;
        }
      } finally {
        if (records > 0) read.add(records, {});
      }
    },
  };
}
