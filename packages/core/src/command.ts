// What a command is. One table of these makes CLI flags, MCP tools, JSON Schemas and docs.
import type { z } from "zod";
import type { Draft } from "./draft.ts";
import type { State } from "./state/state.ts";
import type { ActorKind } from "./vocabulary.ts";

export interface Command<Input extends z.ZodType = z.ZodType, Result = unknown> {
  readonly name: string;
  /** One sentence, for help texts and models. */
  readonly summary: string;
  readonly input: Input;
  /** Who may give it. A worker also needs the token of its claim where the input has `token`. */
  readonly actors: readonly ActorKind[];
  /** Input fields that a command line gives by place. */
  readonly positional?: readonly string[];
  readonly examples: readonly string[];
  /** True when it changes nothing, however often it is given. */
  readonly reads?: boolean;
  /** True when the answer needs rows that `state`, begun at a hot snapshot, may have left out: it is then replayed whole before `decide`. */
  history?(input: z.infer<Input>, state: State): boolean;
  /** Emits what happens, or throws `reject(...)`. Returns what is to be answered once the events are durable. */
  decide(draft: Draft, input: z.infer<Input>): (state: State, position: number) => Result;
}

/** One entry of the table. Its schema is made when it is first asked for: making all of them would be half the start of a command line. */
export function command<Input extends z.ZodType>({
  input,
  ...entry
}: Omit<Command<Input>, "input"> & { input: () => Input }): Command<Input> {
  let made: Input | undefined;
  return {
    ...entry,
    get input() {
      return (made ??= input());
    },
  };
}
