// After any call of an agent that holds a claim: its lease is renewed, at most every other minute, because it really works.
import type { HookAnswer, HookInput } from "./hook-input.ts";
import { MAIN, type Notebook } from "./notebook.ts";
import { withSession } from "./team-session.ts";

/** A small part of the default lease of 30 minutes, and seldom enough that nobody notices. */
const EVERY_MS = 120_000;

/** Says so when the claim is lost: the agent must stop. Throws what the store throws. */
export async function renew(
  input: HookInput,
  { book, prefix, now }: { book: Notebook; prefix: string; now: number },
): Promise<HookAnswer> {
  const agent = input.agent_id ?? MAIN;
  const claim = book.claimOf(agent);
  if (!claim || claim.by !== prefix || now - claim.renewed < EVERY_MS) return undefined;
  // First: a store that does not answer is asked again in two minutes, not at the next call.
  book.setClaim(agent, { ...claim, renewed: now });
  const { session, task, token, owner } = claim;
  const answer = await withSession(session, (opened) =>
    opened.run({ name: "task.heartbeat", input: { task, token }, actor: { kind: "worker", name: owner } }),
  );
  if (answer.ok || answer.error.code !== "CLAIM_LOST") return undefined;
  book.setClaim(agent, undefined);
  const { message, hint } = answer.error;
  return {
    say: { hookSpecificOutput: { hookEventName: "PostToolUse", additionalContext: `${task}: ${message} ${hint}` } },
  };
}
