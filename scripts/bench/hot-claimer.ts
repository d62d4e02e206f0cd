// One of the processes of hot.ts: opens, waits for the word, claims for so long, and tells what it got.
import { once } from "node:events";
import { openSession, openStore } from "@teamwright/runtime";
import { WORKER } from "@teamwright/testing";

const [url, owner, milliseconds] = process.argv.slice(2);
const session = await openSession(await openStore(url!), "BEN-1", { snapshotEvery: 0 });
console.log("ready");
await once(process.stdin, "data");
const tasks: string[] = [];
let worst = 0;
const until = performance.now() + Number(milliseconds);
for (;;) {
  const from = performance.now();
  if (from >= until) break;
  const answer = await session.run({ name: "task.next", input: { role: "implementer", owner: owner! }, actor: WORKER });
  worst = Math.max(worst, performance.now() - from);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const { task } = answer.result as { task: string | null };
  if (task === null) throw new Error("No task is left: the benchmark needs more.");
  tasks.push(task);
}
process.stdout.write(`${JSON.stringify({ claims: tasks.length, worst, tasks })}\n`, () => process.exit(0));
