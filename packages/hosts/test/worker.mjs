// A worker that does what MODE_<TASK> says on its first tries, and honest work afterwards.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const {
  TEAMWRIGHT_CLI,
  TEAMWRIGHT_TASK: task,
  TEAMWRIGHT_BUNDLE,
  TEAMWRIGHT_TOKEN,
  MODE = "",
  MODE_TASK = "SOLVE-001",
  MODE_TRIES = "1",
} = process.env;
const bundle = JSON.parse(readFileSync(TEAMWRIGHT_BUNDLE, "utf8"));
const [program, ...first] = JSON.parse(TEAMWRIGHT_CLI);
const call = (...args) => JSON.parse(spawnSync(program, [...first, ...args, "--json"], { encoding: "utf8" }).stdout);
const pace = (ms) => new Promise((done) => setTimeout(done, ms));

if (task === MODE_TASK && bundle.task.attempt <= Number(MODE_TRIES)) {
  if (MODE === "dies") process.kill(process.pid, "SIGKILL");
  if (MODE === "leaves") process.exit(0);
  if (MODE === "hangs") await pace(60_000);
  if (MODE === "gap") {
    call("role", "request", task, "knows privacy law", "--blocking");
    process.exit(0);
  }
  if (MODE === "lies") {
    const answer = call("task", "complete", "BUILD-001", "--summary", "done, believe me");
    console.log(JSON.stringify(answer));
    process.exit(answer.ok ? 0 : 9);
  }
}
if (task.startsWith(process.env.PACE_FROM ?? "")) await pace(Number(process.env.PACE ?? 0));
// Nobody ends before these are begun: what conflicts must have begun from the same commit.
for (const id of (process.env.BEGUN ?? "").split(",").filter(() => task.startsWith("BUILD")))
  for (let begun = id === ""; !begun; await pace(20)) {
    const { result } = call("task", "show", id);
    begun = Boolean(result && (id === "BUILD-003" || result.claim || result.result));
  }
if ((MODE === "conflicts" || MODE === "commits") && task.startsWith("BUILD")) {
  const file = MODE === "conflicts" ? "same.txt" : `${task}.txt`;
  const git = (...args) => execFileSync("git", ["-c", "user.name=W", "-c", "user.email=w@localhost", ...args]);
  writeFileSync(file, `${task}\n`);
  git("add", file);
  git("commit", "--quiet", "--allow-empty", "-m", task);
  call("task", "checkpoint", task, "--commit", git("rev-parse", "HEAD").toString().trim(), "--summary", "half way");
}
const data = { parallel_groups: [(process.env.ITEMS ?? "GH-1").split(",").map((id) => ({ id }))] };
const finish = (id, token) =>
  call(
    ...["task", "complete", id, "--token", token, "--summary", `${id} honestly done`],
    ...["--data", JSON.stringify(data)],
    ...(bundle.task.kind === "gate" ? ["--verdict", "approved", "--score", "90"] : []),
  );
let answer = finish(task, TEAMWRIGHT_TOKEN);
while (answer.result?.next?.do === "continue") {
  await pace(Number(process.env.LOOP_PACE ?? 0));
  answer = finish(answer.result.next.task, answer.result.next.token);
}
if (!answer.ok) {
  console.error(JSON.stringify(answer));
  process.exit(1);
}
