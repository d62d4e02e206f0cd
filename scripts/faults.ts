// npm run faults [-- RUNS]: every fault test, so many times in a row (20); ends with the first run that fails.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const runs = Number(process.argv[2] ?? 20);
const files = globSync("packages/*/{src,test}/*faults.test.ts", { cwd: root });
for (let run = 1; run <= runs; run++) {
  const args = [join(root, "scripts/test.ts"), ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) {
    console.error(`${stdout}${stderr}\nrun ${run} of ${runs} failed`);
    process.exit(1);
  }
  // What could not run, and the totals.
  const [last, ...before] = stdout.trimEnd().split("\n").reverse();
  console.log([...before.filter((line) => line.startsWith("not run:")), `run ${run}: ${last}`].join("\n"));
}
console.log(`${runs} runs of ${files.length} files in a row`);
