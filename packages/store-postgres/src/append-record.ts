import { randomBytes } from "node:crypto";
import { checkRecord, TeamError } from "@teamwright/core/store";
import type { Database } from "./database.ts";
import type { TestPoint } from "./open-postgres-store.ts";
import { refused } from "./postgres-error.ts";
import type { Statements } from "./statements.ts";

/**
 * Position of the record once it is committed; null if `after` is not the last position.
 *
 * A connection that breaks during the commit leaves it open whether the record was taken. It is then appended again with the
 * same random tag: the position can be won once, so either the first try has it, or this one, or somebody else. Only when the
 * server stays away, or the place was trimmed in between, STORE_UNKNOWN_OUTCOME remains.
 */
export async function appendRecord(
  log: string,
  after: number,
  record: Uint8Array,
  options: { db: Database; sql: Statements; at?: ((point: TestPoint) => void | Promise<void>) | undefined },
): Promise<number | null> {
  checkRecord(record);
  if (!Number.isSafeInteger(after) || after < 0) return null;
  const { db, sql, at } = options;
  const tag = randomBytes(16);
  let doubt: unknown;
  const values = [log, tag, record, ...(after === 0 ? [] : [after])];
  try {
    return await db.run(async (client) => {
      const repeated = doubt !== undefined;
      if (at) await at("before-append");
      try {
        const { rows } = await client.query<{ position: string }>({
          ...(after === 0 ? sql.begin : sql.append),
          values,
        });
        if (at) await at("after-append");
        if (rows[0]) return Number(rows[0].position);
      } catch (error) {
        if (!refused(error)) doubt = error;
        throw error;
      }
      if (!repeated) return null;
      const { rows } = await client.query<{ last: string; tag: Buffer | null }>({
        ...sql.whose,
        values: [log, after + 1],
      });
      const [found] = rows;
      if (found?.tag?.equals(tag)) return after + 1;
      if (!found || found.tag || Number(found.last) <= after) return null;
      throw new TeamError("STORE_UNKNOWN_OUTCOME", {
        data: { log },
        message: "The connection was lost while the record was added, and the log was trimmed since.",
      });
    });
  } catch (cause) {
    if (doubt === undefined || TeamError.is(cause, "STORE_UNKNOWN_OUTCOME")) throw cause;
    throw new TeamError("STORE_UNKNOWN_OUTCOME", { data: { log }, cause });
  }
}
