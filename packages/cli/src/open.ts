// Opens the store and the session that a call is about.
import { TeamError } from "@teamwright/core";
import { checkLogId, type LogStore } from "@teamwright/core/store";
import {
  findStore,
  openSession,
  openStore,
  type OpenOptions,
  type Session,
  type StorePlace,
} from "@teamwright/runtime";
import type { Globals } from "./globals.ts";

export interface Opened {
  place: StorePlace;
  store: LogStore;
  session: Session;
}

/** Opens the named session; without a name, the only one that is not over. Throws SESSION_NOT_FOUND and what the store throws. */
export async function open(globals: Globals, options: OpenOptions = {}): Promise<Opened> {
  if (globals.session !== undefined) checkLogId(globals.session);
  const place = findStore(globals.store);
  const store = await openStore(place.url);
  const name = globals.session ?? (await onlySession(store));
  return { place, store, session: await openSession(store, name, { mustExist: true, ...options }) };
}

async function onlySession(store: LogStore): Promise<string> {
  const all: string[] = [];
  for await (const id of store.logs()) all.push(id);
  const live: string[] = [];
  for (const id of all.length > 1 ? all : []) {
    const { state } = await openSession(store, id);
    if (state.session?.status === "active" || state.session?.status === "paused") live.push(id);
  }
  const choice = all.length === 1 ? all : live;
  if (choice.length === 1) return choice[0]!;
  throw new TeamError("SESSION_NOT_FOUND", {
    message: all.length === 0 ? "The store has no session yet." : "Which session? There are several.",
    hint:
      all.length === 0
        ? "Run `teamwright session start`."
        : `Add --session with one of: ${(live.length > 0 ? live : all).slice(0, 10).join(", ")}`,
    data: { closest: (live.length > 0 ? live : all).slice(0, 10) },
  });
}
