// How the tables come into being, and how they change with later versions.
import { TeamError } from "@teamwright/core/store";
import type { ClientBase } from "pg";
import { named, quoted, STEPS } from "./schema-sql.ts";

/** Any number will do, as long as all versions use the same. */
const LOCK = "7310868735422785394";

/** True if the schema is there and is ours; false if there is none yet. Throws RECORD_NEWER for a later format. */
export async function schemaReady(client: ClientBase, schema: string, steps = STEPS): Promise<boolean> {
  const version = await readVersion(client, schema);
  if (version !== null && version > steps.length)
    throw new TeamError("RECORD_NEWER", { data: { version, supported: steps.length } });
  return version === steps.length;
}

/** Creates what is missing and takes an older format to ours. Any number may do so at once: one does, the others wait for it. */
export async function migrate(client: ClientBase, schema: string, steps = STEPS): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    if (!(await schemaReady(client, schema, steps))) await apply(client, schema, steps);
    await client.query("COMMIT");
  } catch (error) {
    // The error that matters is the first one; a connection that is gone has rolled back already.
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function apply(client: ClientBase, schema: string, steps: readonly string[]): Promise<void> {
  const version = await readVersion(client, schema);
  if (version === null) {
    // "IF NOT EXISTS" asks for the right to create a schema even where there is one.
    const { rowCount } = await client.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]);
    if (rowCount === 0) await client.query(`CREATE SCHEMA ${quoted(schema)}`);
    await client.query(`CREATE TABLE ${quoted(schema)}.format (version integer NOT NULL)`);
    await client.query(`INSERT INTO ${quoted(schema)}.format VALUES (0)`);
  }
  for (const step of steps.slice(version ?? 0)) await client.query(named(step, schema));
  await client.query(`UPDATE ${quoted(schema)}.format SET version = ${steps.length}`);
}

async function readVersion(client: ClientBase, schema: string): Promise<number | null> {
  // Not to_regclass: it takes no lock, and so may still know that somebody else's new schema is absent.
  const there = "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'format'";
  if ((await client.query(there, [schema])).rows.length === 0) return null;
  const found = await client.query<{ version: number }>(`SELECT version FROM ${quoted(schema)}.format`);
  if (found.rows[0]) return found.rows[0].version;
  throw new TeamError("STORE_CORRUPT", {
    message: `The table format of schema ${schema} is empty.`,
    hint: `Put its row back: INSERT INTO ${quoted(schema)}.format VALUES (${STEPS.length}); then run \`teamwright store check\`.`,
    data: { path: schema },
  });
}
