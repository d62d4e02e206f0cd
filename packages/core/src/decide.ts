// Commands in, events out. Nothing outside is touched and the state is the same afterwards.
import { COMMANDS } from "./commands/table.ts";
import { Draft, Rejected, type Context, type Rejection, reject } from "./draft.ts";
import type { TeamEvent } from "./events.ts";
import { invalidInput, issuesOf } from "./invalid-input.ts";
import type { Commit } from "./record.ts";
import { rejectionOf } from "./rejection-of.ts";
import type { State } from "./state/state.ts";
import type { Actor } from "./vocabulary.ts";

export interface Call {
  readonly name: string;
  readonly input: unknown;
  readonly actor: Actor;
  /** Given again, the first answer is given again and nothing happens twice. */
  readonly id?: string;
}

export type Outcome =
  | {
      readonly ok: true;
      /** The answer, to be asked for once the events are durable and applied. */ answer(
        state: State,
        position: number,
      ): unknown;
    }
  | { readonly ok: false; readonly error: Rejection };

export interface Decision {
  readonly events: readonly TeamEvent[];
  readonly for: Commit["for"];
  /** One for each call, in order. */
  readonly outcomes: readonly Outcome[];
}

/** Decides `calls` one after another as one commit. A refused call adds nothing and does not stop the others. */
export function decide(state: State, calls: readonly Call[], context: Context): Decision {
  const events: TeamEvent[] = [];
  const causes: { name: string; id?: string; result?: unknown }[] = [];
  const outcomes: Outcome[] = [];
  state.journal.begin();
  try {
    for (const call of calls) {
      const mark = state.journal.mark();
      const draft = new Draft(state, call.actor, context);
      try {
        const answer = decideOne(draft, call);
        if (draft.events.length > 0) {
          events.push(...draft.events);
          causes.push(
            call.id === undefined
              ? { name: call.name }
              : { name: call.name, id: call.id, result: remembered(answer(state, state.position)) },
          );
          if (call.id !== undefined)
            state.seen.put({ id: call.id, name: call.name, result: causes.at(-1)!.result, position: state.position });
        }
        outcomes.push({ ok: true, answer });
      } catch (error) {
        state.journal.rollback(mark);
        if (!(error instanceof Rejected)) throw error;
        outcomes.push({ ok: false, error: error.rejection });
      }
    }
  } finally {
    state.journal.rollback();
  }
  return { events, for: causes, outcomes };
}

function decideOne(draft: Draft, call: Call): (state: State, position: number) => unknown {
  const entry = Object.hasOwn(COMMANDS, call.name) ? COMMANDS[call.name] : undefined;
  if (!entry) throw reject("COMMAND_UNKNOWN", { command: call.name });
  if (!entry.actors.includes(call.actor.kind))
    throw reject("PERMISSION_DENIED", { actor: call.actor.kind, allowed: [...entry.actors] });
  const parsed = entry.input.safeParse(call.input);
  if (!parsed.success) throw new Rejected(rejectionOf(invalidInput(issuesOf(parsed.error))));
  const seen = call.id === undefined ? undefined : draft.state.seen.get(call.id);
  if (seen) {
    if (seen.name !== call.name)
      throw reject("INPUT_INVALID", { issues: [{ field: "id", problem: `was used for ${seen.name}` }] });
    return () => ({ ...(seen.result as object), repeated: true });
  }
  return entry.decide(draft, parsed.data);
}

/** What of an answer may stand in the log: no secrets, no bundle that can be made again. */
function remembered(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null) return answer;
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === "token" || key === "bundle" ? undefined : value)),
  );
}
