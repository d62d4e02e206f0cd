// A call of our own server as hooks see it: which command it gives, for whichever tools the server offers.
import { isObject, readAnswer, type HookInput } from "./hook-input.ts";

export interface OurCall {
  /** As the command table has it: `task.claim`; `session.start`, `session.open` and `wait` for the tools that are no commands. */
  command: string;
  input: Readonly<Record<string, unknown>>;
  /** Handle of the board, for a tool of older prompts: such a tool takes no session and no agent. */
  board?: string;
}

/** The call, when the tool's name begins with `prefix`. */
export function ourCall({ tool_name, tool_input = {} }: HookInput, prefix: string): OurCall | undefined {
  if (prefix === "" || !tool_name?.startsWith(prefix)) return undefined;
  const { op } = tool_input;
  const command = typeof op === "string" ? op : tool_name.slice(prefix.length).replace("_", ".");
  const { ref, project = isObject(ref) ? ref["project"] : undefined } = tool_input;
  return { command, input: tool_input, ...(typeof project === "string" ? { board: project } : {}) };
}

/** Its result, when it was not refused. */
export function resultOf({ tool_response }: HookInput): Record<string, unknown> | undefined {
  const answer = readAnswer(tool_response);
  return answer?.["ok"] === true && isObject(answer["result"]) ? answer["result"] : undefined;
}

/** The code of a refusal. */
export function refusalOf({ tool_response }: HookInput): string | undefined {
  const error = readAnswer(tool_response)?.["error"];
  return isObject(error) && typeof error["code"] === "string" ? error["code"] : undefined;
}
