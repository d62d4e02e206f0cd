// Flags that every command understands, and the rest of the words.
import { userInfo } from "node:os";
import { type Actor, ACTOR_KINDS, type ActorKind, TeamError } from "@teamwright/core";

export interface Flag {
  name: string;
  /** Undefined for a bare `--name`. */
  value?: string;
}

export interface Globals {
  store?: string;
  session?: string;
  as?: string;
  id?: string;
  json: boolean;
  help: boolean;
  version: boolean;
  color: boolean;
}

const VALUED = ["store", "session", "as", "id"] as const;
/** Flags that never take a value, so the next word is not theirs. */
const BARE = new Set([
  "json",
  "help",
  "version",
  "color",
  "no-color",
  "follow",
  "force",
  "final",
  "error",
  "blocking",
  "all",
  "land",
  "can-spawn",
  "resume-latest",
]);

/** Splits a command line. `--` ends the flags; `--k v` and `--k=v` are the same; dashes and underscores in names too. */
export function splitGlobals(argv: readonly string[]): { words: string[]; flags: Flag[]; globals: Globals } {
  const words: string[] = [];
  const flags: Flag[] = [];
  const env = process.env;
  const globals: Globals = {
    json: false,
    help: false,
    version: false,
    color: process.stdout.isTTY === true && !env.NO_COLOR,
    ...(env.TEAMWRIGHT_STORE ? { store: env.TEAMWRIGHT_STORE } : {}),
    ...(env.TEAMWRIGHT_SESSION ? { session: env.TEAMWRIGHT_SESSION } : {}),
    ...(env.TEAMWRIGHT_ACTOR ? { as: env.TEAMWRIGHT_ACTOR } : {}),
  };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === "--") {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (word === "-h") flags.push({ name: "help" });
    else if (!word.startsWith("--")) words.push(word);
    else {
      const equals = word.indexOf("=");
      const name = (equals < 0 ? word.slice(2) : word.slice(2, equals)).replaceAll("_", "-");
      if (equals >= 0) flags.push({ name, value: word.slice(equals + 1) });
      else if (BARE.has(name) || name.startsWith("no-") || argv[i + 1] === undefined || argv[i + 1]!.startsWith("--"))
        flags.push({ name });
      else flags.push({ name, value: argv[++i]! });
    }
  }
  const rest = flags.filter((flag) => {
    const { name, value } = flag;
    if ((VALUED as readonly string[]).includes(name)) {
      if (value === undefined)
        throw new TeamError("INPUT_INVALID", {
          message: `--${name} needs a value.`,
          data: { issues: [{ field: name, problem: "needs a value" }] },
        });
      globals[name as (typeof VALUED)[number]] = value;
    } else if (name === "json" || name === "help" || name === "version") globals[name] = value !== "false";
    else if (name === "color") globals.color = value !== "false";
    else if (name === "no-color") globals.color = false;
    else return true;
    return false;
  });
  return { words, flags: rest, globals };
}

/** Who gives the command: `--as KIND[:NAME]`, else a worker when a token is at hand, else the person at the terminal. Throws INPUT_INVALID. */
export function actorOf(globals: Globals, hasToken: boolean): Actor {
  if (globals.as === undefined)
    return hasToken ? { kind: "worker", name: "worker" } : { kind: "human", name: userName() };
  const [kind, ...name] = globals.as.split(":");
  if (!(ACTOR_KINDS as readonly string[]).includes(kind!))
    throw new TeamError("INPUT_INVALID", {
      message: `--as ${globals.as.slice(0, 60)}: use one of ${ACTOR_KINDS.join(", ")}.`,
      data: { issues: [{ field: "as", problem: "unknown kind of actor" }] },
    });
  return { kind: kind as ActorKind, name: name.join(":").slice(0, 128) || kind! };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "someone";
  }
}
