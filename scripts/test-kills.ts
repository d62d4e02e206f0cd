// npm run test:kills -- --seeds N --seed S: runs whole teams during which runner, workers and listeners are killed at random moments.
import { parseArgs } from "node:util";
import { killStory } from "../packages/hosts/test/kill-story.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "100" }, seed: { type: "string", default: "1" } },
});
const count = Number(values.seeds);
const first = Number(values.seed);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(first)) {
  console.error("Use: npm run test:kills -- --seeds 100 --seed 1");
  process.exit(2);
}
const total = { runner: 0, worker: 0, listener: 0 };
const failed: number[] = [];
for (let seed = first; seed < first + count; seed++) {
  try {
    const kills = await killStory(seed);
    for (const who of Object.keys(total) as (keyof typeof total)[]) total[who] += kills[who];
  } catch (error) {
    failed.push(seed);
    console.error(`seed ${seed}: ${(error as Error).message}\n  again: npm run test:kills -- --seeds 1 --seed ${seed}`);
  }
}
console.log(`killed: ${total.runner} runners, ${total.worker} workers, ${total.listener} listeners`);
console.log(`${count - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
