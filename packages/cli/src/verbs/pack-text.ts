// What a worker reads of its team's pack while it works: empty documents and references.
import { TaskId } from "@teamwright/core";
import {
  fillTemplate,
  findPack,
  listReferences,
  listTemplates,
  loadPack,
  readReference,
  templateFacts,
} from "@teamwright/pack";
import { badInput } from "../bad-input.ts";
import { BUNDLED } from "../bundled.ts";
import { open } from "../open.ts";
import { plainText } from "../plain-text.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack template [NAME]`: an empty document, filled with what the session knows; without NAME, which there are. */
export async function packTemplate(call: Invocation): Promise<number> {
  const [name] = call.words;
  const task = typeof call.options.task === "string" ? call.options.task : process.env.TEAMWRIGHT_TASK;
  if (task !== undefined && !TaskId.safeParse(task).success) throw badInput("task", "is an id like DRAFT-001");
  const dirs = await packOf(call);
  if (name === undefined) return say(call, { templates: await listTemplates(dirs) });
  const { session, store } = await open(call.globals, { whole: true });
  const facts = templateFacts(session.state, task);
  await session.close();
  await store.close();
  return say(call, { template: name, text: await fillTemplate(dirs, name, facts) });
}

/** `pack reference [NAME]`: a rubric or format that a role points to; without NAME, which there are. */
export async function packReference(call: Invocation): Promise<number> {
  const [name] = call.words;
  const dirs = await packOf(call);
  if (name === undefined) return say(call, { references: await listReferences(dirs) });
  return say(call, { reference: name, text: await readReference(dirs, name) });
}

/** The folders of the pack that is named, else of the session's team: its own, and of those it builds on. */
async function packOf({ globals, options }: Invocation): Promise<readonly string[]> {
  if (typeof options.pack === "string") return foldersOf(options.pack);
  const { session, store } = await open(globals);
  const { name } = session.state.session!.team;
  await session.close();
  await store.close();
  return foldersOf(name);
}

const foldersOf = async (name: string): Promise<readonly string[]> =>
  (await loadPack(await findPack(name, { bundled: BUNDLED }), { bundled: BUNDLED })).dirs;

function say({ globals }: Invocation, result: Record<string, string | string[]>): number {
  const text = result.text ?? Object.values(result).flat();
  if (globals.json) sayResult(result);
  else
    process.stdout.write(plainText(typeof text === "string" ? text : `${text.join("\n") || "This pack has none."}\n`));
  return 0;
}
