// After a call of our server: notes whom this client's session coordinates, and which claim its agents hold.
import { mkdirSync } from "node:fs";
import { type HookAnswer, type HookInput, isObject } from "./hook-input.ts";
import { MAIN, type Notebook } from "./notebook.ts";
import { ourCall, refusalOf, resultOf } from "./our-call.ts";

/** Never answers anything. */
export function remember(
  input: HookInput,
  { book, prefix, now, gate }: { book: Notebook; prefix: string; now: number; gate: string },
): HookAnswer {
  const call = ourCall(input, prefix);
  if (!call) return undefined;
  const agent = input.agent_id ?? MAIN;
  if (refusalOf(input) === "CLAIM_LOST") book.setClaim(agent, undefined);
  const result = resultOf(input);
  if (!result) return undefined;
  // From now on the other hooks of this pack have something to do.
  mkdirSync(gate, { recursive: true, mode: 0o700 });
  const claim = (of: Record<string, unknown>) => {
    const { task, token } = of;
    const session = of["session"] ?? call.input["session"];
    const owner = call.input["agent"];
    if ([task, token, session, owner].every((value) => typeof value === "string"))
      book.setClaim(agent, { task, token, session, owner, renewed: now, reminded: 0, by: prefix } as never);
  };
  switch (call.command) {
    case "session.start":
    case "beat": {
      const handle = result["handle"] ?? call.input["session"];
      const over = result["next"] === "stop" || result["status"] !== "active";
      if (input.agent_id === undefined && typeof handle === "string")
        book.setCoordinates(over ? undefined : { handle, by: prefix });
      break;
    }
    case "session.archive":
      if (book.coordinates()?.handle === call.input["session"]) book.setCoordinates(undefined);
      break;
    case "task.next":
    case "task.claim":
      claim(result);
      break;
    case "task.complete": {
      const { next } = result;
      book.setClaim(agent, undefined);
      if (isObject(next) && next["do"] === "continue") claim(next);
      break;
    }
    case "task.release":
    case "task.fail":
      book.setClaim(agent, undefined);
      break;
  }
  return undefined;
}
