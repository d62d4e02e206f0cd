// `listen --follow --webhook URL`: every record with wanted events is sent until it is taken, and the place is kept on disk.
import { wantedEvents, type Wanted } from "@teamwright/runtime";
import { badInput } from "./bad-input.ts";
import type { Globals } from "./globals.ts";
import { open } from "./open.ts";
import { webhook } from "./send-webhook.ts";
import { type Options, wholeNumber } from "./verb-flags.ts";
import { openCursor } from "./webhook-cursor.ts";

/** How long a receiver may take by default, in milliseconds. Standard Webhooks asks for 15 to 30 seconds. */
const ATTEMPT_MS = 15_000;

interface Telling {
  globals: Globals;
  options: Options;
  wanted: Wanted;
  /** Where to begin when nothing has been told yet; absent: the end of the log as it is. */
  since: number | undefined;
  url: string;
}

/** Prints one JSON line for each delivery that was taken. Runs until a signal comes. */
export async function tellWebhook({ globals, options, wanted, since, url }: Telling): Promise<number> {
  if (!options.follow) throw badInput("follow", "is needed with --webhook");
  const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  const stop = new AbortController();
  const { signal } = stop;
  const send = webhook({
    url,
    secret: process.env.TEAMWRIGHT_WEBHOOK_SECRET,
    attemptMs: wholeNumber("attempt-ms", options["attempt-ms"]) ?? ATTEMPT_MS,
    signal,
    failed: (why, ms) => void process.stderr.write(`webhook: ${why}; again in ${ms} ms\n`),
  });
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  const { session, store, place } = await open(globals);
  const given = typeof options.cursor === "string" ? options.cursor : undefined;
  const cursor = await openCursor(given, { root: place.root, session: session.log, what: { url, wanted } });
  let position = cursor.position ?? since ?? session.position;
  // From now on nothing is left out, whatever ends us.
  if (cursor.position === undefined) cursor.save(position);
  say({ type: "position", position, cursor: cursor.path });
  try {
    for await (const entry of session.feed(position, { signal })) {
      const events = wantedEvents(entry, wanted);
      if (events.length > 0) {
        const { at, by } = entry.commit;
        const data = { session: session.log, position: entry.position, by, events };
        const body = JSON.stringify({ type: "teamwright.events", timestamp: new Date(at).toISOString(), data });
        if (!(await send({ id: `${session.log}.${entry.position}`, body }))) break;
        cursor.save(entry.position);
        say({ type: "delivered", position: entry.position, events: events.length });
      }
      position = entry.position;
    }
    if (signal.aborted) cursor.save(position);
  } finally {
    await cursor.release();
    await session.close();
    await store.close();
  }
  say({ type: "position", position });
  return 0;
}
