// The empty documents of a pack: templates/NAME.md.hbs, filled with what the session knows.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { TeamError } from "@teamwright/core";
import type { PackComplaint } from "./complaint.ts";
import { packTexts } from "./pack-texts.ts";
import type { TemplateFacts } from "./template-facts.ts";

const END = ".md.hbs";
/** Bytes of a template. The largest of ours has 2 KB. */
const MAX_BYTES = 200_000;

/** Names of the templates of a pack, sorted. `dirs`: its folder, and those of the packs it builds on. */
export const listTemplates = async (dirs: readonly string[]): Promise<string[]> => [
  ...(await packTexts(dirs, "templates", END)).keys(),
];

/** The document. Throws INPUT_INVALID for a name the pack does not have, TEMPLATE_INVALID for a template that is wrong. */
export async function fillTemplate(dirs: readonly string[], name: string, facts: TemplateFacts): Promise<string> {
  const texts = await packTexts(dirs, "templates", END);
  const names = [...texts.keys()];
  const path = texts.get(name);
  if (path === undefined)
    throw new TeamError("INPUT_INVALID", {
      message: `The pack has no template ${JSON.stringify(name.slice(0, 60))}.`,
      hint: names.length > 0 ? `Name one of ${names.join(", ")}.` : "Put one into templates/NAME.md.hbs of the pack.",
      data: { issues: [{ field: "template", problem: "unknown" }] },
    });
  if ((await stat(path)).size > MAX_BYTES)
    throw new TeamError("TEMPLATE_INVALID", {
      message: `${name} has more than ${MAX_BYTES} bytes.`,
      hint: "Move what is not part of the empty document to references/.",
      data: { template: name, variable: "" },
    });
  // Only here: whoever plays or starts a team needs no template engine.
  const { compileTemplate } = await import("@teamwright/prompts");
  return compileTemplate(name, await readFile(path, "utf8"))(facts);
}

const EXAMPLE: TemplateFacts = {
  session: { name: "X-1", team: "x", pipeline: "x", date: "2026-01-01" },
  requirement: "> x",
  task: { id: "X-001", title: "x" },
  upstream: [{ id: "X-002", role: "x", title: "x", summary: "x", artifact: "x" }],
  decisions: [{ by: "X-002", text: "x" }],
  actions: [{ by: "X-002 D1", text: "x" }],
};

/** Fills each template once, so that a wrong one is found before a worker needs it. */
export async function checkTemplates(dir: string): Promise<PackComplaint[]> {
  const found: PackComplaint[] = [];
  for (const name of await listTemplates([dir])) {
    try {
      await fillTemplate([dir], name, EXAMPLE);
    } catch (error) {
      const { message } = error as Error;
      found.push({
        path: join(dir, "templates", `${name}${END}`),
        line: Number(/Parse error on line (\d+)/.exec(message)?.[1] ?? 1),
        column: 1,
        code: "TEMPLATE_INVALID",
        severity: "error",
        message: message.split("\n")[0]!,
        fix: `A template can name ${Object.keys(EXAMPLE).join(", ")}.`,
      });
    }
  }
  return found;
}
