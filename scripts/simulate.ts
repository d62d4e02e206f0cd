// npm run simulate -- --steps N --seed S: random teams with faults against the invariants, for as long as one likes.
import { parseArgs } from "node:util";
import { simulate } from "../packages/testing/src/simulation.ts";

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Date.now() % 1e9) },
  },
});
const steps = Number(values.steps);
const seed = Number(values.seed);
if (!Number.isSafeInteger(steps) || steps < 1 || !Number.isSafeInteger(seed)) {
  console.error("Use: npm run simulate -- --steps 200000 --seed 7");
  process.exit(2);
}
const started = performance.now();
const result = simulate({ steps, seed });
if (result.failure) {
  console.error(`seed ${seed} broke ${result.failure.message}\nThe shortest story that still breaks it:`);
  for (const step of result.failure.story)
    console.error(`  ${step.op.padEnd(10)} ${step.dice.map((d) => d.toFixed(6)).join(" ")}`);
  console.error(`Again: npm run simulate -- --steps ${steps} --seed ${seed}`);
  process.exit(1);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${result.steps} steps, ${result.sessions} sessions, ${result.accepted} commands accepted, ${result.refused} refused, seed ${seed}, ${seconds.toFixed(1)} s: all invariants hold`,
);
