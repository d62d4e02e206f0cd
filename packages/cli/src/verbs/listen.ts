import type { FeedEntry } from "@teamwright/runtime";
import { open } from "../open.ts";
import { verbFlags, wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

/**
 * Prints one JSON line per record that has wanted events, then `{type:"position"}` or `{type:"timeout"}` with the position to go on from.
 * One-shot (for background shells): everything since `--since`, and if there is nothing yet the first that comes. `--follow` goes on.
 * Without `--since` it starts at the end of the log. It subscribes before it reads: no gap.
 */
export async function listen({ globals, flags }: Invocation): Promise<number> {
  const f = verbFlags(flags, ["follow!", "timeout-ms", "since", "to", "not-from", "types", "task"]);
  const opened = await open(globals);
  const stop = new AbortController();
  const timeout = wholeNumber("timeout-ms", f["timeout-ms"]) ?? (f.follow ? undefined : 300_000);
  const timer = timeout === undefined ? undefined : setTimeout(() => stop.abort("timeout"), timeout);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort("signal"));
  let position = wholeNumber("since", f.since) ?? opened.session.position;
  let printed = false;
  const types = typeof f.types === "string" ? f.types.split(",") : undefined;
  const wanted = (entry: FeedEntry) =>
    entry.commit.events.filter((e) => {
      const event = e as unknown as Record<string, unknown>;
      const task = typeof event.task === "string" ? event.task : (event.task as { id?: string } | undefined)?.id;
      const from = (event.from ?? event.owner ?? event.by ?? entry.commit.by.name) as string;
      if (types && !types.some((t) => e.type === t || e.type.startsWith(`${t}.`))) return false;
      if (f.task && task !== f.task) return false;
      if (f.to && event.to !== f.to && event.to !== "all") return false;
      return !(f["not-from"] && from === f["not-from"]);
    });
  const print = (entry: FeedEntry) => {
    position = entry.position;
    const events = wanted(entry);
    if (events.length === 0) return;
    printed = true;
    process.stdout.write(
      `${JSON.stringify({ type: "events", position, at: new Date(entry.commit.at).toISOString(), by: entry.commit.by, events })}\n`,
    );
  };
  if (!f.follow)
    for await (const entry of opened.session.feed(position, { follow: false, signal: stop.signal })) print(entry);
  if (!printed || f.follow) {
    for await (const entry of opened.session.feed(position, { signal: stop.signal })) {
      print(entry);
      if (printed && !f.follow) break;
    }
  }
  clearTimeout(timer);
  const timedOut = stop.signal.aborted && stop.signal.reason === "timeout";
  process.stdout.write(`${JSON.stringify({ type: timedOut ? "timeout" : "position", position })}\n`);
  await opened.store.close();
  return 0;
}
