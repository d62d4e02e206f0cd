// The other process of the push benchmark on Postgres: says when it held a record, when it woke, and when a bare LISTEN did.
import { openSession, openStore } from "@teamwright/runtime";
import { Client } from "pg";

const [url, since] = process.argv.slice(2) as [string, string];
const say = (what: string) => process.stdout.write(`${what} ${Number(process.hrtime.bigint() / 1_000n)}\n`);

const bare = new Client(url);
await bare.connect();
await bare.query("LISTEN bare");
bare.on("notification", () => say("bare"));
const waker = await openStore(url);
let awake = false;
await new Promise<void>((connected) => {
  // The first ring says that it listens; a later one may be for a look at the ends that found what was told before.
  let seen = 0;
  waker.watch!("BEN-wake", () => void look());
  async function look() {
    if (!awake) return ((awake = true), connected());
    const at = `wake ${Number(process.hrtime.bigint() / 1_000n)}\n`;
    let found = seen;
    for await (const { position } of waker.read("BEN-wake", seen)) found = position;
    if (found > seen) process.stdout.write(at);
    seen = Math.max(seen, found);
  }
});
const session = await openSession(await openStore(url), "BEN-push");
const records = session.feed(Number(since));
say("ready");
for await (const _ of records) say("record");
