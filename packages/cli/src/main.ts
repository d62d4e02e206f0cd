// One call: words to a command, the command to the session, the answer to the terminal. Exit codes come from the error table.
import { COMMANDS, rejectionOf } from "@teamwright/core";
import { config } from "zod";
import { fieldsOf } from "./fields-of.ts";
import { runCommand } from "./run-command.ts";
import { sayRejection } from "./say-rejection.ts";
import { splitLine } from "./split-line.ts";
import { unknownFlag } from "./unknown-flag.ts";
import { flagsOfUsage, verbFlags } from "./verb-flags.ts";
import { VERBS } from "./verbs.ts";

// A call checks one input: compiling its schema takes longer than walking it (3 of 60 ms).
config({ jitless: true });

/** Runs one command line (without node and script). Resolves to the exit code; writes to stdout and stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  let json = argv.includes("--json");
  try {
    const shell = Object.hasOwn(VERBS, argv[0] ?? "") ? VERBS[argv[0]!]! : undefined;
    if (shell?.raw)
      return await shell.run({ globals: splitLine([], isBare).globals, words: argv.slice(1), flags: [], options: {} });
    const { words, flags, globals } = splitLine(argv, isBare);
    json = globals.json;
    if (globals.version) return await VERBS.version!.run({ globals, words: [], flags: [], options: {} });
    const found = findCommand(words);
    if (words.length === 0 && flags.length > 0) throw unknownFlag(flags[0]!.name, []);
    if (globals.help || words.length === 0)
      return await VERBS.help!.run({ globals, words: found ? [found.name] : words, flags: [], options: {} });
    if (!found) throw (await import("./unknown-command.ts")).unknownCommand(words);
    const verb = Object.hasOwn(VERBS, found.name) ? VERBS[found.name] : undefined;
    const call = { globals, words: found.words, flags, options: verb ? verbFlags(flags, verb.usage) : {} };
    return await (verb ? verb.run(call) : runCommand(found.name, call));
  } catch (error) {
    return fail(error, json);
  }
}

/** `task claim X` is task.claim with the word X; `beat` is itself. */
function findCommand(words: readonly string[]): { name: string; words: readonly string[] } | undefined {
  const known = (name: string) => Object.hasOwn(VERBS, name) || Object.hasOwn(COMMANDS, name);
  const two = `${words[0]}.${words[1] ?? ""}`;
  if (known(two)) return { name: two, words: words.slice(2) };
  const one = words[0] ?? "";
  return known(one) ? { name: one, words: words.slice(1) } : undefined;
}

/** Whether a flag takes no value: by the command that the words before it name, else by any command. */
function isBare(name: string, words: readonly string[]): boolean {
  const found = findCommand(words)?.name;
  const names = found === undefined ? [...Object.keys(COMMANDS), ...Object.keys(VERBS)] : [found];
  const key = name.replace(/^no-/, "");
  return names.some((n) => {
    if (Object.hasOwn(VERBS, n)) return flagsOfUsage(VERBS[n]!.usage)[key]?.bare === true;
    const fields = fieldsOf(COMMANDS[n]!.input);
    const field = key.replaceAll("-", "_");
    return Object.hasOwn(fields, field) && fields[field]!.type === "boolean";
  });
}

/** Says what went wrong. Returns the exit code, never 0. What nobody foresaw is INTERNAL; its stack is for TEAMWRIGHT_DEBUG. */
function fail(error: unknown, json: boolean): number {
  if (process.env.TEAMWRIGHT_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return sayRejection(rejectionOf(error), json);
}
