// A worker for any task of any pack: it commits one file, records the critique that the task must have, and reports what the pipeline goes on with.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const { TEAMWRIGHT_CLI, TEAMWRIGHT_TOKEN, TEAMWRIGHT_BUNDLE, RESULTS } = process.env;
const [program, ...first] = JSON.parse(TEAMWRIGHT_CLI);
const results = JSON.parse(RESULTS);
const git = (...args) => execFileSync("git", ["-c", "user.name=W", "-c", "user.email=w@localhost", ...args]);

function teamwright(...args) {
  const { stdout, stderr } = spawnSync(program, [...first, ...args, "--json"], { encoding: "utf8" });
  const answer = JSON.parse(stdout || "null");
  if (!answer?.ok) throw new Error(`${args.slice(0, 2).join(" ")}: ${stdout}${stderr}`);
  return answer.result;
}

/** One task; then the next of an inner loop, if there is one. */
function work({ task }, token) {
  const held = [task.id, "--token", token];
  const file = `${task.id}.txt`;
  writeFileSync(file, `${task.title}\n`);
  git("add", file);
  git("commit", "--quiet", "-m", task.id);
  if (task.discuss) {
    const perspectives = task.perspectives.map((name) => ({ name, rating: 4 }));
    teamwright("discuss", "record", ...held, "--round", task.discuss, "--perspectives", JSON.stringify(perspectives));
  }
  const given = Object.entries(results[task.node] ?? {}).map(
    ([field, value]) => `--${field}=${typeof value === "object" ? JSON.stringify(value) : value}`,
  );
  const { next } = teamwright("task", "complete", ...held, "--summary", `${task.id} done`, ...given);
  if (next.do === "continue") work(next.bundle, next.token);
}

work(JSON.parse(readFileSync(TEAMWRIGHT_BUNDLE, "utf8")), TEAMWRIGHT_TOKEN);
