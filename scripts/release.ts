// npm run release WHAT: `version` takes the changesets, `check` says what is missing, `home OWNER/REPO` names the repository, `publish` sends what is not on the registry yet.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packInto, publishable, readManifest, releaseProblems, setHome } from "./released.ts";

const root = join(import.meta.dirname, "..");
const [what = "", ...words] = process.argv.slice(2);

/** Runs one command, shown, and ends with its exit code if it fails. */
function run(command: string, ...args: string[]): void {
  console.log(`> ${[command, ...args].join(" ")}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

function version(): void {
  run("npx", "--no-install", "changeset", "version");
  // Only versions change: nothing is installed.
  run("npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund");
  run(process.execPath, "scripts/complete-lock.ts");
  run("npm", "run", "--silent", "build:packs");
  run("npm", "run", "--silent", "generate");
  run("npm", "run", "--silent", "fix");
  console.log("Look at it with `git diff`, commit it, and let it be merged: the workflow publishes what is new.");
}

function check(): void {
  const problems = releaseProblems(root, process.env["GITHUB_REPOSITORY"]);
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exit(1);
  run("npm", "run", "--silent", "build:packs", "--", "--check");
  console.log(`${publishable(root).length} packages are ready.`);
}

/** Provenance needs a workflow that may ask for an identity; anywhere else npm refuses it. */
function publish(): void {
  check();
  run("npx", "--no-install", "turbo", "run", "build");
  const provenance = process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] === undefined ? [] : ["--provenance"];
  const out = mkdtempSync(join(tmpdir(), "teamwright-release-"));
  for (const path of publishable(root)) {
    const { name, version } = readManifest(join(root, path));
    const there = spawnSync("npm", ["view", `${name}@${version}`, "version"], { encoding: "utf8" }).stdout.trim();
    if (there === version) console.log(`${name}@${version} is there already`);
    else run("npm", "publish", packInto(out, join(root, path)), "--access", "public", ...provenance, ...words);
  }
  rmSync(out, { recursive: true, force: true });
}

if (what === "version") version();
else if (what === "check") check();
else if (what === "publish") publish();
else if (what === "home" && /^[\w.-]+\/[\w.-]+$/.test(words[0] ?? "")) {
  for (const path of setHome(root, words[0]!)) console.log(`wrote ${path}`);
} else {
  console.log("Use: npm run release version | check | publish [-- --dry-run] | home OWNER/REPO");
  process.exitCode = 2;
}
