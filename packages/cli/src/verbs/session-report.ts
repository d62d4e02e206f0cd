import { open } from "../open.ts";
import { plainText } from "../plain-text.ts";
import type { Invocation } from "../verbs.ts";

/** Prints the report of a session, also while it runs. */
export async function sessionReport({ globals }: Invocation): Promise<number> {
  const { report } = await import("@teamwright/views");
  const opened = await open(globals, { whole: true });
  const text = await report(opened.session);
  await opened.store.close();
  process.stdout.write(
    globals.json
      ? `${JSON.stringify({ ok: true, result: { report: text }, position: opened.session.position })}\n`
      : plainText(text),
  );
  return 0;
}
