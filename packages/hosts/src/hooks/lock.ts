// Before a tool that works on the project: the coordinator of a team that is at work may not, however small the job. Workers may.
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { judgeWork, type Work } from "./judge-work.ts";
import type { Notebook } from "./notebook.ts";
import { isAtWork } from "./team-session.ts";

export interface LockPlace {
  book: Notebook;
  prefix: string;
  /** Tools of this host that edit, read or run, as hooks see their names. */
  tools: Readonly<Record<string, Work>>;
  /** Folder of the pack: its own instructions may be read. */
  pack?: string;
}

/** Undefined lets the client decide as if there were no hook. Throws what the store throws. */
export async function lock(input: HookInput, { book, prefix, tools, pack }: LockPlace): Promise<HookAnswer> {
  const { agent_id, tool_name = "", tool_input = {}, cwd } = input;
  if (agent_id !== undefined || !Object.hasOwn(tools, tool_name)) return undefined;
  const { handle, by } = book.coordinates() ?? {};
  if (handle === undefined || by !== prefix) return undefined;
  const problem = judgeWork({ work: tools[tool_name]!, input: tool_input, cwd }, pack === undefined ? [] : [pack]);
  if (problem === undefined) return undefined;
  // The note may be old: only the log knows whether the team is at work.
  if (!(await isAtWork(handle))) return undefined;
  const reason = `You coordinate the team session ${handle}: ${problem}. Give it to a worker: create a task (task.create of the team's server), beat, and start a worker for it. A person who wants you to do it yourself pauses the session first (session.pause), or starts the client with TEAMWRIGHT_LOCK=off.`;
  return {
    say: {
      hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason },
    },
  };
}
