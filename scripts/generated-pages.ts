// The text of each generated page. Input are the tables of packages/core; the same table gives the same bytes.
import { flagNotes, verbOf } from "../packages/cli/src/flag-notes.ts";

interface Transition {
  readonly event: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly when: string;
}

interface ErrorEntry {
  readonly meaning: string;
  readonly hint: string;
  readonly retry: string;
  readonly exit: number;
  readonly data?: readonly string[];
}

interface Field {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Field[];
  readonly items?: Field;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly minimum?: number;
}

interface Command {
  readonly name: string;
  readonly summary: string;
  readonly input: { toJSONSchema(options: { io: "input"; unrepresentable: "any" }): unknown };
  readonly actors: readonly string[];
  readonly positional?: readonly string[];
  readonly examples: readonly string[];
  readonly reads?: boolean;
}

const RETRY: Readonly<Record<string, string>> = {
  never: "no",
  reread: "read the state again, then yes",
  later: "later, unchanged",
};

/** Every arrow between the states of a task, drawn and listed. */
export function statesPage(transitions: readonly Transition[]): string {
  const arrows = transitions.flatMap((t) => t.from.map((from) => `  ${from} --> ${t.to}: ${t.event}`));
  const left = new Set(transitions.flatMap((t) => t.from));
  const closed = [...new Set(transitions.map((t) => t.to))].filter((status) => !left.has(status));
  const diagram = ["stateDiagram-v2", "  [*] --> pending", ...arrows, ...closed.map((s) => `  ${s} --> [*]`)];
  const rows = transitions.map((t) => [code(t.event), t.from.join(", "), t.to, t.when]);
  return page("States of a task", "packages/core/src/transitions.ts", [
    "A task is *ready* when it is pending and nothing before it is open; a claim is *stale* when its lease is over. Both are computed, not stored.",
    ["```mermaid", ...diagram, "```"].join("\n"),
    table(["event", "from", "to", "when"], rows),
  ]);
}

/** Every way to say no, by the exit code of the command line. */
export function errorsPage(errors: Readonly<Record<string, ErrorEntry>>): string {
  const rows = Object.entries(errors).map(([name, e]) => [
    code(name),
    e.meaning,
    e.hint,
    RETRY[e.retry] ?? e.retry,
    String(e.exit),
    (e.data ?? []).map(code).join(" "),
  ]);
  return page("Errors", "packages/core/src/errors.ts", [
    "Exit codes: 1 a fault of ours, 2 wrong use, 3 not found, 4 refused by a rule, 5 a race was lost, 6 the store, 7 a broken pack or file. A failure never exits with 0.",
    table(["code", "meaning", "what to do", "try again", "exit", "data"], rows),
  ]);
}

/** The words that docs, skills and prompts use. */
export function vocabularyPage(words: Readonly<Record<string, string>>): string {
  const rows = Object.entries(words).map(([word, meaning]) => [word, meaning]);
  return page("Words", "packages/core/src/vocabulary.ts", [table(["word", "meaning"], rows)]);
}

/** Every command with its fields, as the command line and the tools take them. */
export function commandsPage(commands: Readonly<Record<string, Command>>): string {
  return page("Commands", "packages/core/src/commands/table.ts", Object.values(commands).map(commandPart));
}

/** What the command line can do besides the commands of the table. */
export function verbsPage(verbs: Readonly<Record<string, { summary: string; usage: string }>>): string {
  return page("Command line", "packages/cli/src/verbs.ts", [
    "Every command of [the table](commands.md) is a command of `teamwright` too: `task.claim` is `teamwright task claim`. These are about files, streams or the machine.",
    table(
      ["command", "what it does"],
      Object.values(verbs).map(({ summary, usage }) => [code(`teamwright ${usage}`), summary]),
    ),
    "What their flags are for, as `teamwright help COMMAND` says it:",
    table(["flag", "of", "is"], flagRows(Object.values(verbs))),
    "Everywhere: `--session ID`, `--store URL`, `--as KIND[:NAME]`, `--token TOKEN`, `--id COMMAND_ID`, `--json`, `--[no-]color`, `--help`. A value is given as `--name VALUE` or `--name=VALUE`; `--` ends the flags; `-` stands for standard input, and `@FILE` for a file where JSON or a list is expected. From the environment: `TEAMWRIGHT_SESSION`, `TEAMWRIGHT_STORE`, `TEAMWRIGHT_ACTOR`, `TEAMWRIGHT_TOKEN`, `TEAMWRIGHT_TASK`.",
    "With `--json` each call prints one object: `{ok: true, result, position}`, or `{ok: false, error: {code, message, hint, data}}` with the exit code that [the error](errors.md) has.",
  ]);
}

/** Each flag once for all verbs that mean the same by it. */
function flagRows(verbs: readonly { usage: string }[]): string[][] {
  const of = new Map<string, string[]>();
  for (const { usage } of verbs)
    for (const [flag, note] of flagNotes(usage)) {
      const key = `${flag.split(" ")[0]}\n${note}`;
      of.set(key, [...(of.get(key) ?? []), code(verbOf(usage))]);
    }
  return [...of].map(([key, names]) => {
    const [flag, note] = key.split("\n") as [string, string];
    return [code(`--${flag}`), names.join(", "), note];
  });
}

/** A shape of data as JSON Schema, for editors and models. */
export function schemaPage(title: string, shape: Pick<Command, "input">["input"]): string {
  const schema = shape.toJSONSchema({ io: "input", unrepresentable: "any" }) as object;
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}

function commandPart(command: Command): string {
  const schema = command.input.toJSONSchema({ io: "input", unrepresentable: "any" }) as Field;
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name),
    shape(field),
    schema.required?.includes(name) ? "yes" : "",
    [field.description, field.default === undefined ? "" : `default ${code(JSON.stringify(field.default))}`]
      .filter(Boolean)
      .join("; "),
  ]);
  const parts = [
    `## ${command.name}`,
    `${command.summary} Given by: ${command.actors.join(", ")}.${command.reads ? " Changes nothing." : ""}`,
  ];
  if (command.positional?.length) parts.push(`By place: ${command.positional.map(code).join(" ")}.`);
  if (rows.length > 0) parts.push(table(["field", "shape", "required", "note"], rows));
  if (command.examples.length > 0) parts.push(["```sh", ...command.examples, "```"].join("\n"));
  return parts.join("\n\n");
}

/** A field in a few words: "text up to 60", "one of a, b", "list of text". */
function shape(field: Field): string {
  if (field.enum) return `one of ${field.enum.map((v) => code(String(v))).join(", ")}`;
  if (field.const !== undefined) return code(JSON.stringify(field.const));
  if (field.anyOf) return [...new Set(field.anyOf.map(shape))].join(" or ");
  if (field.items) return `list of ${shape(field.items)}`;
  if (field.properties) return `object with ${Object.keys(field.properties).map(code).join(", ")}`;
  if (field.type === "string") return field.maxLength === undefined ? "text" : `text up to ${field.maxLength}`;
  if (field.type === "integer" || field.type === "number") return numberShape(field);
  return field.type === undefined ? "anything" : [field.type].flat().join(" or ");
}

function numberShape({ minimum, maximum }: Field): string {
  const low = minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? "" : ` from ${minimum}`;
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? "" : ` to ${maximum}`;
  return `number${low}${high}`;
}

export function page(title: string, source: string, parts: readonly string[]): string {
  const note = `<!-- Made by \`npm run generate\` from ${source}. Edit that file. -->`;
  return `${[`# ${title}`, note, ...parts].join("\n\n")}\n`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((c) => c.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

export function code(text: string): string {
  return `\`${text}\``;
}
