export { describeHost } from "./capabilities/describe-host.ts";
export {
  detectHost,
  type HostId,
  HOSTS,
  nameFor,
  packAgentName,
  removedFrom,
  serverToolName,
} from "./capabilities/hosts.ts";
export { versionOrder } from "./capabilities/version-order.ts";
export { ANY, type Ordered, orderWorkers } from "./capabilities/order-workers.ts";
