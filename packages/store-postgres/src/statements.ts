// Every statement of the store, for one schema.

import type { QueryConfig } from "pg";

export type Statements = ReturnType<typeof statements>;

/**
 * The end of a log is a row of its own, and an append is the change of that row: a second writer waits for the first, then
 * sees that `after` is no longer the last position. Inserting the record alone would let a writer that slept win a position
 * that a trim has freed. A position becomes visible only after the one before it, since the row is locked until the commit.
 */
export function statements(schema: string, { rings, keeps }: { rings: boolean; keeps: boolean }) {
  const at = (table: string) => `"${schema}"."${table}"`;
  const ring = rings ? `, pg_notify('${schema}', $1)` : "";
  const append = (take: string) =>
    `WITH taken AS (${take} RETURNING last), kept AS (` +
    `INSERT INTO ${at("records")} (log, position, tag, bytes) SELECT $1, last, $2, $3 FROM taken RETURNING position) ` +
    `SELECT position${ring} FROM kept`;
  const texts = {
    /** log, tag, bytes. */
    begin: append(`INSERT INTO ${at("logs")} (id, last) VALUES ($1, 1) ON CONFLICT (id) DO NOTHING`),
    /** log, tag, bytes, after. */
    append: append(`UPDATE ${at("logs")} SET last = last + 1 WHERE id = $1 AND last = $4`),
    /** log, position: whose record it is, and where the log ends. */
    whose: `SELECT last, tag FROM ${at("logs")} LEFT JOIN ${at("records")} ON log = id AND position = $2 WHERE id = $1`,
    /** log, after, rows, bytes: at least one record if there is any. */
    read:
      `SELECT position, bytes FROM (SELECT position, bytes, sum(octet_length(bytes)) OVER (ORDER BY position) AS through ` +
      `FROM ${at("records")} WHERE log = $1 AND position > $2 ORDER BY position LIMIT $3) AS page ` +
      `WHERE through - octet_length(bytes) < $4 ORDER BY position`,
    /** log, position: whether a record is below it. */
    below: `SELECT FROM ${at("records")} WHERE log = $1 AND position < $2 LIMIT 1`,
    /** log, position: a row if that record is there and none above it, although the log goes on. */
    cut:
      `SELECT FROM ${at("logs")} WHERE id = $1 AND last > $2 ` +
      `AND EXISTS (SELECT FROM ${at("records")} WHERE log = $1 AND position = $2) ` +
      `AND NOT EXISTS (SELECT FROM ${at("records")} WHERE log = $1 AND position > $2)`,
    /** prefix, above, rows. */
    logs: `SELECT id FROM ${at("logs")} WHERE id > $2 AND left(id, length($1)) = $1 ORDER BY id LIMIT $3`,
    /** ids: the end of each. */
    ends: `SELECT id, last FROM ${at("logs")} WHERE id = ANY($1)`,
    /** A number that grows with every append to any log. */
    total: `SELECT coalesce(sum(last), 0) AS total FROM ${at("logs")}`,
    /** log, through. */
    trim: `DELETE FROM ${at("records")} WHERE log = $1 AND position <= $2`,
    /** log. */
    load: `SELECT position, bytes FROM ${at("snapshots")} WHERE log = $1`,
    /** log, position, bytes. */
    save:
      `INSERT INTO ${at("snapshots")} AS old (log, position, bytes) VALUES ($1, $2, $3) ` +
      `ON CONFLICT (log) DO UPDATE SET position = excluded.position, bytes = excluded.bytes ` +
      `WHERE old.position <= excluded.position`,
    listen: `LISTEN "${schema}"`,
  };
  // Under its name a connection keeps a statement with its plan. Planning took longer than appending.
  const named = Object.entries(texts).map(([name, text]) => [name, keeps ? { name, text } : { text }]);
  return Object.fromEntries(named) as Record<keyof typeof texts, QueryConfig>;
}
