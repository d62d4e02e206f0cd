// What a tool of the board is: data, so that a server can offer it and a shell can call it.
import { type Actor, type Call, type CommandName, OwnerId, TaskId } from "@teamwright/core";
import * as z from "zod";
import { type Board, refusal } from "./board.ts";

export interface BoardTool<Input extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** For a model, at most 400 characters. */
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodType;
  /** The command of the table that it gives; absent when it only reads. */
  readonly gives?: CommandName;
  /** Throws TeamError; `seedError` says it in the codes of the seeds. */
  run(board: Board, input: z.infer<Input>): Promise<unknown>;
}

/** A tool with its types inferred from its input. */
export const tool = <Input extends z.ZodType>(entry: BoardTool<Input>): BoardTool => entry;

/** A board's name, or a server's handle with the path of its workspace. */
export const Project = z.string().max(4_500);
export const Ref = z.strictObject({ project: Project, id: TaskId });
export const From = OwnerId;
export const Ok = z.string();

/** Gives commands of one actor as one record and answers with the last result. Throws the first refusal. */
export async function give(board: Board, actor: Actor, ...calls: Omit<Call, "actor">[]): Promise<unknown> {
  const by = board.kind === undefined ? actor : { ...actor, kind: board.kind };
  const answers = await board.session.runAll(calls.map((call) => ({ ...call, actor: by })));
  for (const [n, answer] of answers.entries()) {
    if (answer.ok) continue;
    // Whoever has a token of a ticket that is closed has lost its lock; without one it only came too late.
    const token = typeof (calls[n]!.input as { token?: unknown }).token === "string";
    throw refusal({ ...answer.error, data: { ...answer.error.data, token } });
  }
  const last = answers.at(-1)!;
  return last.ok ? last.result : undefined;
}

/** The holder of a claim, as whom its token lets act; the name in the record is that of the claim. */
export const holder = (board: Board, id: string): Actor => ({
  kind: "worker",
  name: board.session.state.tasks.get(id)?.claim?.owner ?? "worker",
});

export const orchestrator: Actor = { kind: "coordinator", name: "orchestrator" };

/** Without fields that are undefined. */
export const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
