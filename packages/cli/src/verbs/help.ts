import { COMMANDS, type Command } from "@teamwright/core";
import { HOSTS } from "@teamwright/hosts/capabilities";
import { fieldsOf, type Field } from "../fields-of.ts";
import { SPEAKS } from "../run-command.ts";
import { sayResult } from "../say-result.ts";
import { unknownCommand } from "../unknown-command.ts";
import { VERBS, type Invocation, type Verb } from "../verbs.ts";

const EVERYWHERE = `Everywhere: --session ID  --store URL  --as KIND[:NAME]  --token TOKEN  --id COMMAND_ID  --json  --[no-]color
Environment: TEAMWRIGHT_SESSION TEAMWRIGHT_STORE TEAMWRIGHT_ACTOR TEAMWRIGHT_TOKEN TEAMWRIGHT_TASK TEAMWRIGHT_HOST
teamwright help COMMAND shows flags and examples; teamwright errors explains codes.`;

/** All commands in a line each, those of one group, or one command with its flags and examples. */
export async function help({ globals, words }: Invocation): Promise<number> {
  const name = words.slice(0, 2).join(".");
  const exact = pick(name) ?? pick(words[0] ?? "");
  if (exact) {
    if (globals.json) sayResult(exact.verb ? { summary: exact.verb.summary, usage: exact.verb.usage } : facts(exact));
    else process.stdout.write(exact.verb ? `${exact.verb.summary}\n\n  teamwright ${exact.verb.usage}\n` : page(exact));
    return 0;
  }
  const rows = allRows().filter(([n]) => words.length === 0 || n === words[0] || n.startsWith(`${words[0]}.`));
  if (rows.length === 0) throw unknownCommand(words);
  if (globals.json) sayResult(Object.fromEntries(rows));
  else {
    const list = rows.map(([n, s]) => `  ${n.replace(".", " ").padEnd(20)} ${s}`).join("\n");
    process.stdout.write(
      `teamwright: the coordination kernel for teams of coding agents\n\n${list}\n\n${EVERYWHERE}\n`,
    );
  }
  return 0;
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
  const kind = ({ type, items }: Field) =>
    type === "array" ? `list of ${items}` : type === "json" ? "JSON, @file.json or -" : type;
  const flags = Object.entries(fieldsOf(input)).map(
    ([k, f]) =>
      `  --${k.replaceAll("_", "-").padEnd(16)} ${kind(f)}${f.required ? ", needed" : ""}${positional?.includes(k) ? " (also by place)" : ""}`,
  );
  if (SPEAKS.has(command!.name))
    flags.push(
      `  --${"host".padEnd(16)} ${Object.keys(HOSTS).join(", ")} or other: the program that runs you, for its words`,
    );
  return `${summary}\n\n${flags.join("\n")}\n\nGiven by: ${actors.join(", ")}\n${examples.map((e) => `  ${e}`).join("\n")}\n`;
}
