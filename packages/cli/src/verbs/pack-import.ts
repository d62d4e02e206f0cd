import { relative } from "node:path";
import { importCcwPack, loadPack } from "@teamwright/pack";
import { counted } from "../counted.ts";
import { badInput } from "../bad-input.ts";
import { BUNDLED, PACK_TEMPLATE } from "../bundled.ts";
import { plainText } from "../plain-text.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `pack import ccw DIR`: a pack from an older team skill, checked at once; exit 7 when it is not one that can be started. */
export async function packImport({ globals, words, options }: Invocation): Promise<number> {
  const [kind, dir] = words;
  if (kind !== "ccw" || dir === undefined || words.length > 2)
    throw badInput("dir", "missing", {
      message: "Which folder? Like teamwright pack import ccw .claude/skills/team-review",
      hint: "teamwright pack import ccw DIR [--out DIR]",
    });
  const out = typeof options.out === "string" ? { out: options.out } : {};
  const done = await importCcwPack({ dir, ...out, template: PACK_TEMPLATE });
  const { team, complaints: found } = await loadPack(done.out, { bundled: BUNDLED });
  if (globals.json) sayResult({ ...done, loadable: team !== null, pack: found });
  else {
    const line = (c: (typeof found)[number]) =>
      `  ${c.path.replaceAll("\n", "\ufffd")}:${c.line}  ${c.severity}  ${c.code}  ${c.message}\n`;
    const path = relative("", done.out) || ".";
    const shown = path.includes("/") || path.startsWith(".") ? path : `./${path}`;
    const carried = `${counted(done.roles.length, "role")} and ${counted(done.pipelines.length, "pipeline")} are in ${shown}.`;
    const told =
      done.complaints.length > 0 ? `Guessed, mended or not carried:\n${done.complaints.map(line).join("")}` : "";
    const wrong = found.length > 0 ? `The new pack:\n${found.map(line).join("")}` : "";
    const next = team
      ? `Next:\n  teamwright pack check ${shown}\n  teamwright pack test ${shown}\n`
      : `It cannot be started yet. Mend what is told above, then:\n  teamwright pack check ${shown}\n`;
    process.stdout.write(plainText(`${told}${wrong}${done.name}: ${carried} ${next}`));
  }
  return team ? 0 : 7;
}
