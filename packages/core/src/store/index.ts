export {
  LOG_ID,
  type LogId,
  type LogRecord,
  type LogStore,
  type Position,
  type Snapshot,
  type Unsubscribe,
} from "./contract.ts";
export { backOff } from "./back-off.ts";
export { letOthersIn, type Turns } from "./let-others-in.ts";
export { checkLogId } from "./check-log-id.ts";
export { checkRecord } from "./check-record.ts";
export {
  memoryStorage,
  memoryStore,
  type MemoryStorage,
  type MemoryStore,
  type MemoryStoreOptions,
} from "./memory-store.ts";
export { underWay, type UnderWay } from "./under-way.ts";
export { readOnly } from "./read-only.ts";
export { withMetrics, type Meter } from "./with-metrics.ts";
export { withNotifier, type Notifier } from "./with-notifier.ts";
export { MAX_RECORD_BYTES } from "../limits.ts";
export { TeamError } from "../team-error.ts";
export { storeReplaced } from "./store-replaced.ts";
