// For tests: a log of "r1", "r2", ..., read back as text; and a writer that can be put to sleep.
import type { LogStore } from "@teamwright/core/store";
import { expect } from "vitest";
import type { TestPoint } from "../src/open-file-store.ts";

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `r${i + 1}`);

export async function fill(store: LogStore, from: number, to: number): Promise<void> {
  for (let i = from; i <= to; i++) expect(await store.append("log", i - 1, bytes(`r${i}`))).toBe(i);
}

export async function texts(store: LogStore, after = 0): Promise<string[]> {
  const found: string[] = [];
  for await (const record of store.read("log", after)) found.push(new TextDecoder().decode(record.bytes));
  return found;
}

export interface Sleep {
  readonly at: (point: TestPoint) => Promise<void>;
  /** Resolves when somebody sleeps. */
  readonly begun: Promise<void>;
  wake(): void;
}

/** Who comes to `where` sleeps there until it is woken; the first time only. */
export function sleepAt(where: TestPoint): Sleep {
  let fallAsleep = (): void => {};
  let wake = (): void => {};
  const begun = new Promise<void>((resolve) => (fallAsleep = resolve));
  const woken = new Promise<void>((resolve) => (wake = resolve));
  return {
    begun,
    wake: () => wake(),
    async at(point) {
      if (point !== where) return;
      fallAsleep();
      await woken;
    },
  };
}
