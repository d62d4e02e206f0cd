// What a coordinator reads when there are workers to start, and what each of them is started with: in the words of the program that runs them.
import { compileTemplate } from "./compile.ts";
import type { OwnTemplates } from "./own-templates.ts";
import { ORDERS, SPAWN } from "./templates.ts";

/** What a text needs to know of the program that runs agents. The table of `@teamwright/hosts` has this shape. */
export interface SpawnHost {
  readonly spawning: {
    /** Levels of agents below the session; 1: a worker starts nobody. */
    readonly depth: number;
    readonly atOnce: number | null;
    readonly background: boolean;
    /** The name of a pack's agent; `{pack}` and `{agent}` are filled in. */
    readonly packAgent: string | null;
  };
  readonly waiting: { readonly seconds: readonly [number, number] | null };
  readonly push: readonly ("line" | "command-end" | "worker-end")[];
  readonly tools: { readonly spawn?: string; readonly wait?: string; readonly watch?: string };
  readonly removed: readonly { readonly tool: string }[];
}

/** One worker that is due, as `beat` and `task complete` name it. */
export interface Due {
  readonly task: string;
  readonly role: string;
  readonly owner: string;
  readonly dispatch: string;
}

export interface SpawnOptions {
  /** Absent: words that hold everywhere. */
  host?: SpawnHost;
  /** How a command is given, when not with a shell: `task.claim` to "the tool task_claim". */
  say?: (command: string) => string;
  /** The team, whose plugin may bring the worker as an agent. */
  team?: string;
  /** Handlebars in place of our own. */
  templates?: OwnTemplates;
}

const spawn = compileTemplate("spawn", SPAWN);
const orders = compileTemplate("orders", ORDERS);

/** The few lines that start a worker. Throws TEMPLATE_INVALID for a template of others that names what does not exist. */
export function renderSpawn(due: Due & { session: string }, { say, templates }: SpawnOptions = {}): string {
  const own = templates?.spawn;
  const { session, task, role, owner, dispatch } = due;
  return (own === undefined ? spawn : compileTemplate("spawn", own))({
    ...{ session, task, role, owner, dispatch },
    claim: say?.("task.claim") ?? "",
  }).trimEnd();
}

/** How workers are started here, and what to do then: said once for all that are due. Throws as `renderSpawn`. */
export function renderOrders({ host, say, team, templates }: SpawnOptions = {}): string {
  const own = templates?.orders;
  const { spawning, waiting, push, tools, removed } = host ?? UNKNOWN;
  const agent =
    team === undefined
      ? undefined
      : spawning.packAgent?.replace("{pack}", `team-${team}`).replace("{agent}", `${team}-worker`);
  return (own === undefined ? orders : compileTemplate("orders", own))({
    tool: tools.spawn ?? "",
    background: spawning.background,
    at_once: spawning.atOnce ?? 0,
    agent: agent ?? "",
    told: push.includes("worker-end"),
    watch: tools.watch ?? "",
    wait: tools.wait ?? "",
    least: waiting.seconds?.[0] ?? 0,
    most: waiting.seconds?.[1] ?? 0,
    our_wait: say?.("wait") ?? "`teamwright listen`",
    beat: say?.("beat") ?? "`teamwright beat`",
    gone: removed.map(({ tool }) => `\`${tool}\``).join(", "),
  }).trimEnd();
}

/** Nothing that only some have. */
const UNKNOWN: SpawnHost = {
  spawning: { depth: 1, atOnce: null, background: true, packAgent: null },
  waiting: { seconds: null },
  push: [],
  tools: {},
  removed: [],
};
