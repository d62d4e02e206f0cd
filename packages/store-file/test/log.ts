// For tests: a log of "r1", "r2", ..., read back as text.
import type { LogStore } from "@teamwright/core/store";
import { expect } from "vitest";

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
