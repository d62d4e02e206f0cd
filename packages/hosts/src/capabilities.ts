export { describeHost } from "./capabilities/describe-host.ts";
export {
  compareVersions,
  detectHost,
  type HostId,
  HOSTS,
  nameFor,
  packAgentName,
  removedFrom,
  serverToolName,
} from "./capabilities/hosts.ts";
export { ANY, type Ordered, orderWorkers } from "./capabilities/order-workers.ts";
