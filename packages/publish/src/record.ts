// teamwright.json in a built folder: what was built, and a digest of every file, so that an edit, a stale copy and a forgotten version are seen.
import { createHash } from "node:crypto";
import type { Built } from "./build-pack.ts";
import { jsonText } from "./front-matter.ts";
import type { Target } from "./target.ts";

export const RECORD = "teamwright.json";

export interface BuildRecord {
  readonly name: string;
  readonly version: string;
  readonly targets: readonly Target[];
  /** Of all files below. */
  readonly digest: string;
  /** Path to digest. */
  readonly files: Readonly<Record<string, string>>;
}

export const digestOf = (bytes: Uint8Array | string): string =>
  `sha256-${createHash("sha256").update(bytes).digest("hex")}`;

export function recordOf(
  built: Built,
  facts: { name: string; version: string; targets: readonly Target[] },
): BuildRecord {
  const files = Object.fromEntries([...built].map(([path, { bytes }]) => [path, digestOf(bytes)]));
  return { ...facts, digest: digestOf(jsonText(files)), files };
}

/** Reads a record; null when the text is none. */
export function parseRecord(text: string): BuildRecord | null {
  try {
    const record = JSON.parse(text) as BuildRecord;
    const good = typeof record.version === "string" && typeof record.files === "object" && record.files !== null;
    return good && Array.isArray(record.targets) ? record : null;
  } catch {
    return null;
  }
}
