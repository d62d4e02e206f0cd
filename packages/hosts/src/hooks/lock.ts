// Before a tool that works on the project: who coordinates a team or leads a board that is at work may not, however small the job. Workers may.
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { judgeWork, type Work } from "./judge-work.ts";
import type { Notebook } from "./notebook.ts";
import { atWork } from "./team-session.ts";

export interface LockPlace {
  book: Notebook;
  prefix: string;
  /** Tools of this host that edit, read or run, as hooks see their names. */
  tools: Readonly<Record<string, Work>>;
  /** Folder of the pack: its own instructions may be read. */
  pack?: string;
  now: number;
}

/** Undefined lets the client decide as if there were no hook. Throws what the store throws. */
export async function lock(input: HookInput, { book, prefix, tools, pack, now }: LockPlace): Promise<HookAnswer> {
  const { agent_id, tool_name = "", tool_input = {}, cwd } = input;
  if (agent_id !== undefined || !Object.hasOwn(tools, tool_name)) return undefined;
  const { handle, by } = book.coordinates() ?? {};
  if (handle === undefined || by !== prefix) return undefined;
  const problem = judgeWork({ work: tools[tool_name]!, input: tool_input, cwd }, pack === undefined ? [] : [pack]);
  if (problem === undefined) return undefined;
  // The note may be old: only the log knows whether anybody is at work.
  const kind = await atWork(handle, now);
  // Who leads a board reads what its specialists wrote.
  if (kind === undefined || (kind === "board" && tools[tool_name] === "read")) return undefined;
  const reason = `${kind === "board" ? boardRule(handle, problem) : teamRule(handle, problem)}, or starts the client with TEAMWRIGHT_LOCK=off.`;
  return {
    say: {
      hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason },
    },
  };
}

const teamRule = (handle: string, problem: string): string =>
  `You coordinate the team session ${handle}: ${problem}. Give it to a worker: create a task (task.create of the team's server), beat, and start a worker for it. A person who wants you to do it yourself pauses the session first (session.pause)`;

const boardRule = (handle: string, problem: string): string =>
  `You lead the board ${handle}, and specialists hold tickets of it: ${problem}. Let it be planned as a ticket, and start a specialist for that. A person who wants you to do it yourself waits until all tickets are given back`;
