// The workers that are due, as their host takes them: a name it allows, the prompt to give, and how to start them.
import { type Due, renderOrders, renderSpawn, type SpawnOptions } from "@teamwright/prompts";
import { type HostId, HOSTS, nameFor } from "./hosts.ts";

export interface Ordered<Worker> {
  /** What to do with all of them. */
  readonly how: string;
  readonly workers: (Worker & { name: string; prompt: string })[];
}

/** What `orderWorkers` says of any worker: shown as a pattern, and tried before a command is given whose answer will need it. */
export const ANY = { task: "TASK", role: "ROLE", owner: "OWNER", dispatch: "DISPATCH" } as const satisfies Due;

/** Undefined `host`: one that we do not know, so words that hold everywhere and the task's own id as name. Throws TEMPLATE_INVALID. */
export function orderWorkers<Worker extends Due>(
  due: readonly Worker[],
  { session, host, ...options }: Omit<SpawnOptions, "host"> & { session: string; host: HostId | undefined },
): Ordered<Worker> {
  const facts = host === undefined ? {} : { host: HOSTS[host] };
  return {
    how: renderOrders({ ...options, ...facts }),
    workers: due.map((worker) => ({
      ...worker,
      name: host === undefined ? worker.task : nameFor(HOSTS[host].taskName, worker.task),
      prompt: renderSpawn({ ...worker, session }, options),
    })),
  };
}
