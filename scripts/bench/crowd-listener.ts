// One of the processes of listeners.ts: follows a log, tells what it held and when, and on a line from outside what it has cost.
import { createInterface } from "node:readline";
import { openSession, openStore } from "@teamwright/runtime";

const [url, since, how] = process.argv.slice(2) as [string, string, string];
const store = await openStore(url);
// Without `watch` what remains is looking.
const session = await openSession(how === "poll" ? { ...store, watch: undefined! } : store, "BEN-crowd");
createInterface({ input: process.stdin }).on("line", () => {
  const { user, system } = process.cpuUsage();
  console.log(`cpu ${user + system}`);
});
console.log("ready 0");
let count = 0;
for await (const { position } of session.feed(Number(since))) {
  count += 1;
  process.stdout.write(`record ${Number(process.hrtime.bigint() / 1_000n)} ${position} ${count}\n`);
}
