// What a tool call answers: the object of `teamwright ... --json`, as structured content and as text for older clients.
import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Rejection, rejectionOf } from "@teamwright/core";
import { MAX_ANSWER, type Page } from "./fit-result.ts";
import { type Profile, wordsFor } from "./tools.ts";

const say = (body: Record<string, unknown>, isError = false): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(body) }],
  structuredContent: body,
  ...(isError ? { isError } : {}),
});

/** A result and the log position it knows of. */
export function sayResult({ result, cursor }: Page, position?: number): CallToolResult {
  return say({
    ok: true,
    result,
    ...(position === undefined ? {} : { position }),
    ...(cursor === undefined ? {} : { cursor }),
  });
}

/** A refusal. Hints that name a command line name the tool instead, where this profile has it. */
export function sayRefusal(error: Rejection, profile: Profile): CallToolResult {
  const { code, message, hint, data } = error;
  const body = { ok: false, error: { code, message: message.slice(0, 2_000), hint: inOurWords(hint, profile), data } };
  if (JSON.stringify(body).length <= MAX_ANSWER) return say(body, true);
  return say({ ...body, error: { ...body.error, data: {} } }, true);
}

/** A refusal made of whatever was thrown. What nobody foresaw is INTERNAL. */
export function sayThrown(error: unknown, profile: Profile): CallToolResult {
  return sayRefusal(rejectionOf(error), profile);
}

/** `teamwright task next` becomes the task_next tool. Commands that this profile does not offer stay as they are. */
export function inOurWords(text: string, profile: Profile): string {
  return text.replace(/`teamwright ([a-z]+)(?: ([a-z]+))?[^`]*`/g, (whole, one: string, two?: string) => {
    const own = one === "listen" ? "wait" : one === "session" && two === "list" ? "session_open" : undefined;
    const words = own ?? wordsFor(profile, `${one}.${two}`) ?? wordsFor(profile, one);
    return words === undefined ? whole : `the tool ${words}`;
  });
}
