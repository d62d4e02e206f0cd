// One record of a log: all that one command (or several, given together) caused. It happens or it does not.
import { type TeamEvent, upcast } from "./events.ts";
import { LIMITS } from "./limits.ts";
import { TeamError } from "./team-error.ts";
import type { Actor } from "./vocabulary.ts";

export interface Commit {
  /** Version of the record's shape. */
  readonly v: 1;
  /** Random; how a writer recognises its own record after a timeout. */
  readonly id: string;
  /** Milliseconds since 1970, by the writer's clock. */
  readonly at: number;
  readonly by: Actor;
  /** The commands that caused it; with an id and the answer where the caller gave an id to be able to repeat it. */
  readonly for: readonly { name: string; id?: string; result?: unknown }[];
  readonly events: readonly TeamEvent[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** UTF-8 JSON of a commit. Throws LIMIT_EXCEEDED when it is larger than a record may be. */
export function encodeCommit(commit: Commit): Uint8Array {
  const bytes = encoder.encode(JSON.stringify(commit));
  if (bytes.length > LIMITS.record)
    throw new TeamError("LIMIT_EXCEEDED", { data: { limit: "record", max: LIMITS.record, got: bytes.length } });
  return bytes;
}

/** The commit in a record. Throws RECORD_NEWER for a version this code does not know, STORE_CORRUPT for anything unreadable. */
export function decodeCommit(bytes: Uint8Array, where: { log: string; position: number }): Commit {
  let value: Commit;
  try {
    value = JSON.parse(decoder.decode(bytes)) as Commit;
  } catch (cause) {
    throw new TeamError("STORE_CORRUPT", { data: where, cause });
  }
  if (typeof value !== "object" || value === null || !Array.isArray(value.events))
    throw new TeamError("STORE_CORRUPT", { data: where });
  if (value.v !== 1) throw new TeamError("RECORD_NEWER", { data: { version: value.v, supported: 1 } });
  return { ...value, events: value.events.map((event) => upcast(event as unknown as Record<string, unknown>)) };
}
