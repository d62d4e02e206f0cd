import { TaskId } from "@teamwright/core";
import { fillTemplate, findPack, listTemplates, templateFacts } from "@teamwright/pack";
import { badInput } from "../bad-input.ts";
import { BUNDLED } from "../bundled.ts";
import { open } from "../open.ts";
import { plainText } from "../plain-text.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack template PACK NAME`: an empty document of the pack, filled with what the session knows; without NAME, which there are. */
export async function packTemplate({ globals, words, options }: Invocation): Promise<number> {
  const [pack, name] = words;
  if (pack === undefined)
    throw badInput("pack", "missing", {
      message: "Which pack?",
      hint: "For example: teamwright pack template lifecycle brief",
    });
  const dir = await findPack(pack, { bundled: BUNDLED });
  if (name === undefined) {
    const templates = await listTemplates(dir);
    if (globals.json) sayResult({ templates });
    else process.stdout.write(`${templates.join("\n") || "This pack has no templates."}\n`);
    return 0;
  }
  const task = typeof options.task === "string" ? options.task : process.env.TEAMWRIGHT_TASK;
  if (task !== undefined && !TaskId.safeParse(task).success) throw badInput("task", "is an id like DRAFT-001");
  const { session, store } = await open(globals, { whole: true });
  const facts = templateFacts(session.state, task);
  await session.close();
  await store.close();
  const text = await fillTemplate(dir, name, facts);
  if (globals.json) sayResult({ template: name, text }, session.position);
  else process.stdout.write(plainText(text));
  return 0;
}
