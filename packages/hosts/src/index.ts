export type { Advice, HostFacts, NameRule, RemovedTool } from "./capabilities/capability.ts";
export {
  ANY,
  describeHost,
  detectHost,
  type HostId,
  HOSTS,
  nameFor,
  type Ordered,
  orderWorkers,
  packAgentName,
  removedFrom,
  serverToolName,
  versionOrder,
} from "./capabilities.ts";
export { type HostLook, lookAtHost } from "./capabilities/look-at-host.ts";
export { parseHost, type Host, type HostCapabilities, type RunningWorker, type WorkerStart } from "./command-host.ts";
export { git } from "./git.ts";
export { isAlive, killGroup, startOf, type ProcessIdentity } from "./process-identity.ts";
export { lockAlone } from "./process-lock.ts";
export { RunRecords, type RunRecord } from "./run-records.ts";
export type { RunEnd, RunOptions, Unmerged } from "./run-options.ts";
export { runTeam } from "./run-team.ts";
export { restore, type Restored } from "./restore.ts";
export { checkRepository, uncommitted, Worktrees } from "./worktrees.ts";
