import { readFileSync } from "node:fs";
import { COMMANDS, ERRORS, type ErrorCode, TeamError } from "@teamwright/core";
import { closest } from "../closest.ts";
import { fieldsOf } from "../read-input.ts";
import { VERBS, type Invocation } from "../verbs.ts";

/** All commands in a line each, or one with its flags and examples. */
export async function help({ globals, words }: Invocation): Promise<number> {
  const name = words.join(".");
  if (name === "") {
    const rows = [
      ...Object.values(COMMANDS)
        .filter((c) => !VERBS[c.name])
        .map((c) => [c.name, c.summary]),
      ...Object.entries(VERBS).map(([n, v]) => [n, v.summary]),
    ].sort(([a], [b]) => (a! < b! ? -1 : 1));
    if (globals.json)
      process.stdout.write(`${JSON.stringify({ ok: true, result: Object.fromEntries(rows), position: 0 })}\n`);
    else
      process.stdout.write(
        `teamwright: the coordination kernel for teams of coding agents\n\n${rows.map(([n, s]) => `  ${n!.replace(".", " ").padEnd(20)} ${s}`).join("\n")}\n\nEverywhere: --session ID  --store URL  --as KIND[:NAME]  --id COMMAND_ID  --json  --no-color\nteamwright help COMMAND shows flags and examples.\n`,
      );
    return 0;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (verb) process.stdout.write(`${verb.summary}\n\n  teamwright ${verb.usage}\n`);
  else if (command) {
    const flags = Object.entries(fieldsOf(command.input)).map(
      ([k, f]) =>
        `  --${k.replaceAll("_", "-").padEnd(16)} ${f.type === "array" ? `list of ${f.items}` : f.type}${command.positional?.includes(k) ? "  (also by place)" : ""}`,
    );
    process.stdout.write(
      `${command.summary}\n\n${flags.join("\n")}\n\nGiven by: ${command.actors.join(", ")}\n${command.examples.map((e) => `  ${e}`).join("\n")}\n`,
    );
  } else {
    const near = closest(name, [...Object.keys(COMMANDS), ...Object.keys(VERBS)]);
    throw new TeamError("COMMAND_UNKNOWN", {
      ...(near ? { hint: `Did you mean \`${near.replace(".", " ")}\`?` } : {}),
      data: { command: name, closest: near ?? null },
    });
  }
  return 0;
}

/** The table of errors, or one of them. */
export async function errors({ globals, words }: Invocation): Promise<number> {
  const code = words[0]?.toUpperCase();
  if (code !== undefined && !Object.hasOwn(ERRORS, code))
    throw new TeamError("INPUT_INVALID", {
      message: `There is no error ${code.slice(0, 60)}.`,
      data: { issues: [{ field: "code", problem: "unknown" }] },
    });
  const shown = Object.fromEntries(
    Object.entries(ERRORS).filter(([c]) => code === undefined || c === (code as ErrorCode)),
  );
  if (globals.json) process.stdout.write(`${JSON.stringify({ ok: true, result: shown, position: 0 })}\n`);
  else
    process.stdout.write(
      `${Object.entries(shown)
        .map(([c, e]) => `${c} (exit ${e.exit})\n  ${e.meaning}\n  ${e.hint}`)
        .join("\n")}\n`,
    );
  return 0;
}

/** Prints the version of this package. */
export async function version({ globals }: Invocation): Promise<number> {
  const { version: v } = JSON.parse(
    readFileSync(
      new URL("../package.json", import.meta.url).pathname.includes("/src/")
        ? new URL("../../package.json", import.meta.url)
        : new URL("../package.json", import.meta.url),
      "utf8",
    ),
  ) as { version: string };
  process.stdout.write(
    globals.json
      ? `${JSON.stringify({ ok: true, result: { version: v, node: process.versions.node }, position: 0 })}\n`
      : `teamwright ${v}\n`,
  );
  return 0;
}
