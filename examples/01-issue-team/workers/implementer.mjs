// Carries out the plan in its own worktree: first the test, then the change, then the proof. Each safe step is a commit and a checkpoint.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, complete, git, runTests, task, teamwright } from "./call.mjs";

// The audited plan, from where its worker put it: the data of the newest planner task on the board.
const planId = bundle.upstream.findLast((u) => u.id.startsWith("MARSHAL")).result.data.parallel_groups.flat()[0].plan;
const plan = teamwright("task", "show", planId).result.data;
const pace = (ms) => new Promise((done) => setTimeout(done, ms));

if (bundle.recovered_checkpoint)
  teamwright(
    "task",
    "progress",
    task,
    `Going on from ${bundle.recovered_checkpoint.commit.slice(0, 12)}: ${bundle.recovered_checkpoint.summary}`,
  );
const tests = plan.tests.filter((t) => !existsSync(t.file));
if (tests.length > 0) {
  for (const test of tests) writeFileSync(test.file, test.content);
  if (runTests().green) throw new Error("the new test passes before the change: it proves nothing");
  git("add", "test");
  git("commit", "-m", "Test that escaped fields come back");
  teamwright(
    "task",
    "checkpoint",
    task,
    "--commit",
    git("rev-parse", "HEAD"),
    "--summary",
    "test written, it fails as it should",
  );
  await pace(Number(process.env.DEMO_PACE_MS ?? 0));
}
for (const step of plan.steps) writeFileSync(step.file, step.content);
const { green, passed } = runTests();
if (!green) throw new Error("the plan does not make the tests pass");
git("add", "src");
git("commit", "-m", "Escape the separator inside fields");
const commit = git("rev-parse", "HEAD");
teamwright("task", "checkpoint", task, "--commit", commit, "--summary", "change made, all tests pass");

complete({
  document: `# Built\n\nCommit ${commit}\n\nFiles: ${plan.files.join(", ")}\nTests: ${passed} pass, 0 fail (${readdirSync("test").join(", ")})\n\n\`\`\`js\n${readFileSync(join(plan.files[0]), "utf8")}\`\`\`\n`,
  summary: `${plan.files.length} files changed, ${passed} tests pass`,
  files: [...plan.files, ...plan.tests.map((t) => t.file)],
  data: { commit, tests: passed },
});
