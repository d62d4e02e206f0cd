// At an agent's stop: one that still holds a task is sent back to report it or give it back.
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { MAIN, type Notebook } from "./notebook.ts";
import { holds } from "./team-session.ts";

/** An agent that does not listen is let go; its lease ends by itself. */
const REMINDERS = 2;

/** Throws what the store throws. */
export async function finish(
  input: HookInput,
  { book, prefix }: { book: Notebook; prefix: string },
): Promise<HookAnswer> {
  const agent = input.agent_id ?? MAIN;
  const claim = book.claimOf(agent);
  if (!claim || claim.by !== prefix || claim.reminded >= REMINDERS) return undefined;
  if (!(await holds(claim.session, claim))) {
    book.setClaim(agent, undefined);
    return undefined;
  }
  book.setClaim(agent, { ...claim, reminded: claim.reminded + 1 });
  const { task, session, owner } = claim;
  return {
    back: `You still hold ${task} of session ${session} as ${owner}. First report it with task_complete, or give it back: the command task.release of the team's server, or task.fail with a reason. Then stop.`,
  };
}
