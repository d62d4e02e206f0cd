export { openFileStore, type FileStore, type FileStoreOptions, type TestPoint } from "./open-file-store.ts";
