// What a host can and cannot do, in words for a person: the doctor says it, and a page of the docs.
import type { HostFacts, PushRoute } from "./capability.ts";

export interface Description {
  can: string[];
  cannot: string[];
}

const NEWS: Readonly<Record<PushRoute, string>> = {
  line: "each line that a background command prints",
  "command-end": "the end of a background command",
  "worker-end": "the end of a worker",
};

/** Sentences without a full stop, each after "can" or "cannot". */
export function describeHost(facts: HostFacts): Description {
  const { spawning, waiting, push, server, hooks, tools } = facts;
  const can = [
    `start ${spawning.atOnce === null ? "workers" : `up to ${spawning.atOnce} workers at a time`}, in the ${spawning.background ? "background" : "foreground"}`,
  ];
  const cannot: string[] = [];
  (spawning.depth > 1 ? can : cannot).push(
    spawning.depth > 1 ? `let a worker start workers, ${spawning.depth} levels deep` : "let a worker start workers",
  );
  (spawning.packAgent === null ? cannot : can).push("start the agents that a pack brings, by name");
  if (push.length > 0) can.push(`be woken by ${push.map((route) => NEWS[route]).join(", ")}`);
  else cannot.push("be woken: only a call that waits brings news");
  if (waiting.seconds) can.push(`wait ${waiting.seconds[0]} to ${waiting.seconds[1]} seconds for a worker`);
  if (tools.ask === undefined) cannot.push("ask a person by itself while nobody is at hand");
  (server.project.length > 0 ? can : cannot).push("tell the team's server which project it works on");
  if (server.agent === "nothing" && !hooks?.rewrites) cannot.push("tell the team's server which agent calls");
  if (hooks) can.push(`run a pack's hooks${hooks.trust ? ", once a person trusts them" : ""}`);
  else cannot.push("run our hooks: that the coordinator does no work itself rests on its instructions");
  return { can, cannot };
}
