import { sessionStatus } from "@teamwright/core";
import { findStore, openSession, openStore } from "@teamwright/runtime";
import type { Invocation } from "../verbs.ts";

/** Lists the sessions of the store, newest first. */
export async function sessionList({ globals }: Invocation): Promise<number> {
  const store = await openStore(findStore(globals.store).url);
  const rows = [];
  for await (const id of store.logs()) {
    const { state } = await openSession(store, id);
    if (state.session) rows.push(sessionStatus(state, Date.now()));
  }
  await store.close();
  rows.sort((a, b) => b.created_at - a.created_at);
  const sessions = rows.map(({ session, team, kind, pipeline, status, counts, created_at }) => ({
    session,
    team,
    kind,
    pipeline,
    status,
    counts,
    created_at,
  }));
  if (globals.json) process.stdout.write(`${JSON.stringify({ ok: true, result: { sessions }, position: 0 })}\n`);
  else
    process.stdout.write(
      sessions.length === 0
        ? "No sessions.\n"
        : `${sessions.map((s) => `${s.session.padEnd(48)} ${s.status.padEnd(9)} ${s.counts.done} done of ${Object.values(s.counts).reduce((a, b) => a + b, 0)}`).join("\n")}\n`,
    );
  return 0;
}
