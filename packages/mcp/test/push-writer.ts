// One of several writers: posts messages to the tickets in turn, as itself; the second half when its input ends. Arguments: store, session, name, count, tickets.
import { once } from "node:events";
import { openSession, openStore } from "@teamwright/runtime";

const [url, log, name, count, tickets] = process.argv.slice(2) as [string, string, string, string, string];
const store = await openStore(url);
const session = await openSession(store, log);
const on = tickets.split(",");
for (let i = 0; i < Number(count); i++) {
  if (i === Math.floor(Number(count) / 2)) await once(process.stdin.resume(), "end");
  const answer = await session.run({
    name: "msg.post",
    input: { body: `${name} ${i}`, task: on[i % on.length]! },
    actor: { kind: "coordinator", name },
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
}
await session.close();
await store.close();
