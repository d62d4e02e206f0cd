export { LOG_ID, type LogId, type LogRecord, type LogStore, type Position, type Snapshot, type Unsubscribe } from "./contract.ts";
export { checkLogId } from "./check-log-id.ts";
export { MAX_RECORD_BYTES } from "../limits.ts";
export { TeamError } from "../team-error.ts";
