// Splits a command line into words, flags, and what every command understands.
import { badInput } from "./bad-input.ts";
import type { Globals } from "./globals.ts";

export interface Flag {
  /** With dashes, whichever way it was written. */
  name: string;
  /** Undefined for a bare `--name`. */
  value?: string;
}

export interface Line {
  words: string[];
  flags: Flag[];
  globals: Globals;
}

const VALUED = ["store", "session", "as", "id", "token"] as const;
const BARE: ReadonlySet<string> = new Set(["json", "help", "version", "color", "no-color"]);
/** Flags that every command understands. */
export const GLOBAL_FLAGS: readonly string[] = [...VALUED, ...BARE];

/**
 * `--` ends the flags; `--k v` and `--k=v` are the same; dashes and underscores in names too. `isBare` says of a flag, given
 * the words before it, whether it takes no value, so that the next word is not its own. A value that starts with `--` needs `=`.
 */
export function splitLine(argv: readonly string[], isBare: (name: string, words: readonly string[]) => boolean): Line {
  const words: string[] = [];
  const all: Flag[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === "--") {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (word === "-h") all.push({ name: "help" });
    else if (!word.startsWith("--")) words.push(word);
    else {
      const equals = word.indexOf("=");
      const name = (equals < 0 ? word.slice(2) : word.slice(2, equals)).replaceAll("_", "-");
      const next = argv[i + 1];
      if (equals >= 0) all.push({ name, value: word.slice(equals + 1) });
      else if (BARE.has(name) || isBare(name, words) || next === undefined || next.startsWith("--")) all.push({ name });
      else {
        all.push({ name, value: next });
        i += 1;
      }
    }
  }
  const globals = globalsOfEnvironment();
  return { words, flags: all.filter((flag) => !takeGlobal(globals, flag)), globals };
}

function globalsOfEnvironment(): Globals {
  const { TEAMWRIGHT_STORE: store, TEAMWRIGHT_SESSION: session, TEAMWRIGHT_ACTOR: as, NO_COLOR } = process.env;
  const { TEAMWRIGHT_TOKEN: token } = process.env;
  return {
    json: false,
    help: false,
    version: false,
    color: process.stdout.isTTY === true && !NO_COLOR,
    ...(store ? { store } : {}),
    ...(session ? { session } : {}),
    ...(as ? { as } : {}),
    ...(token ? { token } : {}),
  };
}

/** True if the flag is one that every command understands; then it is in `globals`. */
function takeGlobal(globals: Globals, { name, value }: Flag): boolean {
  if ((VALUED as readonly string[]).includes(name)) {
    if (value === undefined)
      throw badInput(name, "needs a value", { hint: `Write --${name} VALUE or --${name}=VALUE.` });
    globals[name as (typeof VALUED)[number]] = value;
    return true;
  }
  if (!BARE.has(name)) return false;
  if (value !== undefined && value !== "true" && value !== "false") throw badInput(name, "is true or false");
  if (name === "no-color") globals.color = value === "false";
  else globals[name as "json" | "help" | "version" | "color"] = value !== "false";
  return true;
}
