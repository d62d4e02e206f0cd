// A command of the table: flags by its schema, one commit, the views, the answer.
import { COMMANDS, TeamError } from "@teamwright/core";
import { actorOf } from "./globals.ts";
import { sayRejection } from "./main.ts";
import { open } from "./open.ts";
import { printAnswer } from "./print-answer.ts";
import { projectViews } from "./project-views.ts";
import { fieldsOf, readInput } from "./read-input.ts";
import type { Invocation } from "./verbs.ts";

/** Runs the table's command `name`. Resolves to the exit code. */
export async function runCommand(name: string, { globals, words, flags }: Invocation): Promise<number> {
  const command = COMMANDS[name]!;
  const input = readInput(command, words, flags);
  const fields = fieldsOf(command.input);
  const { TEAMWRIGHT_TOKEN: token, TEAMWRIGHT_TASK: task } = process.env;
  if (fields.token && input.token === undefined && token && name !== "task.next" && name !== "task.claim") {
    input.token = token;
    if (fields.task && input.task === undefined && task) input.task = task;
  }
  const actor = actorOf(globals, input.token !== undefined || name === "task.next" || name === "task.claim");
  if (globals.id !== undefined && !/^[A-Za-z0-9._:-]{1,128}$/.test(globals.id))
    throw new TeamError("INPUT_INVALID", {
      message: "--id: letters, digits and . _ : -",
      data: { issues: [{ field: "id", problem: "malformed" }] },
    });
  const opened = await open(globals);
  const answer = await opened.session.run({
    name,
    input,
    actor,
    ...(globals.id === undefined ? {} : { id: globals.id }),
  });
  if (!command.reads) await projectViews(opened);
  await opened.session.close();
  await opened.store.close();
  if (!answer.ok) return sayRejection(answer.error, globals.json);
  if (globals.json)
    process.stdout.write(`${JSON.stringify({ ok: true, result: answer.result, position: answer.position })}\n`);
  else await printAnswer(name, answer.result as Record<string, unknown>, globals);
  return 0;
}
