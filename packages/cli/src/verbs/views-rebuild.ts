import { TeamError } from "@teamwright/core";
import { open } from "../open.ts";
import type { Invocation } from "../verbs.ts";

/** Throws the session folder's generated files away and writes them from the log. */
export async function viewsRebuild({ globals }: Invocation): Promise<number> {
  const { rebuild } = await import("@teamwright/views");
  const opened = await open(globals, { whole: true });
  if (!opened.place.root)
    throw new TeamError("STORE_URL", { message: "Views lie beside a file store.", data: { url: opened.place.url } });
  const folder = await rebuild(opened.session, opened.place.root);
  await opened.store.close();
  process.stdout.write(
    globals.json
      ? `${JSON.stringify({ ok: true, result: { folder }, position: opened.session.position })}\n`
      : `${folder}\n`,
  );
  return 0;
}
