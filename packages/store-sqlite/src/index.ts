export { open } from "./open.ts";
export { openSqliteStore, type SqliteStore, type SqliteStoreOptions, type TestPoint } from "./open-sqlite-store.ts";
