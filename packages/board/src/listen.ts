// One-shot listening with the envelopes of the seeds. It subscribes before it reads, so nothing falls between.
import type { Board } from "./board.ts";
import { type Flags, wholeNumber } from "./parse-flags.ts";
import { type Entry, translator } from "./seed-events.ts";

/** The longest a timer of Node can wait; more would fire at once. */
const MAX_WAIT = 2 ** 31 - 1;

/**
 * Says one envelope: the events behind `since` up to the first of another ticket, or a timeout. Its greatest `at` is the cursor for
 * the next call, which begins with that other ticket: a client that reads only the last line loses nothing either. About one
 * ticket, what its holder did itself is left out unless `all`, `types` or `not-from` say otherwise.
 */
export async function listen(board: Board, flags: Flags, say: (envelope: unknown) => void): Promise<void> {
  const { id, since, types, all } = flags;
  const holder = id === undefined ? undefined : board.session.state.tasks.get(id)?.claim?.owner;
  const own = all !== undefined || types !== undefined ? undefined : holder;
  const { from, read } = translator(board.session, {
    since,
    types: types?.split(","),
    ticket: id,
    notFrom: flags.notFrom ?? own,
  });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), Math.min(wholeNumber("timeout-ms", flags.timeout) ?? 300_000, MAX_WAIT));
  const end = board.session.position;
  const found: Entry[] = [];
  try {
    for await (const record of board.session.feed(from, { signal: stop.signal })) {
      found.push(...(await read(record)));
      // What is there already is one answer; what comes later is answered as it comes.
      if (found.some(({ ticket }) => ticket !== found[0]!.ticket)) break;
      if (found.length > 0 && record.position >= end) break;
    }
  } finally {
    clearTimeout(timer);
  }
  const [first] = found;
  if (!first) return say({ type: "timeout" });
  const other = found.findIndex(({ ticket }) => ticket !== first.ticket);
  const events = (other < 0 ? found : found.slice(0, other)).map(({ event }) => event);
  say({ type: "events", ref: { project: board.project, id: first.ticket }, events });
}
