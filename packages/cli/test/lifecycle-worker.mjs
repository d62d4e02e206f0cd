// A worker for every role of the lifecycle team. It does small real work: documents from the pack's templates, commits, tests that run.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const { TEAMWRIGHT_CLI, TEAMWRIGHT_TOKEN, TEAMWRIGHT_BUNDLE, TEAMWRIGHT_SESSION_DIR: folder } = process.env;
const [program, ...first] = JSON.parse(TEAMWRIGHT_CLI);
const git = (...args) =>
  execFileSync("git", ["-c", "user.name=W", "-c", "user.email=w@localhost", ...args], { encoding: "utf8" }).trim();

function teamwright(...args) {
  const { stdout, stderr } = spawnSync(program, [...first, ...args, "--json"], { encoding: "utf8" });
  const answer = JSON.parse(stdout || "null");
  if (!answer?.ok) throw new Error(`${args.slice(0, 2).join(" ")}: ${stdout}${stderr}`);
  return answer.result;
}

const size = process.env.SIZE ?? "low";
const modules = ["a", "b"].map((id) => ({ id, title: `Module ${id}`, files: [`src/${id}.txt`] }));
const tasks = [
  { id: "join", title: "Join", after: ["a", "b"], files: ["src/join.txt"] },
  ...modules.map((module) => ({ ...module, after: [] })),
];
/** What each kind of task gives besides its document. */
const RESULTS = {
  RESEARCH: () => ({ data: { complexity: size } }),
  PLAN: () => ({ data: { complexity: size, modules } }),
  ORCH: () => ({ data: { tasks } }),
  IMPL: ({ item }) => build(item ? `src/${item.id}.txt` : "src/all.txt", "half\n"),
  "IMPL-fix": () => build("src/mended.txt", "whole\n"),
  "DEV-FE": () => build("src/page.html", "<title>page</title>\n"),
  // Where something has to be mended, the tests find it.
  TEST: () => ({ data: { pass_rate: process.env.FLAWED && !existsSync("src/mended.txt") ? 0.5 : 1 } }),
  "QA-FE": () => ({ score: 90, data: { critical: existsSync("src/page.html") ? 0 : 1 } }),
  QUALITY: () => ({ score: 85 }),
  REVIEW: () => ({ verdict: "approved" }),
  // Who stays remembers: the score says how many checkpoints it has seen before this one.
  CHECKPOINT: (_task, { earlier }) => ({ score: 90 + earlier.length }),
};

function build(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  git("add", file);
  git("commit", "--quiet", "--allow-empty", "-m", `Make ${file}`);
  return { files: [file], checkpoint: git("rev-parse", "HEAD") };
}

/** One task; returns the next of an inner loop, if there is one. */
function work(bundle, token) {
  const { task } = bundle;
  const held = [task.id, "--token", token];
  const { checkpoint, ...result } = RESULTS[task.id.replace(/-\d+$/, "")]?.(task, bundle) ?? {};
  const text =
    task.node === "brief"
      ? teamwright("pack", "template", "brief", "--task", task.id).text
      : `# ${task.id}\n\n${bundle.upstream.map((u) => `- ${u.id}`).join("\n")}\n`;
  mkdirSync(dirname(join(folder, bundle.artifact)), { recursive: true });
  writeFileSync(join(folder, bundle.artifact), text);
  if (checkpoint) teamwright("task", "checkpoint", ...held, "--commit", checkpoint, "--summary", "built");
  if (task.discuss) {
    const perspectives = task.perspectives.map((name) => ({ name, rating: 4 }));
    teamwright("discuss", "record", ...held, "--round", task.discuss, "--perspectives", JSON.stringify(perspectives));
  }
  const given = Object.entries(result).map(([k, v]) => `--${k}=${typeof v === "object" ? JSON.stringify(v) : v}`);
  const done = ["--summary", `${task.id} done`, "--artifact", bundle.artifact];
  const { next } = teamwright("task", "complete", ...held, ...done, ...given);
  if (next.do === "continue") work(next.bundle, next.token);
}

work(JSON.parse(readFileSync(TEAMWRIGHT_BUNDLE, "utf8")), TEAMWRIGHT_TOKEN);
