// All that runs on one machine: a worker that takes what is to be done, in its own clone, until the job is over.
// It talks to the team through the command line alone, and to the others through branches.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";

const { MACHINE, PACE_MS, LEASE_MS, TEAMWRIGHT_CLI } = process.env;
const [program, ...first] = JSON.parse(TEAMWRIGHT_CLI);
const pace = () => new Promise((done) => setTimeout(done, Number(PACE_MS)));
const tell = (text) => console.log(`${MACHINE}: ${text}`);
const git = (...args) =>
  execFileSync("git", ["-c", `user.name=${MACHINE}`, "-c", "user.email=worker@localhost", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

/** One call. While the database does not answer it is given again: what was not acknowledged may be asked for once more, by its id. */
async function call(...args) {
  const id = ["--id", `${MACHINE}-${Date.now()}-${Math.random().toString(36).slice(2)}`];
  for (let cut = false; ; cut = true) {
    const { stdout } = spawnSync(program, [...first, ...args, ...id, "--json"], { encoding: "utf8" });
    const answer = JSON.parse(stdout);
    if (answer.ok || !/^STORE_/.test(answer.error.code)) return answer;
    if (!cut) tell(`no answer from the database (${answer.error.code}), trying on`);
  }
}

const interfaces = Object.keys(networkInterfaces());
tell(
  `${interfaces.length === 0 ? "a network namespace without a network" : "the network of the host"}, clock ${new Date(Date.now()).toISOString().slice(11, 16)}`,
);

for (;;) {
  let found = false;
  for (const role of ["writer", "binder"]) {
    const { result, error } = await call(
      "task",
      "next",
      "--role",
      role,
      "--owner",
      `${role}@${MACHINE}`,
      "--lease-ms",
      LEASE_MS,
    );
    if (error) process.exit(error.code === "SESSION_CLOSED" ? 0 : 1);
    if (result.task === null) continue;
    found = true;
    await (role === "writer" ? write(result) : bind(result));
  }
  if (!found) await pace();
}

async function write({ task, token, fence, recovered_checkpoint: from, bundle }) {
  const chapter = bundle.task.title.split(" ").at(-1);
  // The fence in the name: a worker that comes late can never write over the branch of the one who took over.
  const branch = `work/${task}/${fence}`;
  tell(`takes ${task} (${branch})${from ? ` from the checkpoint ${from.commit.slice(0, 8)} of another` : ""}`);
  git("fetch", "--quiet", "origin");
  git("checkout", "--quiet", "--force", "-B", branch, from?.commit ?? "origin/main");
  if (!from) {
    await pace();
    const commit = half(chapter, "first", branch);
    const saved = await call(
      "task",
      "checkpoint",
      task,
      "--token",
      token,
      "--commit",
      commit,
      "--summary",
      "first half",
    );
    if (!saved.ok) return lost(task, saved);
  }
  await pace();
  const commit = half(chapter, "second", branch);
  const data = JSON.stringify({ branch, commit });
  const done = await call(
    "task",
    "complete",
    task,
    "--token",
    token,
    `--summary=${chapter} is written`,
    `--data=${data}`,
  );
  if (!done.ok) return lost(task, done);
  tell(`has done ${task}`);
}

function half(chapter, which, branch) {
  writeFileSync(`${chapter}-${which}.txt`, `${chapter}, ${which} half, by ${MACHINE}\n`);
  git("add", ".");
  git("commit", "--quiet", "-m", `${chapter}: ${which} half`);
  git("push", "--quiet", "origin", branch);
  return git("rev-parse", "HEAD");
}

function lost(task, { error }) {
  tell(`is too late with ${task}: ${error.code}. ${error.hint}`);
}

async function bind({ task, token, bundle }) {
  git("fetch", "--quiet", "origin");
  git("checkout", "--quiet", "--force", "-B", "book", "origin/main");
  const commits = bundle.upstream.map((u) => u.result.data.commit);
  for (const commit of commits) git("merge", "--quiet", "--no-edit", "-m", `Bind ${commit.slice(0, 8)}`, commit);
  git("push", "--quiet", "origin", "book:main");
  const data = JSON.stringify({ commit: git("rev-parse", "HEAD") });
  const done = await call(
    "task",
    "complete",
    task,
    "--token",
    token,
    "--summary",
    `${commits.length} chapters`,
    `--data=${data}`,
  );
  if (!done.ok) return lost(task, done);
  tell(`has bound ${commits.length} chapters`);
}
