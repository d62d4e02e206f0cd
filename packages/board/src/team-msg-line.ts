// `team-msg OPERATION --session-id S --from R ...`: one JSON line {success, result | error}.
import { TeamError } from "@teamwright/core";
import { openStore } from "@teamwright/runtime";
import { placeOfShell, showViews } from "./shell.ts";
import { seedError } from "./seed-errors.ts";
import { OPERATIONS, openTeamMsg, parseTeamMsg, teamMsgOn } from "./team-msg.ts";

/** Runs one command line (without node and script); `say` gets the line. Resolves to the exit code, never 0 on failure. */
export async function teamMsgLine(argv: readonly string[], say: (line: string) => void): Promise<number> {
  try {
    const [operation = "help", ...rest] = argv;
    if (operation === "help" || argv.includes("--help")) {
      say(
        `team-msg ${OPERATIONS.join("|")} --session-id S [--from R] [--to R] [--type T] [--summary TEXT] [--data JSON] ...`,
      );
      return 0;
    }
    const { store: given, ...fields } = readFlags(rest);
    const input = parseTeamMsg({ operation, ...fields });
    const place = placeOfShell(given as string | undefined);
    const store = await openStore(place.url);
    try {
      const session = await openTeamMsg(store, input);
      const before = session.position;
      const result = await teamMsgOn(session, input);
      if (session.position > before) await showViews(session, place);
      await session.close();
      say(JSON.stringify({ success: true, result }));
    } finally {
      await store.close();
    }
    return 0;
  } catch (cause) {
    const { body, exit } = seedError(cause);
    say(JSON.stringify({ success: false, ...body }));
    return exit;
  }
}

/** `--key value` or `--key=value`; `data` is JSON, `last` and a `since` of digits are numbers. */
function readFlags(argv: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([^=]*)(?:=(.*))?$/s.exec(argv[i]!) ?? [];
    if (name === undefined) throw wrong(argv[i]!, "is no flag");
    const key = name.replaceAll("-", "_");
    if (key === "json") continue;
    const value = inline ?? argv[++i];
    if (value === undefined) throw wrong(argv[i - 1]!, "needs a value");
    found[key] =
      key === "data" ? readData(value) : /^(last|since)$/.test(key) && /^\d+$/.test(value) ? Number(value) : value;
  }
  return found;
}

function readData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong("--data", `is not JSON: ${text.slice(0, 60)}`);
  }
}

function wrong(word: string, problem: string): TeamError {
  const field = word.slice(0, 60);
  return new TeamError("INPUT_INVALID", { message: `${field} ${problem}.`, data: { issues: [{ field, problem }] } });
}
