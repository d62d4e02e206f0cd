// One call: words to a command, the command to the session, the answer to the terminal. Exit codes come from the error table.
import { COMMANDS, ERRORS, type Rejection, TeamError } from "@teamwright/core";
import { closest } from "./closest.ts";
import { type Globals, splitGlobals } from "./globals.ts";
import { runCommand } from "./run-command.ts";
import { VERBS } from "./verbs.ts";

/** Runs one command line (without node and script). Resolves to the exit code; writes to stdout and stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  let globals: Globals | undefined;
  try {
    const split = splitGlobals(argv);
    globals = split.globals;
    const { words, name } = commandName(split.words);
    if (globals.version) return await VERBS.version!.run({ globals, words: [], flags: [] });
    if (name === undefined || globals.help)
      return await VERBS.help!.run({ globals, words: name === undefined ? words : [name], flags: [] });
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    if (verb) return await verb.run({ globals, words, flags: split.flags });
    return await runCommand(name, { globals, words, flags: split.flags });
  } catch (error) {
    return fail(error, argv.includes("--json"));
  }
}

/** `task claim X` is task.claim with the word X; `beat` is itself. Throws COMMAND_UNKNOWN with what is nearest. */
function commandName(words: readonly string[]): { name?: string; words: readonly string[] } {
  if (words.length === 0) return { words };
  const two = `${words[0]}.${words[1] ?? ""}`;
  const known = (name: string) => Object.hasOwn(VERBS, name) || Object.hasOwn(COMMANDS, name);
  if (known(two)) return { name: two, words: words.slice(2) };
  if (known(words[0]!)) return { name: words[0]!, words: words.slice(1) };
  const names = [...Object.keys(COMMANDS), ...Object.keys(VERBS)];
  const wanted = words.slice(0, 2).join(".");
  const near = closest(wanted, names) ?? names.filter((n) => n.startsWith(`${words[0]}.`)).join(", ");
  throw new TeamError("COMMAND_UNKNOWN", {
    message: `There is no command \`${words.slice(0, 2).join(" ").slice(0, 100)}\`.`,
    ...(near ? { hint: `Did you mean \`${near.replaceAll(".", " ")}\`? \`teamwright help\` lists all.` } : {}),
    data: { command: wanted.slice(0, 100), closest: near || null },
  });
}

/** Says what went wrong, as text on stderr or as one JSON object on stdout. Returns the exit code, never 0. */
export function fail(error: unknown, json: boolean): number {
  const known = TeamError.is(error);
  const code = known ? error.code : "INTERNAL";
  const rejection: Rejection = known
    ? { code, message: error.message, hint: error.hint, data: { ...error.data } }
    : {
        code,
        message: `${ERRORS.INTERNAL.meaning} ${String((error as Error)?.message ?? error).slice(0, 300)}`,
        hint: ERRORS.INTERNAL.hint,
        data: {},
      };
  if (process.env.TEAMWRIGHT_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return sayRejection(rejection, json);
}

/** Prints a rejection. Returns its exit code. */
export function sayRejection(error: Rejection, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error })}\n`);
  else
    process.stderr.write(
      `${error.code}  ${error.message}\n  ${error.hint}\n${Object.keys(error.data).length > 0 ? `  ${JSON.stringify(error.data).slice(0, 600)}\n` : ""}`,
    );
  return ERRORS[error.code].exit;
}
