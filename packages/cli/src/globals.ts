// What every command understands, and who is speaking.
import { userInfo } from "node:os";
import { type Actor, ACTOR_KINDS, type ActorKind, OwnerId } from "@teamwright/core";
import { badInput } from "./bad-input.ts";

export interface Globals {
  store?: string;
  session?: string;
  as?: string;
  id?: string;
  token?: string;
  json: boolean;
  help: boolean;
  version: boolean;
  color: boolean;
}

/**
 * Who gives the command: `--as KIND[:NAME]`, else a worker when there is a token or `worker` says so, else the person at
 * the terminal. Throws INPUT_INVALID.
 */
export function actorOf({ as, token }: Globals, worker: { is?: boolean; name?: string } = {}): Actor {
  if (as === undefined) {
    if (token === undefined && !worker.is) return { kind: "human", name: userName() };
    return { kind: "worker", name: (worker.name ?? process.env.TEAMWRIGHT_OWNER ?? "worker").slice(0, 128) };
  }
  const [kind = "", ...rest] = as.split(":");
  if (!(ACTOR_KINDS as readonly string[]).includes(kind))
    throw badInput("as", "unknown kind of actor", {
      message: `--as ${as.slice(0, 60)}: use one of ${ACTOR_KINDS.join(", ")}.`,
      hint: "Write --as KIND or --as KIND:NAME.",
    });
  const name = rest.join(":");
  if (name !== "" && !OwnerId.safeParse(name).success)
    throw badInput("as", "malformed name", {
      message: "--as KIND:NAME: a name has letters, digits and . _ @ : -, first a letter or digit.",
    });
  return { kind: kind as ActorKind, name: name || kind };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "someone";
  }
}
