// Push for hosts that can only call: waits for the next events, at most so long that no client gives up on the call.
import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import { type FeedEntry, wantedEvents, type Wanted } from "@teamwright/runtime";
import { checkSession, invalid } from "./access.ts";
import type { Opened } from "./desk.ts";
import { MAX_ANSWER, pageResult } from "./fit-result.ts";
import type { Arguments, Call } from "./run-command.ts";
import { sayResult } from "./tool-result.ts";

/** Clients of the SDK give up on a call after 60 s. */
const MAX_SECONDS = 55;
const DEFAULT_SECONDS = 25;
/** How often a client that asked for progress hears that we still wait, in milliseconds. */
const PROGRESS_EVERY = 5_000;

interface Envelope {
  position: number;
  at: string;
  by: unknown;
  events: unknown[];
}

/**
 * Every wanted event above `since` (default: the end of the log as it is), in whole records. If there is none yet it waits for
 * the first. `position` is where to go on: what lies up to it has been looked at. `more` says that more is there already.
 */
export async function wait(
  args: Arguments,
  { kit, access, signal }: Call,
  context: ServerContext,
): Promise<CallToolResult> {
  const { session: handle, since, seconds = DEFAULT_SECONDS, cursor } = args;
  if (since !== undefined && (!Number.isSafeInteger(since) || (since as number) < 0))
    throw invalid("since", "is a position of the log");
  if (typeof seconds !== "number" || !(seconds >= 0)) throw invalid("seconds", `is a number from 0 to ${MAX_SECONDS}`);
  if (cursor !== undefined && typeof cursor !== "string") throw invalid("cursor", "give it exactly as the answer did");
  // The start goes with the cursor: without `since` it is known to nobody else.
  const resumed = /^(\d{1,15})\/(.*)$/s.exec(cursor ?? "");
  const wanted = readWanted(args);
  return kit.desk.use(handle, async (opened) => {
    checkSession(access, opened.session.log);
    if (since === undefined && !resumed) await opened.session.catchUp({ signal });
    const from = resumed ? Number(resumed[1]) : ((since as number | undefined) ?? opened.session.position);
    const stopTelling = tellProgress(context);
    try {
      const found = await gather(opened, {
        from,
        wanted,
        ms: Math.min(seconds, MAX_SECONDS) * 1_000,
        signal: AbortSignal.any([signal, kit.stopping]),
      });
      const page = pageResult({ ...found }, resumed?.[2]);
      return sayResult(
        page.cursor === undefined ? page : { ...page, cursor: `${from}/${page.cursor}` },
        found.position,
      );
    } finally {
      stopTelling();
    }
  });
}

interface Found {
  events: Envelope[];
  position: number;
  more: boolean;
}

/** Drains what is there; if nothing of it is wanted, waits for the first record that is, and takes all that came with it. */
async function gather(
  { session }: Opened,
  { from, wanted, ms, signal }: { from: number; wanted: Wanted; ms: number; signal: AbortSignal },
): Promise<Found> {
  const found: Found = { events: [], position: from, more: false };
  let room = MAX_ANSWER - 200;
  /** False when the record does not fit; it is then the first of the next answer. */
  const take = (entry: FeedEntry): boolean => {
    const events = wantedEvents(entry, wanted);
    if (events.length > 0) {
      const { at, by } = entry.commit;
      const envelope = { position: entry.position, at: new Date(at).toISOString(), by, events };
      room -= JSON.stringify(envelope).length + 1;
      if (room < 0 && found.events.length > 0) {
        found.more = true;
        return false;
      }
      found.events.push(envelope);
    }
    found.position = entry.position;
    return true;
  };
  const drain = async () => {
    for await (const entry of session.feed(found.position, { follow: false, signal })) if (!take(entry)) return;
  };
  await drain();
  if (found.events.length === 0 && ms > 0) {
    const late = AbortSignal.timeout(ms);
    for await (const entry of session.feed(found.position, { signal: AbortSignal.any([late, signal]) })) {
      take(entry);
      if (found.events.length > 0) break;
    }
    if (found.events.length > 0) await drain();
  }
  return found;
}

function readWanted(args: Arguments): Wanted {
  const text = (field: string): string | undefined => {
    const value = args[field];
    if (value === undefined || (typeof value === "string" && value.length <= 200)) return value;
    throw invalid(field, "is a short text");
  };
  const { types } = args;
  if (
    types !== undefined &&
    !(Array.isArray(types) && types.length <= 100 && types.every((t) => typeof t === "string"))
  )
    throw invalid("types", "is a list of event types, like message or task.completed");
  const [to, task, kind, notFrom] = [text("to"), text("task"), text("kind"), text("not_from")];
  return {
    ...(types === undefined ? {} : { types: types }),
    ...(to === undefined ? {} : { to }),
    ...(task === undefined ? {} : { task }),
    ...(kind === undefined ? {} : { kind }),
    ...(notFrom === undefined ? {} : { notFrom }),
  };
}

/** Tells a client that asked for it that we still wait. Returns how to stop. */
function tellProgress({ mcpReq }: ServerContext): () => void {
  const { _meta: meta } = mcpReq;
  const progressToken = meta?.progressToken;
  if (progressToken === undefined) return () => {};
  let progress = 0;
  const timer = setInterval(() => {
    progress += PROGRESS_EVERY / 1_000;
    const params = { progressToken, progress, message: `${progress} s without news` };
    // Whoever asked may be gone; then there is nobody to tell.
    mcpReq.notify({ method: "notifications/progress", params }).catch(() => {});
  }, PROGRESS_EVERY);
  return () => clearInterval(timer);
}
