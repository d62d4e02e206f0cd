import { closest, ERRORS } from "@teamwright/core";
import { badInput } from "../bad-input.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** `errors [CODE]`: the table of errors, or one of them. */
export async function errors({ globals, words }: Invocation): Promise<number> {
  const code = words[0]?.toUpperCase();
  if (code !== undefined && !Object.hasOwn(ERRORS, code)) {
    const near = closest(code, Object.keys(ERRORS));
    throw badInput("code", "unknown", {
      message: `There is no error ${code.slice(0, 60)}.`,
      hint: `${near ? `Did you mean ${near}? ` : ""}\`teamwright errors\` lists all.`,
    });
  }
  const shown = Object.entries(ERRORS).filter(([c]) => code === undefined || c === code);
  if (globals.json) sayResult(Object.fromEntries(shown));
  else
    process.stdout.write(
      `${shown.map(([c, e]) => `${c} (exit ${e.exit})\n  ${e.meaning}\n  hint: ${e.hint}`).join("\n")}\n`,
    );
  return 0;
}
