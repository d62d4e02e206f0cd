import { MAX_RECORD_BYTES } from "../limits.ts";
import { TeamError } from "../team-error.ts";

/** Throws TeamError INPUT_INVALID unless `record` is bytes, LIMIT_EXCEEDED if it is longer than MAX_RECORD_BYTES. Every store calls this first. */
export function checkRecord(record: unknown): asserts record is Uint8Array {
  if (!(record instanceof Uint8Array)) {
    throw new TeamError("INPUT_INVALID", { message: "A record is a Uint8Array.", data: { issues: ["record"] } });
  }
  if (record.byteLength > MAX_RECORD_BYTES) {
    throw new TeamError("LIMIT_EXCEEDED", { data: { limit: "record", max: MAX_RECORD_BYTES, got: record.byteLength } });
  }
}
