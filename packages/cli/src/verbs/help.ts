import { COMMANDS, type Command } from "@teamwright/core";
import { HOSTS } from "@teamwright/hosts/capabilities";
import { fieldsOf, type Field } from "../fields-of.ts";
import { flagNotes } from "../flag-notes.ts";
import { folded } from "../folded.ts";
import { SPEAKS } from "../run-command.ts";
import { sayResult } from "../say-result.ts";
import { unknownCommand } from "../unknown-command.ts";
import { VERBS, type Invocation, type Verb } from "../verbs.ts";

/** What a person begins with, in that order. */
const FIRST = ["pack list", "pack new NAME", "pack play PACK", "run PACK", "session start PACK", "session status"];
const EVERYWHERE = [
  "Everywhere: --session ID --store URL --as KIND[:NAME] --token TOKEN --id COMMAND_ID --json --[no-]color",
  "Environment: TEAMWRIGHT_SESSION TEAMWRIGHT_STORE TEAMWRIGHT_ACTOR TEAMWRIGHT_TOKEN TEAMWRIGHT_TASK TEAMWRIGHT_HOST",
  "`teamwright help COMMAND` shows flags and examples; `teamwright errors` explains codes.",
];

/** All commands in a line each, those of one group, or one command with its flags and examples. */
export async function help({ globals, words }: Invocation): Promise<number> {
  const name = words.slice(0, 2).join(".");
  const exact = pick(name) ?? pick(words[0] ?? "");
  if (exact) {
    if (globals.json) sayResult(exact.verb ? verbFacts(exact.verb) : facts(exact));
    else process.stdout.write(exact.verb ? verbPage(exact.verb) : page(exact));
    return 0;
  }
  const rows = allRows().filter(([n]) => words.length === 0 || n === words[0] || n.startsWith(`${words[0]}.`));
  if (rows.length === 0) throw unknownCommand(words);
  if (globals.json) sayResult(Object.fromEntries(rows));
  else {
    const list = rows.map(([n, s]) => inColumns(n.replace(".", " "), s)).join("\n");
    const start = FIRST.map((line) => {
      const words = line.split(" ").filter((word) => word === word.toLowerCase());
      return inColumns(line, (VERBS[words.join(".")] ?? COMMANDS[words.join(".")]!).summary);
    });
    const head = `teamwright: the coordination kernel for teams of coding agents\n\nTo begin with\n${start.join("\n")}\n\nAll commands\n`;
    const foot = EVERYWHERE.map((line) => wrapped(line, 13)).join("\n");
    process.stdout.write(words.length === 0 ? `${head}${list}\n\n${foot}\n` : `${list}\n`);
  }
  return 0;
}

/** A line as wide as the terminal, where that is known, and never wider than is read with ease. */
const wrapped = (line: string, from: number): string =>
  folded(line, { from, width: Math.max(40, Math.min(process.stdout.columns ?? 80, 100)) });

const inColumns = (name: string, text: string): string => wrapped(`  ${name.padEnd(20)} ${text}`, 23);

const verbFacts = ({ summary, usage }: Verb) => ({ summary, usage, flags: Object.fromEntries(flagNotes(usage)) });

/** What a verb does, its words, and what each flag is for. */
function verbPage({ summary, usage }: Verb): string {
  const flags = flagNotes(usage).map(([name, note]) => inColumns(`--${name}`, note));
  return [
    wrapped(summary, 0),
    "",
    wrapped(`  teamwright ${usage}`, 4),
    ...(flags.length > 0 ? ["", ...flags] : []),
    "",
  ].join("\n");
}

type Picked = { verb: Verb; command?: undefined } | { verb?: undefined; command: Command };

function pick(name: string): Picked | undefined {
  if (Object.hasOwn(VERBS, name)) return { verb: VERBS[name]! };
  return Object.hasOwn(COMMANDS, name) ? { command: COMMANDS[name]! } : undefined;
}

function allRows(): [string, string][] {
  const rows: [string, string][] = [
    ...Object.values(COMMANDS)
      .filter((c) => !Object.hasOwn(VERBS, c.name))
      .map((c): [string, string] => [c.name, c.summary]),
    ...Object.entries(VERBS).map(([n, v]): [string, string] => [n, v.summary]),
  ];
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

function facts({ command }: Picked): unknown {
  const { name, summary, actors, examples, positional = [], input } = command!;
  return { name, summary, actors, examples, positional, flags: fieldsOf(input) };
}

function page({ command }: Picked): string {
  const { summary, actors, examples, positional, input } = command!;
  const kind = ({ type, items, words }: Field) =>
    words?.join(" | ") ??
    (type === "array"
      ? `list of ${items}`
      : type === "json"
        ? "JSON, @file.json or -"
        : type === "string"
          ? "text"
          : type);
  const flags = Object.entries(fieldsOf(input)).map(([k, f]) =>
    inColumns(
      `--${k.replaceAll("_", "-")}`,
      `${kind(f)}${f.required ? ", needed" : ""}${positional?.includes(k) ? " (also by place)" : ""}`,
    ),
  );
  if (SPEAKS.has(command!.name))
    flags.push(
      inColumns("--host", `${Object.keys(HOSTS).join(", ")} or other: the program that runs you, for its words`),
    );
  return `${wrapped(summary, 0)}\n\n${flags.join("\n")}\n\nGiven by: ${actors.join(", ")}\n${examples.map((e) => `  ${e}`).join("\n")}\n`;
}
