export { openPostgresStore, openPostgresStore as open, type PostgresStore } from "./open-postgres-store.ts";
export { type PostgresStoreOptions, type TestPoint } from "./open-postgres-store.ts";
export { grantSql, schemaSql } from "./schema-sql.ts";
