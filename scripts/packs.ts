// npm run packs [-- WORD]: checks every pack of the repository (or those whose folder has WORD in its name), plays every pipeline (all goes well, each review rejects to the end, a worker of each role dies, and what the pack ships), and runs every pipeline headless, with a process for each task.
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { autoPlays, checkPlay, checkTemplates, loadPack, playable, readPlays } from "../packages/pack/src/index.ts";
import { bundleCli } from "./packs/bundle-cli.ts";
import { type Headless, runBoard, runHeadless } from "./packs/headless.ts";

/** Runs at a time. Most of a run is waiting for a process to start. */
const AT_ONCE = 3;
/** Run headless by tests of its own, with real documents and code: packages/cli/test/lifecycle-run.test.ts. */
const TESTED_APART = "lifecycle";
const root = join(import.meta.dirname, "..");
let passed = 0;
let failed = 0;
const count = (wrong: readonly string[], what: string) => {
  if (wrong.length === 0) passed += 1;
  else failed += 1;
  for (const line of wrong) console.log(`FAILED  ${what}: ${line}`);
};
/** What is to be run headless, by name. */
const runs: [string, (cli: string[]) => Promise<Headless>][] = [];
const word = process.argv[2] ?? "";
for (const file of globSync("{skills,examples}/**/team.yaml", {
  cwd: root,
  exclude: ["**/node_modules/**"],
}).toSorted()) {
  if (!dirname(file).includes(word)) continue;
  const dir = join(root, dirname(file));
  const bundled = [join(root, "skills")];
  const pack = await loadPack(dir, { bundled });
  const { team, complaints } = pack;
  const plays = await readPlays(pack, { bundled });
  const found = [...complaints, ...(await checkTemplates(dir)), ...plays.complaints].map(
    (c) => `${c.path.slice(root.length + 1)}:${c.line}  ${c.message}`,
  );
  count(found, `${dirname(file)} is checked`);
  if (!team) continue;
  if (team.tickets) runs.push([`${team.name} (a board)`, (cli) => runBoard(team, { cli })]);
  const samples = await playable(pack);
  count(
    samples.complaints.map((c) => `${c.path.slice(root.length + 1)}:${c.line}  ${c.message}`),
    `${dirname(file)}/analyses are checked`,
  );
  for (const [pipeline, made] of samples.teams) {
    const scripts = [...autoPlays(made, pipeline), ...plays.scripts.filter((script) => script.pipeline === pipeline)];
    let chain = "";
    for (const script of scripts) {
      const { played, wrong } = await checkPlay(made, script);
      chain ||= played?.chain ?? "does not end";
      count(wrong, `${team.name} ${pipeline}: ${script.name}`);
    }
    console.log(`${`${team.name} ${pipeline}`.padEnd(28)} ${String(scripts.length).padStart(3)} plays  ${chain}`);
    if (team.name === TESTED_APART) continue;
    runs.push([`${team.name} ${pipeline}`, (cli) => runHeadless(made, pipeline, { cli })]);
  }
}
await headless();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function headless(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "teamwright-packs-"));
  const start = performance.now();
  const before = passed;
  const names = runs.length;
  let tasks = 0;
  try {
    const cli = await bundleCli(folder);
    const some = async () => {
      for (let next; (next = runs.shift());) {
        const [name, run] = next;
        const ran = await run(cli);
        tasks += ran.tasks;
        count(ran.wrong, `${name}, headless`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(
    `headless: ${passed - before} of ${names} end as they are played, ${tasks} tasks by worker processes, ${seconds} s`,
  );
}
