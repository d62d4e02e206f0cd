// How a worker talks: only through the command line it was given. Everything else is the role's own work.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const { TEAMWRIGHT_CLI, TEAMWRIGHT_TASK, TEAMWRIGHT_BUNDLE, TEAMWRIGHT_SESSION_DIR } = process.env;
const [program, ...first] = JSON.parse(TEAMWRIGHT_CLI);

export const task = TEAMWRIGHT_TASK;
export const bundle = JSON.parse(readFileSync(TEAMWRIGHT_BUNDLE, "utf8"));

/** Calls the command line; the result, or an error that names the code. */
export function teamwright(...args) {
  const { stdout, stderr } = spawnSync(program, [...first, ...args, "--json"], { encoding: "utf8" });
  const answer = JSON.parse(stdout || `{"ok":false,"error":{"code":"NO_ANSWER","message":${JSON.stringify(stderr)}}}`);
  if (!answer.ok) throw new Error(`${args.slice(0, 2).join(" ")}: ${answer.error.code} ${answer.error.message}`);
  return answer.result;
}

/** Writes the task's result document and completes the task. */
export function complete({ document, summary, data, files, decisions, wisdom, verdict, score }) {
  const path = join(TEAMWRIGHT_SESSION_DIR, bundle.artifact);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, document);
  const args = [
    "task",
    "complete",
    task,
    `--summary=${summary}`,
    `--artifact=${bundle.artifact}`,
    `--data=${JSON.stringify(data ?? {})}`,
  ];
  if (files) args.push(`--files=${JSON.stringify(files)}`);
  if (decisions) args.push(`--decisions=${JSON.stringify(decisions)}`);
  if (wisdom) args.push(`--wisdom=${JSON.stringify(wisdom)}`);
  if (verdict) args.push(`--verdict=${verdict}`, `--score=${score}`);
  return teamwright(...args);
}

export const git = (...args) =>
  execFileSync("git", ["-c", "user.name=Team worker", "-c", "user.email=worker@localhost", ...args], {
    encoding: "utf8",
  }).trim();

/** Result data of the newest upstream task whose id starts with `prefix`. */
export const upstream = (prefix) => bundle.upstream.findLast((u) => u.id.startsWith(prefix))?.result?.data;

export const runTests = () => {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ["--test"], { encoding: "utf8", env });
  return {
    green: status === 0,
    passed: Number(/^# pass (\d+)/m.exec(stdout)?.[1] ?? /pass (\d+)/.exec(stdout)?.[1] ?? 0),
    failed: Number(/fail (\d+)/.exec(stdout)?.[1] ?? 0),
  };
};
