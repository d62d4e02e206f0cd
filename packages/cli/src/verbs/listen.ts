import { type FeedEntry, wantedEvents } from "@teamwright/runtime";
import { badInput } from "../bad-input.ts";
import { open } from "../open.ts";
import { wholeNumber } from "../verb-flags.ts";
import type { Invocation } from "../verbs.ts";

/** The longest a timer of Node can wait; more would fire at once. */
const MAX_WAIT = 2 ** 31 - 1;

/**
 * Prints one JSON line per record that has wanted events, then `{type:"position"}` or `{type:"timeout"}` with the position to go on from.
 * One-shot (for background shells): everything above `--since`; if there is nothing yet it waits, at most `--timeout-ms` (default 300,000),
 * for the first that comes and prints it with all that came with it. `--follow` goes on. `--since 0` is the start of the session;
 * without it, the end of the log as it is now. It subscribes before it reads, so nothing falls between.
 */
export async function listen({ globals, options }: Invocation): Promise<number> {
  const since = wholeNumber("since", options.since);
  const timeout = wholeNumber("timeout-ms", options["timeout-ms"]) ?? (options.follow ? undefined : 300_000);
  const wanted = {
    ...(typeof options.types === "string" ? { types: options.types.split(",") } : {}),
    ...(typeof options.task === "string" ? { task: options.task } : {}),
    ...(typeof options.to === "string" ? { to: options.to } : {}),
    ...(typeof options.kind === "string" ? { kind: options.kind } : {}),
    ...(typeof options["not-from"] === "string" ? { notFrom: options["not-from"] } : {}),
  };
  if (typeof options.webhook === "string")
    return (await import("../tell-webhook.ts")).tellWebhook({ globals, options, wanted, since, url: options.webhook });
  for (const name of ["cursor", "attempt-ms"]) if (options[name]) throw badInput(name, "goes with --webhook");
  const { session, store } = await open(globals);
  const stop = new AbortController();
  const { signal } = stop;
  const timer =
    timeout === undefined ? undefined : setTimeout(() => stop.abort("timeout"), Math.min(timeout, MAX_WAIT));
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort("signal"));
  let position = since ?? session.position;
  const print = (entry: FeedEntry): boolean => {
    position = entry.position;
    const events = wantedEvents(entry, wanted);
    if (events.length === 0) return false;
    const { at, by } = entry.commit;
    process.stdout.write(
      `${JSON.stringify({ type: "events", position, at: new Date(at).toISOString(), by, events })}\n`,
    );
    return true;
  };
  const drain = async (): Promise<boolean> => {
    let printed = false;
    for await (const entry of session.feed(position, { follow: false, signal })) printed = print(entry) || printed;
    return printed;
  };
  if (options.follow || !(await drain())) {
    for await (const entry of session.feed(position, { signal })) if (print(entry) && !options.follow) break;
    if (!options.follow) await drain();
  }
  clearTimeout(timer);
  process.stdout.write(
    `${JSON.stringify({ type: signal.aborted && signal.reason === "timeout" ? "timeout" : "position", position })}\n`,
  );
  await session.close();
  await store.close();
  return 0;
}
