// One call of a tool that gives commands of the table: who speaks, about which session, and the answer in a size that hosts take.
import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Actor, CommandId, COMMANDS, TeamError } from "@teamwright/core";
import type { HostId } from "@teamwright/hosts/capabilities";
import type { Answer } from "@teamwright/runtime";
import { type Access, actorOf, checkSession, invalid, mayGive, refuse } from "./access.ts";
import { briefed } from "./brief.ts";
import { checkOrders, ordered } from "./ordered.ts";
import type { Opened } from "./desk.ts";
import { cutResult, pageResult } from "./fit-result.ts";
import type { Kit } from "./kit.ts";
import { sayRefusal, sayResult } from "./tool-result.ts";
import type { Tool } from "./tools.ts";

export type Arguments = Record<string, unknown>;

export interface Call {
  kit: Kit;
  access: Access;
  /** Ends the waiting for a turn, never a commit half way. */
  signal: AbortSignal;
  /** The program that runs the agent, when it is known: answers are in its words. */
  host?: HostId;
  /** Makes the command happen once however often it is given. */
  id?: string;
}

/** Nesting of arguments; what the kernel takes has less. */
const MAX_DEPTH = 40;

/** Gives the command that `args` name. Throws TeamError for what is wrong with the call itself. */
export async function runCommand(tool: Tool, args: Arguments, call: Call): Promise<CallToolResult> {
  const { session: handle, agent, op, cursor, ...input } = args;
  const { kit, access } = call;
  const name = chooseCommand(tool, op);
  if (!mayGive(access, name))
    throw refuse("PERMISSION_DENIED", { actor: access.kind, allowed: [...COMMANDS[name]!.actors] });
  checkDepth(args);
  if (cursor !== undefined && typeof cursor !== "string") throw invalid("cursor", "give it exactly as the answer did");
  const reads = COMMANDS[name]!.reads === true;
  if (agent === undefined && !reads) throw invalid("agent", "say who you are, like implementer@d7");
  if (call.id !== undefined && !CommandId.safeParse(call.id).success)
    throw invalid("_meta", "teamwright/id is malformed");
  const actor = actorOf(access, { command: name, agent, token: input["token"] });
  return kit.desk.use(handle, async (opened) => {
    const words = { profile: kit.profile, host: call.host };
    if (name === "beat") checkOrders(opened, words);
    const fields = await fill(name, input, { access, opened, actor });
    const answer = await give(opened, { name, input: fields, actor }, call);
    if (!answer.ok) return sayRefusal(answer.error, kit.profile);
    if (reads) return sayResult(pageResult(answer.result as Arguments, cursor), answer.position);
    kit.committed(opened);
    const result = await briefed(answer.result as Arguments, opened, words);
    return sayResult({ result: cutResult(ordered(result, opened, words)) }, answer.position);
  });
}

/** Gives a command to a session that is open. */
export function give(
  { session }: Opened,
  command: { name: string; input: Arguments; actor: Actor },
  { id, signal }: Pick<Call, "id" | "signal">,
): Promise<Answer> {
  return session.run({ ...command, ...(id === undefined ? {} : { id }) }, { signal });
}

function chooseCommand({ name, does }: Tool, op: unknown): string {
  const names = does as readonly string[];
  if (op === undefined && names.length === 1) return names[0]!;
  if (typeof op === "string" && names.includes(op)) return op;
  if (typeof op === "string" && Object.hasOwn(COMMANDS, op))
    throw new TeamError("PERMISSION_DENIED", {
      message: `The tool ${name} does not do ${op}.`,
      hint: `It does ${names.join(", ")}.`,
      data: { actor: op, allowed: [...names] },
    });
  throw invalid("op", `use one of ${names.join(", ")}`);
}

/** The input of the command: the owner is the agent, and a worker of one role takes that role's tasks only. */
async function fill(
  name: string,
  input: Arguments,
  { access, opened, actor }: { access: Access; opened: Opened; actor: Actor },
): Promise<Arguments> {
  const { session } = opened;
  checkSession(access, session.log);
  if (name === "task.create" && actor.kind === "worker") {
    const { task, ...rest } = input;
    return { from: task, ...rest };
  }
  if (name !== "task.next" && name !== "task.claim") return input;
  const out: Arguments = { ...input, owner: actor.name };
  if (access.role === undefined) return out;
  if (name === "task.next") out["role"] ??= access.role;
  else await session.catchUp();
  const role = name === "task.next" ? out["role"] : session.state.tasks.get(String(out["task"]))?.role;
  if (role !== undefined && role !== access.role)
    throw refuse("ROLE_MISMATCH", { task: out["task"] ?? null, role: access.role, owner_role: role });
  return out;
}

/** Throws LIMIT_EXCEEDED for arguments that are nested too deep. */
export function checkDepth(args: Arguments): void {
  let depth = 0;
  for (let layer: unknown[] = [args]; layer.length > 0; depth++) {
    if (depth >= MAX_DEPTH) throw refuse("LIMIT_EXCEEDED", { limit: "depth", max: MAX_DEPTH });
    layer = layer.flatMap((v) => (typeof v === "object" && v !== null ? Object.values(v) : []));
  }
}
