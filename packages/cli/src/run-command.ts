// A command of the table: flags by its schema, one commit, the views, the answer.
import { join } from "node:path";
import { CommandId, COMMANDS } from "@teamwright/core";
import { badInput } from "./bad-input.ts";
import { fieldsOf } from "./fields-of.ts";
import { actorOf, type Globals } from "./globals.ts";
import { open } from "./open.ts";
import { projectViews } from "./project-views.ts";
import { needAll, readInput } from "./read-input.ts";
import { sayRejection } from "./say-rejection.ts";
import { sayResult } from "./say-result.ts";
import type { Invocation } from "./verbs.ts";

/** Commands whose answer tells an agent what to do with its own tools. They take --host besides their fields. */
export const SPEAKS: ReadonlySet<string> = new Set(["beat", "task.claim", "task.next", "task.complete"]);

/** Runs the table's command `name`. Resolves to the exit code. */
export async function runCommand(name: string, { globals, words, flags }: Invocation): Promise<number> {
  const command = COMMANDS[name]!;
  const speaks = SPEAKS.has(name);
  const given = flags.findLast((flag) => speaks && flag.name === "host");
  if (given && given.value === undefined) throw badInput("host", "needs a value");
  const input = readInput(command, words, given ? flags.filter((flag) => flag.name !== "host") : flags);
  fromEnvironment(input, fieldsOf(command.input), globals);
  needAll(command, input);
  const claims = name === "task.next" || name === "task.claim";
  const actor = actorOf(globals, {
    is: claims && process.env.TEAMWRIGHT_WORKER === "1",
    ...(claims ? { name: String(input.owner) } : {}),
  });
  const id = checkId(globals.id);
  const host = given || (speaks && !globals.json) ? (await import("./host-of.ts")).hostOf(given?.value) : undefined;
  const opened = await open(globals);
  const { root } = opened.place;
  const view = { color: globals.color, session: opened.session.log, host, root };
  if (name === "beat" && !globals.json) await (await import("./print-answer.ts")).checkOrders(view);
  const answer = await opened.session.run({ name, input, actor, ...(id === undefined ? {} : { id }) });
  if (!command.reads) await projectViews(opened);
  await opened.session.close();
  await opened.store.close();
  if (!answer.ok) return sayRejection(answer.error, globals.json);
  // Where a worker puts its result document: only the caller's side knows.
  const folder = claims && root ? { session_dir: join(root, "sessions", opened.session.log) } : {};
  const result = { ...(answer.result as Record<string, unknown>), ...folder };
  if (globals.json) sayResult(result, answer.position);
  else {
    const { printAnswer } = await import("./print-answer.ts");
    const team = opened.session.state.session?.team.name;
    await printAnswer(name, result, team === undefined ? view : { ...view, team });
  }
  return 0;
}

/** The id that makes a command happen once however often it is given. Throws INPUT_INVALID. */
export function checkId(id: string | undefined): string | undefined {
  if (id !== undefined && !CommandId.safeParse(id).success)
    throw badInput("id", "malformed", { message: "--id has letters, digits and . _ : - and at most 128 of them." });
  return id;
}

/** The token of the claim, and the task it is for, where a worker's command needs them and does not name them. */
function fromEnvironment(input: Record<string, unknown>, fields: Record<string, unknown>, { token }: Globals): void {
  if (!fields.token || token === undefined) return;
  input.token ??= token;
  const task = process.env.TEAMWRIGHT_TASK;
  if (task && fields.task) input.task ??= task;
  if (task && fields.from) input.from ??= task;
}
