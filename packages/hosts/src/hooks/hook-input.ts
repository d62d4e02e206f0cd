// What a client tells a hook on standard input. Claude Code and Codex use the same words; whatever else comes is no input.

export interface HookInput {
  /** The client's own session, not the team's. */
  session_id: string;
  cwd: string;
  hook_event_name: string;
  /** Absent: the session itself, not one of its workers. */
  agent_id?: string;
  tool_name?: string;
  tool_input?: Readonly<Record<string, unknown>>;
  tool_response?: unknown;
  stop_hook_active?: boolean;
}

/** What a hook answers: an object for standard output, or words that send the agent back to work (exit 2). */
export type HookAnswer = { say: object } | { back: string } | undefined;

/** Names become parts of paths. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** The input, or undefined for anything that is not one. */
export function readHookInput(text: string): HookInput | undefined {
  try {
    const json = JSON.parse(text) as Record<string, unknown>;
    const { session_id, cwd, hook_event_name, agent_id, tool_name, tool_input, stop_hook_active } = json;
    if (typeof session_id !== "string" || !ID.test(session_id)) return undefined;
    if (typeof cwd !== "string" || typeof hook_event_name !== "string") return undefined;
    if (agent_id !== undefined && !(typeof agent_id === "string" && ID.test(agent_id))) return undefined;
    return {
      ...{ session_id, cwd, hook_event_name, tool_response: json["tool_response"] },
      ...(agent_id === undefined ? {} : { agent_id }),
      ...(typeof tool_name === "string" ? { tool_name } : {}),
      ...(isObject(tool_input) ? { tool_input } : {}),
      ...(stop_hook_active === true ? { stop_hook_active } : {}),
    };
  } catch {
    return undefined;
  }
}

/** What our server answered: `{ok, result}` as text, or as the text of the first part. */
export function readAnswer(response: unknown): Record<string, unknown> | undefined {
  const first =
    isObject(response) && Array.isArray(response["content"]) ? (response["content"] as unknown[])[0] : response;
  const text = isObject(first) ? first["text"] : first;
  try {
    const json = (typeof text === "string" ? JSON.parse(text) : text) as unknown;
    return isObject(json) && typeof json["ok"] === "boolean" ? json : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
