// The tables as text. No type of the driver is named here: who only wants the text needs none.

/** One step per format version; a step is never edited once published. `$schema` stands for the quoted name. */
export const STEPS: readonly string[] = [
  `CREATE TABLE $schema.logs (
  id text COLLATE "C" PRIMARY KEY,
  last bigint NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE $schema.records (
  log text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  tag bytea NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (log, position)
);
CREATE TABLE $schema.snapshots (
  log text COLLATE "C" PRIMARY KEY,
  position bigint NOT NULL,
  bytes bytea NOT NULL
);`,
];

/** What an administrator may run instead of letting the first writer do it. */
export function schemaSql(schema: string): string {
  return [
    `CREATE SCHEMA ${quoted(schema)};`,
    `CREATE TABLE ${quoted(schema)}.format (version integer NOT NULL);`,
    ...STEPS.map((step) => named(step, schema)),
    `INSERT INTO ${quoted(schema)}.format VALUES (${STEPS.length});`,
  ].join("\n");
}

/** All that a role needs which may use the store, but not create it. Without DELETE it works too, except for trim. */
export function grantSql(schema: string, role: string): string {
  const name = quoted(schema);
  return [
    `GRANT USAGE ON SCHEMA ${name} TO ${quoted(role)};`,
    `GRANT SELECT ON ${name}.format TO ${quoted(role)};`,
    `GRANT SELECT, INSERT, UPDATE ON ${name}.logs, ${name}.snapshots TO ${quoted(role)};`,
    `GRANT SELECT, INSERT, DELETE ON ${name}.records TO ${quoted(role)};`,
  ].join("\n");
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const named = (sql: string, schema: string): string => sql.replaceAll("$schema", quoted(schema));
