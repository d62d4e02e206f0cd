import { sessionStatus, TeamError } from "@teamwright/core";
import { findStore, openSession, openStore } from "@teamwright/runtime";
import { type Damage, damageOf, damageText, sayDamaged } from "../damage.ts";
import { sayResult } from "../say-result.ts";
import type { Invocation } from "../verbs.ts";

/** Lists the sessions of the store, newest first; behind them those that cannot be read. */
export async function sessionList({ globals }: Invocation): Promise<number> {
  const store = await openStore(findStore(globals.store).url);
  const rows = [];
  const damaged: ({ session: string } & Damage)[] = [];
  for await (const id of store.logs()) {
    try {
      const { state } = await openSession(store, id);
      if (state.session) rows.push(sessionStatus(state, Date.now()));
    } catch (error) {
      if (!TeamError.is(error, "STORE_CORRUPT")) throw error;
      damaged.push({ session: id, ...damageOf(error) });
    }
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
  if (!globals.json) {
    const lines = [
      ...sessions.map(
        (s) =>
          `${s.session.padEnd(48)} ${s.status.padEnd(9)} ${s.counts.done} done of ${Object.values(s.counts).reduce((a, b) => a + b, 0)}\n`,
      ),
      ...damaged.map((d) => `${d.session.padEnd(48)} DAMAGED\n${damageText(d)}`),
    ];
    process.stdout.write(lines.join("") || "No sessions.\n");
  }
  if (damaged.length > 0)
    return sayDamaged(`${damaged.length} of ${rows.length + damaged.length} sessions cannot be read.`, globals.json, {
      log: damaged[0]!.session,
      sessions,
      damaged,
    });
  if (globals.json) sayResult({ sessions });
  return 0;
}
