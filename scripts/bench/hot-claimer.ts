// One of the processes of hot.ts: opens, and at every line claims for so long and tells what it got.
import { createInterface } from "node:readline";
import { openSession, openStore } from "@teamwright/runtime";
import { WORKER } from "@teamwright/testing";

const [url, owner, milliseconds] = process.argv.slice(2);
const session = await openSession(await openStore(url!), "BEN-1", { snapshotEvery: 0 });
console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  const tasks: string[] = [];
  let worst = 0;
  for (const until = performance.now() + Number(milliseconds); ;) {
    const from = performance.now();
    if (from >= until) break;
    const input = { role: "implementer", owner: owner! };
    const answer = await session.run({ name: "task.next", input, actor: WORKER });
    worst = Math.max(worst, performance.now() - from);
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    const { task } = answer.result as { task: string | null };
    if (task === null) throw new Error("No task is left: the benchmark needs more.");
    tasks.push(task);
  }
  console.log(JSON.stringify({ worst, tasks }));
}
process.exit(0);
