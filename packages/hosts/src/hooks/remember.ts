// After a call of our server: notes whom this client's session coordinates, and which claim its agents hold.
import { mkdirSync } from "node:fs";
import { type HookAnswer, type HookInput, isObject } from "./hook-input.ts";
import { MAIN, type Notebook } from "./notebook.ts";
import { type OurCall, ourCall, refusalOf, resultOf } from "./our-call.ts";

/** Never answers anything. */
export function remember(
  input: HookInput,
  { book, prefix, now, gate }: { book: Notebook; prefix: string; now: number; gate: string },
): HookAnswer {
  const call = ourCall(input, prefix);
  if (!call) return undefined;
  const agent = input.agent_id ?? MAIN;
  if (call.board !== undefined) {
    rememberBoard(call.board, { call, input, book, prefix, gate });
    return undefined;
  }
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

/** A worker of this client that works on a ticket was started by one who leads its board. Who holds a ticket itself leads none. */
function rememberBoard(
  handle: string,
  {
    call,
    input,
    book,
    prefix,
    gate,
  }: { call: OurCall; input: HookInput; book: Notebook; prefix: string; gate: string },
): void {
  const noted = book.coordinates();
  if (typeof call.input["lock_token"] !== "string" || (noted && noted.by !== prefix)) return;
  mkdirSync(gate, { recursive: true, mode: 0o700 });
  book.setCoordinates(input.agent_id === undefined ? undefined : { handle, by: prefix });
}
