// Before a call of our server: it is allowed, and says who gives it. What a model forgot is filled in; what it said itself stays.
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { MAIN, type Notebook } from "./notebook.ts";
import { ourCall } from "./our-call.ts";

/** Commands that only steer: a worker that gives one has mistaken itself for the coordinator. */
const STEERING: ReadonlySet<string> = new Set([
  "beat", "session.start", "session.pause", "session.resume", "session.archive",
  "task.break", "task.withdraw", "task.cancel", "task.revise", "ask.answer", "role.add",
]); // prettier-ignore
const CLAIMING: ReadonlySet<string> = new Set(["task.next", "task.claim"]);
/** Commands that a worker proves with its token. */
const PROVEN =
  /^(task\.(progress|heartbeat|checkpoint|complete|release|fail|create)|msg\.post|wisdom\.add|discuss\.record|role\.request)$/;

/** The answer for one call; undefined when it is not ours. */
export function identify(input: HookInput, { book, prefix }: { book: Notebook; prefix: string }): HookAnswer {
  const call = ourCall(input, prefix);
  if (!call) return undefined;
  const { command, input: given, board } = call;
  if (board !== undefined) return decide("allow", {});
  const claim = book.claimOf(input.agent_id ?? MAIN);
  const coordinates = input.agent_id === undefined ? book.coordinates()?.handle : undefined;
  if (claim && input.agent_id !== undefined && STEERING.has(command))
    return decide("deny", {
      reason: `You are the worker ${claim.owner} and hold ${claim.task}; ${command} is for the coordinator. Finish or release your task first.`,
    });
  if (coordinates !== undefined && CLAIMING.has(command) && given["session"] === coordinates)
    return decide("deny", {
      reason: `You coordinate this session: start a worker for the task and let it claim. Beat says which.`,
    });
  const added: Record<string, unknown> = {};
  const add = (field: string, value: string) => {
    if (given[field] === undefined) added[field] = value;
  };
  if (claim) {
    const same = given["task"] === undefined || given["task"] === claim.task;
    add("session", claim.session);
    add("agent", claim.owner);
    if (PROVEN.test(command) && same) {
      add("task", claim.task);
      add("token", claim.token);
    }
  } else if (coordinates !== undefined) {
    add("session", coordinates);
    add("agent", "coordinator");
  }
  return decide("allow", Object.keys(added).length === 0 ? {} : { updatedInput: { ...given, ...added } });
}

function decide(permissionDecision: "allow" | "deny", more: { reason?: string; updatedInput?: object }): HookAnswer {
  const { reason = "a call of the team's server", updatedInput } = more;
  return {
    say: {
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision,
        permissionDecisionReason: reason,
        ...(updatedInput === undefined ? {} : { updatedInput }),
      },
    },
  };
}
