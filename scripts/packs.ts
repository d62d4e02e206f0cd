// npm run packs: checks every pack of the repository, and plays every pipeline: all goes well, each review rejects to the end, a worker of each role dies, and what the pack ships.
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { autoPlays, checkPlay, checkTemplates, loadPack, playable, readPlays } from "../packages/pack/src/index.ts";

const root = join(import.meta.dirname, "..");
let passed = 0;
let failed = 0;
const count = (wrong: readonly string[], what: string) => {
  if (wrong.length === 0) passed += 1;
  else failed += 1;
  for (const line of wrong) console.log(`FAILED  ${what}: ${line}`);
};
for (const file of globSync("{skills,examples}/**/team.yaml", {
  cwd: root,
  exclude: ["**/node_modules/**"],
}).toSorted()) {
  const dir = join(root, dirname(file));
  const { team, complaints } = await loadPack(dir, { bundled: [join(root, "skills")] });
  const plays = await readPlays(dir);
  const found = [...complaints, ...(await checkTemplates(dir)), ...plays.complaints].map(
    (c) => `${c.path.slice(root.length + 1)}:${c.line}  ${c.message}`,
  );
  count(found, `${dirname(file)} is checked`);
  if (!team) continue;
  const samples = await playable({ dir, team });
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
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
